package io.originlock.lab.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.originlock.lab.model.Account;
import io.originlock.lab.moto.WireRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out which operation of which service a request calls, and who calls. */
public final class CallReader {
  private static final Pattern SCOPE =
      Pattern.compile("Credential=([^/,\\s]+)/(\\d+)/([^/]+)/([^/]+)/aws4_request");
  private static final Pattern RPC = Pattern.compile("/service/([^/]+)/operation/([^/]+)");
  private static final Set<String> REST = Set.of("apigateway", "cloudfront", "lambda", "scheduler");
  private static final List<String> CLOUDFRONT =
      List.of(
          "distribution/", "cache-policy/", "origin-request-policy/", "response-headers-policy/");
  private static final List<String> READING =
      List.of(
          "Get", "List", "Describe", "Head", "Lookup", "Check", "Query", "Filter", "HEAD", "GET");
  private static final List<String> NAMES =
      List.of(
          "Name", "ResourceArn", "QueueName", "QueueUrl", "logGroupName", "Path", "KeyId", "Id");

  private final Callers callers;
  private final Clock clock;
  private final ObjectMapper mapper = new ObjectMapper();

  public CallReader(Callers callers, Clock clock) {
    this.callers = callers;
    this.clock = clock;
  }

  /** Reads a request. */
  public Call read(WireRequest request) {
    Matcher scope = SCOPE.matcher(request.header("Authorization").orElse(""));
    boolean signed = scope.find();
    String service = signed ? scope.group(4) : "unsigned";
    Caller caller = signed ? callers.of(scope.group(1)) : Caller.terraform();
    String operation = operation(service, request);
    return new Call(
        request,
        clock.instant(),
        caller,
        service,
        operation,
        resource(service, operation, request),
        writes(service, operation));
  }

  private static boolean writes(String service, String operation) {
    // An invocation changes nothing of the control plane by itself.
    return READING.stream().noneMatch(operation::startsWith)
        && !(service.equals("lambda") && operation.equals("Invoke"))
        && !service.equals("sts");
  }

  private static String operation(String service, WireRequest request) {
    if (REST.contains(service)) {
      return RestOperations.of(service, request);
    }
    String target = request.header("X-Amz-Target").orElse("");
    if (!target.isEmpty()) {
      return target.substring(target.lastIndexOf('.') + 1);
    }
    Matcher rpc = RPC.matcher(request.path());
    if (rpc.find()) {
      return rpc.group(2);
    }
    return Query.parse(request.query())
        .first("Action")
        .or(() -> request.isForm() ? Query.parse(request.text()).first("Action") : Optional.empty())
        .orElseGet(() -> request.method() + " " + request.path());
  }

  private String resource(String service, String operation, WireRequest request) {
    String path = request.path();
    return switch (service) {
      case "apigateway" -> "arn:aws:apigateway:" + Account.REGION + "::" + path;
      case "cloudfront" ->
          CLOUDFRONT.stream()
              .map(kind -> kind + after(path, "/" + kind))
              .filter(named -> !named.endsWith("/"))
              .findFirst()
              .map(named -> "arn:aws:cloudfront::" + Account.ID + ":" + named)
              .orElseGet(() -> Query.parse(request.query()).first("Resource").orElse(path));
      case "lambda" -> {
        String function = Query.decode(after(path, "/functions/"));
        yield function.isEmpty()
            ? path
            : functionArn(function, Query.parse(request.query()).first("Qualifier").orElse(""));
      }
      case "scheduler", "s3" -> path;
      case "wafv2" -> firewall(operation, request);
      default -> named(request);
    };
  }

  /** The segment of a path that follows a prefix in it; empty when there is none. */
  private static String after(String path, String prefix) {
    int start = path.indexOf(prefix);
    return start < 0 ? "" : path.substring(start + prefix.length()).split("/", -1)[0];
  }

  /** A function's ARN from its name or ARN, qualified where a qualifier is given. */
  static String functionArn(String nameOrArn, String qualifier) {
    String arn =
        nameOrArn.startsWith("arn:")
            ? nameOrArn
            : "arn:aws:lambda:" + Account.REGION + ":" + Account.ID + ":function:" + nameOrArn;
    return qualifier.isEmpty() || arn.endsWith(":" + qualifier) ? arn : arn + ":" + qualifier;
  }

  /** The ARN that a call to WAF names, or that follows from name, scope and id. */
  private String firewall(String operation, WireRequest request) {
    JsonNode body = body(request);
    Optional<String> arn =
        List.of("ARN", "ResourceArn", "ResourceARN", "WebACLArn").stream()
            .filter(body::hasNonNull)
            .findFirst()
            .map(name -> body.path(name).asText());
    if (arn.isPresent()) {
      return arn.get();
    }
    if (!body.hasNonNull("Id")) {
      return named(request);
    }
    return "arn:aws:wafv2:%s:%s:%s/%s/%s/%s"
        .formatted(
            Account.REGION,
            Account.ID,
            body.path("Scope").asText().equals("CLOUDFRONT") ? "global" : "regional",
            operation.replaceFirst("^(Get|Update|Delete)", "").toLowerCase(Locale.ROOT),
            body.path("Name").asText(),
            body.path("Id").asText());
  }

  private JsonNode body(WireRequest request) {
    try {
      return mapper.readTree(request.body());
    } catch (IOException notJson) {
      return MissingNode.getInstance();
    }
  }

  private String named(WireRequest request) {
    if (request.body().length == 0) {
      return request.path();
    }
    if (request.isForm()) {
      Query form = Query.parse(request.text());
      return List.of("RoleName", "PolicyArn", "PolicyName", "AlarmName", "DashboardName").stream()
          .flatMap(name -> form.first(name).stream())
          .findFirst()
          .orElse(request.path());
    }
    JsonNode body = body(request);
    return NAMES.stream()
        .filter(name -> body.path(name).isTextual())
        .map(name -> body.path(name).asText())
        .findFirst()
        .orElse(request.path());
  }
}
