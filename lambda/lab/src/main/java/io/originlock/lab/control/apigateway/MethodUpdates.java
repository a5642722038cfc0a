package io.originlock.lab.control.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.control.Call;
import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.moto.WireReply;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Updates of methods and their integrations: moto can only put them anew, as a whole. */
final class MethodUpdates {
  private static final String SERVICE = "apigateway";
  private static final List<String> METHOD =
      List.of(
          "authorizationType",
          "apiKeyRequired",
          "authorizerId",
          "authorizationScopes",
          "operationName",
          "requestModels",
          "requestParameters",
          "requestValidatorId");
  private static final List<String> INTEGRATION =
      List.of(
          "type",
          "httpMethod",
          "uri",
          "requestTemplates",
          "requestParameters",
          "passthroughBehavior",
          "credentials",
          "cacheNamespace",
          "cacheKeyParameters",
          "timeoutInMillis",
          "contentHandling",
          "connectionType",
          "tlsConfig");
  private static final List<String> INTEGRATION_RESPONSE =
      List.of("selectionPattern", "responseTemplates", "responseParameters", "contentHandling");
  private static final List<String> METHOD_RESPONSE =
      List.of("responseModels", "responseParameters");

  private final MotoClient moto;

  MethodUpdates(MotoClient moto) {
    this.moto = moto;
  }

  WireReply method(Call call) {
    String path = call.request().path();
    Optional<JsonNode> before = moto.read(SERVICE, path);
    if (before.isEmpty()) {
      String resource = path.substring(0, path.indexOf("/methods/"));
      return ApiGatewayApi.notFound(
          moto.read(SERVICE, resource).isPresent()
              ? "Invalid Method identifier specified"
              : "Invalid Resource identifier specified");
    }
    try {
      ObjectNode after = MethodPatch.apply(before.get(), body(call));
      refuseUnknown(call.segment(1), before.get(), after);
      replace(path, before.get(), after);
      return moto.rest(SERVICE, "GET", path, null);
    } catch (MethodPatch.RefusedException refused) {
      return refused.reply();
    }
  }

  private void replace(String path, JsonNode before, ObjectNode after) {
    put(path, after, METHOD);
    before
        .path("methodResponses")
        .properties()
        .forEach(r -> put(path + "/responses/" + r.getKey(), r.getValue(), METHOD_RESPONSE));
    integration(path + "/integration", before.path("methodIntegration"));
  }

  private void refuseUnknown(String api, JsonNode before, JsonNode after)
      throws MethodPatch.RefusedException {
    JsonNode validator = after.path("requestValidatorId");
    if (!validator.equals(before.path("requestValidatorId"))
        && validator.isTextual()
        && moto.read(SERVICE, "/restapis/" + api + "/requestvalidators/" + validator.asText())
            .isEmpty()) {
      throw MethodPatch.RefusedException.badRequest(
          "Invalid Request Validator identifier specified");
    }
  }

  WireReply integration(Call call) {
    String path = call.request().path();
    return moto.read(SERVICE, path)
        .map(
            before -> {
              integration(path, Patch.apply(before, body(call)));
              return moto.rest(SERVICE, "GET", path, null);
            })
        .orElseGet(() -> ApiGatewayApi.notFound("Invalid Integration identifier specified"));
  }

  WireReply response(Call call) {
    String path = call.request().path();
    return moto.read(SERVICE, path)
        .map(
            before -> {
              put(
                  path,
                  Patch.apply(before, body(call)),
                  path.contains("/integration/") ? INTEGRATION_RESPONSE : METHOD_RESPONSE);
              return moto.rest(SERVICE, "GET", path, null);
            })
        .orElseGet(() -> ApiGatewayApi.notFound("Invalid Response status code specified"));
  }

  private void integration(String path, JsonNode integration) {
    if (!integration.isObject()) {
      return;
    }
    put(path, integration, INTEGRATION);
    for (Map.Entry<String, JsonNode> response :
        integration.path("integrationResponses").properties()) {
      put(path + "/responses/" + response.getKey(), response.getValue(), INTEGRATION_RESPONSE);
    }
  }

  private void put(String path, JsonNode from, List<String> fields) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    fields.stream().filter(from::hasNonNull).forEach(field -> body.set(field, from.get(field)));
    moto.rest(SERVICE, "PUT", path, body.toString());
  }

  private JsonNode body(Call call) {
    return moto.parse(new WireReply(200, Map.of(), call.request().body()));
  }
}
