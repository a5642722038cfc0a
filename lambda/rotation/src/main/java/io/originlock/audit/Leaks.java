package io.originlock.audit;

import static io.originlock.audit.OpenDoor.Kind.BACKEND_RECEIVES_SECRET;
import static io.originlock.audit.OpenDoor.Kind.CANARY;
import static io.originlock.audit.OpenDoor.Kind.LOGS_SECRET;
import static io.originlock.audit.OpenDoor.Kind.SAMPLES_SECRET;

import io.originlock.audit.GateCheck.ExecutionLogs;
import io.originlock.aws.Stages;
import io.originlock.aws.WafArn;
import io.originlock.aws.WebAcls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.apigateway.model.MethodSetting;
import software.amazon.awssdk.services.wafv2.model.FieldToMatch;
import software.amazon.awssdk.services.wafv2.model.WebACL;

/** Where a protected stage would write the secret down, or hand it on. */
final class Leaks {
  private static final String HEADER = "method.request.header.";
  private static final Set<String> PROXIES = Set.of("http_proxy", "aws_proxy");

  private final WebAcls webAcls;
  private final GateCheck gate;

  Leaks(WebAcls webAcls, GateCheck gate) {
    this.webAcls = webAcls;
    this.gate = gate;
  }

  List<OpenDoor> of(DeployedStage stage) {
    List<OpenDoor> doors = new ArrayList<>();
    canary(stage).ifPresent(doors::add);
    if (!gate.reachesTheApi()) {
      return doors;
    }
    accessLog(stage).ifPresent(doors::add);
    executionLog(stage).ifPresent(doors::add);
    stage.webAcl().ifPresent(acl -> webAcl(stage, acl, doors));
    stage.methods().stream()
        .filter(method -> !method.preflight())
        .flatMap(method -> backend(stage, method).stream())
        .forEach(doors::add);
    return doors;
  }

  private static Optional<OpenDoor> canary(DeployedStage stage) {
    return Stages.hasCanary(stage.settings().canarySettings())
        ? Optional.of(
            stage.door(
                CANARY,
                "A share of the requests goes to a canary, whose deployment is not looked at.",
                "To close it, " + Stages.CANARY_REMEDY + "."))
        : Optional.empty();
  }

  private Optional<OpenDoor> accessLog(DeployedStage stage) {
    String format =
        stage.settings().accessLogSettings() == null
            ? ""
            : Optional.ofNullable(stage.settings().accessLogSettings().format()).orElse("");
    return gate.accessLogVariables().stream()
        // Not a longer name: apiKeyId is no secret.
        .filter(
            name ->
                Pattern.compile("\\$" + Pattern.quote(name) + "(?![A-Za-z])")
                    .matcher(format)
                    .find())
        .findFirst()
        .map(
            name ->
                stage.door(
                    LOGS_SECRET,
                    "Its access log records the secret, as $" + name + ".",
                    "Take $" + name + " out of the format of the access log."));
  }

  /** What carries the secret, for people. */
  private String header() {
    return gate.header().map(name -> "the header " + name).orElse("the lock's header");
  }

  private Optional<OpenDoor> executionLog(DeployedStage stage) {
    ExecutionLogs logs = gate.executionLogs();
    List<String> recorded =
        stage.settings().methodSettings().entrySet().stream()
            .filter(setting -> records(logs, setting.getValue()))
            .map(setting -> setting.getKey().replace("~1", "/"))
            .sorted()
            .toList();
    if (recorded.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        stage.door(
            LOGS_SECRET,
            logs == ExecutionLogs.NAME_IT
                ? "Its execution log records refusals, with the name of the missing header, for "
                    + recorded
                    + "."
                : "Its execution log traces whole requests, headers included, for "
                    + recorded
                    + ".",
            logs == ExecutionLogs.NAME_IT
                ? "Turn execution logging off, or let few read it."
                : "Turn data tracing off."));
  }

  private static boolean records(ExecutionLogs logs, MethodSetting setting) {
    boolean traces = Boolean.TRUE.equals(setting.dataTraceEnabled());
    boolean writes = setting.loggingLevel() != null && !setting.loggingLevel().equals("OFF");
    return switch (logs) {
      case HIDE_IT -> false;
      case TRACE_IT -> traces;
      case NAME_IT -> traces || writes;
    };
  }

  private void webAcl(DeployedStage stage, WebACL acl, List<OpenDoor> doors) {
    boolean recorded =
        webAcls
            .logging(WafArn.parse(acl.arn(), WafArn.WEB_ACL, StageReader.WEB_ACL_REMEDY))
            .filter(logging -> logging.redactedFields().stream().noneMatch(this::isHeader))
            .isPresent();
    if (recorded) {
      doors.add(
          stage.door(
              LOGS_SECRET,
              "The log of its web ACL " + acl.name() + " records " + header() + ".",
              gate.header().isPresent()
                  ? "Redact the header in the web ACL's logging configuration."
                  : "The header's name is the secret, and WAF redacts values alone: log elsewhere,"
                      + " or take another gate."));
    }
    List<String> sampled = new ArrayList<>();
    acl.rules().stream()
        .filter(rule -> WebAcls.samples(rule.visibilityConfig()))
        .forEach(rule -> sampled.add("rule " + rule.name()));
    if (WebAcls.samples(acl.visibilityConfig())) {
      sampled.add("its default action");
    }
    if (!sampled.isEmpty()) {
      doors.add(
          stage.door(
              SAMPLES_SECRET,
              "WAF keeps samples of requests, headers included, of web ACL "
                  + acl.name()
                  + ": "
                  + String.join(", ", sampled)
                  + ".",
              "Turn sampled_requests_enabled off there."));
    }
  }

  private boolean isHeader(FieldToMatch field) {
    return field.singleHeader() != null
        && gate.carries(field.singleHeader().name())
        && gate.header().isPresent();
  }

  private Optional<OpenDoor> backend(DeployedStage stage, DeployedStage.Method method) {
    boolean proxy = PROXIES.contains(method.integration());
    boolean mapped =
        method.mapped().stream()
            .filter(from -> from.startsWith(HEADER))
            .anyMatch(from -> gate.carries(from.substring(HEADER.length())));
    return !proxy && !mapped
        ? Optional.empty()
        : Optional.of(
            new OpenDoor(
                BACKEND_RECEIVES_SECRET,
                stage.where(),
                method.label(),
                proxy
                    ? "Its integration is a proxy ("
                        + method.integration()
                        + "), so that the backend"
                        + " receives "
                        + header()
                        + "."
                    : "Its integration hands " + header() + " on to the backend.",
                "See to it that the backend does not log or pass on the header, or take another"
                    + " kind of integration."));
  }
}
