package io.originlock.examine;

import io.originlock.finding.Finding;
import io.originlock.finding.Kind;
import io.originlock.survey.Method;
import io.originlock.survey.StageFacts;
import io.originlock.survey.StageFacts.AccessLog;
import io.originlock.survey.StageFacts.Level;
import io.originlock.survey.StageFacts.MethodSettings;
import io.originlock.survey.Survey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds where a stage of the lock's would write the secret down, or hand it on. */
final class Leaks implements Judge {
  /** As settings name what holds for every method. */
  private static final String EVERY = "* *";

  @Override
  public List<Finding> judge(Survey survey, LockFacts lock) {
    List<Finding> findings = new ArrayList<>();
    GateTraits gate = lock.gate();
    if (gate.takenOffAtTheEdge()) {
      return findings;
    }
    for (StageFacts stage : survey.targetStages()) {
      stage.accessLog().flatMap(log -> accessLog(stage, log, gate)).ifPresent(findings::add);
      executionLog(stage, gate).ifPresent(findings::add);
      survey.servedBy(stage).stream()
          .flatMap(served -> served.methods().stream())
          .filter(method -> !method.preflight() && !lock.probePaths().contains(method.path()))
          .flatMap(method -> backend(stage, method, gate).stream())
          .forEach(findings::add);
    }
    return findings;
  }

  private static Optional<Finding> accessLog(StageFacts stage, AccessLog log, GateTraits gate) {
    return gate.accessLogVariables().stream()
        // Not a longer name: apiKeyId is no secret.
        .filter(
            name ->
                Pattern.compile("\\$" + Pattern.quote(name) + "(?![A-Za-z])")
                    .matcher(log.format())
                    .find())
        .findFirst()
        .map(
            name ->
                new Finding(
                    Kind.LOGS_SECRET,
                    Places.of(stage),
                    "Its access log records the secret, as $" + name + ".",
                    "Take $" + name + " out of the format of the access log."));
  }

  private static Optional<Finding> executionLog(StageFacts stage, GateTraits gate) {
    List<String> recorded =
        stage.methods().entrySet().stream()
            .filter(each -> records(gate.executionLogs(), each.getValue()))
            .map(each -> each.getKey().equals(EVERY) ? "all methods" : each.getKey())
            .sorted()
            .toList();
    boolean names = gate.executionLogs() == ExecutionLogs.NAME_IT;
    return recorded.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Kind.LOGS_SECRET,
                Places.of(stage),
                (names
                        ? "Its execution log records refusals, with the name of the missing"
                            + " header, for "
                        : "Its execution log traces whole requests, headers included, for ")
                    + Places.list(recorded)
                    + ".",
                names
                    ? "Turn execution logging off, or let few read it."
                    : "Turn data tracing off."));
  }

  private static boolean records(ExecutionLogs logs, MethodSettings settings) {
    return switch (logs) {
      case HIDE_IT -> false;
      case TRACE_IT -> settings.dataTrace();
      case NAME_IT -> settings.dataTrace() || settings.log() != Level.OFF;
    };
  }

  private static Optional<Finding> backend(StageFacts stage, Method method, GateTraits gate) {
    boolean whole = method.integration().wholeRequest();
    if (!whole && !method.integration().mapped().any(gate::carries)) {
      return Optional.empty();
    }
    String type = method.integration().type().name().toLowerCase(Locale.ROOT);
    return Optional.of(
        new Finding(
            Kind.BACKEND_RECEIVES_SECRET,
            Places.of(stage, method),
            whole
                ? "Its integration ("
                    + type
                    + ") gets whole requests, so that the backend receives "
                    + gate.carrier()
                    + "."
                : "Its integration hands " + gate.carrier() + " on to the backend.",
            "See to it that the backend does not log or pass on the header, and accept the"
                + " finding."));
  }
}
