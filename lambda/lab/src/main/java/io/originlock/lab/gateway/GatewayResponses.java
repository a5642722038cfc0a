package io.originlock.lab.gateway;

import io.originlock.lab.model.ApiCatalog.DeployedStage;
import io.originlock.lab.model.ApiCatalog.GatewayResponse;
import io.originlock.lab.net.Response;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The responses that API Gateway makes itself, as the API customises them. Their templates know
 * plain substitution alone, no VTL.
 */
final class GatewayResponses {

  private static final String DEFAULT_TEMPLATE = "{\"message\":$context.error.messageString}";
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(context\\.[A-Za-z.]+|method\\.request\\.[\\w.-]+)");

  private GatewayResponses() {}

  /** Where nothing was found that could be customised: no such API, no such stage. */
  static Response plain(GatewayError error) {
    return Response.of(
            error.status(), "application/json", "{\"message\":\"" + error.message() + "\"}")
        .with("x-amzn-errortype", error.errorType());
  }

  /** The response to a refused call; {@code call.method()} may be null. */
  static Response make(Call call, Check.Refusal refusal) {
    GatewayError error = refusal.error();
    Map<String, GatewayResponse> customs = call.stage().gatewayResponses();
    GatewayResponse custom = customs.getOrDefault(error.name(), customs.get(error.fallback()));
    Map<String, String> variables = variables(call.stage(), call, refusal);
    if (custom == null) {
      return Response.of(error.status(), "application/json", fill(usual(error), variables, call))
          .with("x-amzn-errortype", error.errorType());
    }
    int status =
        Optional.ofNullable(custom.statusCode())
            .filter(code -> !code.isBlank())
            .map(Integer::parseInt)
            .orElse(error.status());
    Map.Entry<String, String> template = template(call, custom);
    Response response =
        Response.of(status, template.getKey(), fill(template.getValue(), variables, call))
            .with("x-amzn-errortype", error.errorType());
    custom
        .parameters()
        .forEach(
            (name, value) ->
                response.with(
                    name.replaceFirst("^gatewayresponse\\.header\\.", ""),
                    value(value, variables, call)));
    return response;
  }

  /** A denial's is spelt otherwise than all others. */
  private static String usual(GatewayError error) {
    return error == GatewayError.ACCESS_DENIED
        ? DEFAULT_TEMPLATE.replace("message\"", "Message\"")
        : DEFAULT_TEMPLATE;
  }

  private static Map.Entry<String, String> template(Call call, GatewayResponse custom) {
    Map<String, String> templates = custom.templates();
    String wanted = call.request().headers().first("accept").orElse("application/json");
    return templates.entrySet().stream()
        .filter(t -> wanted.contains(t.getKey()))
        .findFirst()
        .or(
            () ->
                templates.entrySet().stream().filter(t -> t.getKey().contains("json")).findFirst())
        .or(() -> templates.entrySet().stream().findFirst())
        .orElse(Map.entry("application/json", DEFAULT_TEMPLATE));
  }

  private static String value(String mapping, Map<String, String> variables, Call call) {
    if (mapping.startsWith("'") && mapping.endsWith("'") && mapping.length() > 1) {
      return mapping.substring(1, mapping.length() - 1);
    }
    return lookUp(mapping, variables, call);
  }

  private static String fill(String template, Map<String, String> variables, Call call) {
    return VARIABLE
        .matcher(template)
        .replaceAll(found -> Matcher.quoteReplacement(lookUp(found.group(1), variables, call)));
  }

  private static String lookUp(String name, Map<String, String> variables, Call call) {
    return name.startsWith("method.request.")
        ? call.methodRequest(name).orElse("")
        : variables.getOrDefault(name, "");
  }

  private static String quoted(String text) {
    return text == null ? "null" : "\"" + text.replace("\"", "\\\"") + "\"";
  }

  private static Map<String, String> variables(
      DeployedStage stage, Call call, Check.Refusal refusal) {
    String message = refusal.message() == null ? "" : refusal.message();
    return Map.ofEntries(
        Map.entry("context.error.message", message),
        Map.entry("context.error.messageString", quoted(refusal.message())),
        Map.entry("context.error.validationErrorString", refusal.details()),
        Map.entry("context.error.responseType", refusal.error().name()),
        Map.entry("context.requestId", call.requestId()),
        Map.entry("context.extendedRequestId", call.requestId()),
        Map.entry("context.apiId", stage.restApiId()),
        Map.entry("context.stage", stage.stage()),
        Map.entry("context.httpMethod", call.request().method()),
        Map.entry("context.path", call.request().path()),
        Map.entry("context.resourcePath", call.method() == null ? "" : call.method().path()),
        Map.entry("context.identity.sourceIp", call.sourceIp()));
  }
}
