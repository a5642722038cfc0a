package io.originlock.lab.control.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.control.AwsErrors;
import io.originlock.lab.control.Call;
import io.originlock.lab.control.Handler.Next;
import io.originlock.lab.control.Query;
import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.moto.WireReply;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;

/** Deployments: each freezes the API, none replaces a stage. */
final class Deployments {
  private static final String SERVICE = "apigateway";
  private static final String UNKNOWN = "Invalid Deployment identifier specified";

  private final MotoClient moto;
  private final Catalogs catalogs;
  private final Canaries canaries;
  private final Map<String, String> descriptions = new ConcurrentHashMap<>();

  Deployments(MotoClient moto, Catalogs catalogs, Canaries canaries) {
    this.moto = moto;
    this.catalogs = catalogs;
    this.canaries = canaries;
  }

  WireReply create(Call call, Next next) {
    JsonNode request = body(call);
    ObjectNode bare = JsonNodeFactory.instance.objectNode();
    if (request.hasNonNull("description")) {
      bare.set("description", request.get("description"));
    }
    String api = call.segment(1);
    Snapshot snapshot = catalogs.draft(api);
    if (!snapshot.integrated()) {
      return AwsErrors.reply(
          SERVICE, 400, "BadRequestException", "No integration defined for method");
    }
    WireReply reply = next.proceed(call.with(call.request().withBody(bare.toString())));
    if (!reply.ok()) {
      return reply;
    }
    JsonNode made = moto.parse(reply);
    String id = made.path("id").asText();
    catalogs.freeze(api, id, snapshot);
    String stage = request.path("stageName").asText("");
    if (!stage.isEmpty()) {
      WireReply staged = stage(api, stage, id, request);
      if (!staged.ok()) {
        return staged;
      }
    }
    return reply.withBody(strip(made).toString());
  }

  WireReply get(Call call, Next next) {
    String api = call.segment(1);
    String id = call.segment(3);
    if (!exists(api, id)) {
      return ApiGatewayApi.notFound(UNKNOWN);
    }
    ObjectNode found = describe(strip(moto.parse(next.proceed(call))));
    if (Query.parse(call.request().query()).all("embed").contains("apisummary")) {
      catalogs.of(api, id).ifPresent(snapshot -> found.set("apiSummary", snapshot.summary()));
    }
    return WireReply.json(200, found.toString());
  }

  WireReply update(Call call) {
    String api = call.segment(1);
    String id = call.segment(3);
    Optional<JsonNode> found =
        exists(api, id) ? moto.read(SERVICE, call.request().path()) : Optional.empty();
    if (found.isEmpty()) {
      return ApiGatewayApi.notFound(UNKNOWN);
    }
    ObjectNode patched = Patch.apply(found.get(), body(call));
    descriptions.put(id, patched.path("description").asText(""));
    return WireReply.json(200, describe(strip(patched)).toString());
  }

  WireReply delete(Call call, Next next) {
    String api = call.segment(1);
    String id = call.segment(3);
    if (!exists(api, id)) {
      return ApiGatewayApi.notFound(UNKNOWN);
    }
    boolean live =
        moto.read(SERVICE, "/restapis/" + api + "/stages").stream()
            .flatMap(stages -> StreamSupport.stream(stages.path("item").spliterator(), false))
            .anyMatch(stage -> stage.path("deploymentId").asText().equals(id));
    if (live) {
      return AwsErrors.reply(
          SERVICE,
          400,
          "BadRequestException",
          "Active stages pointing to this deployment must be moved or deleted");
    }
    if (canaries.pointTo(api, id)) {
      return AwsErrors.reply(
          SERVICE,
          400,
          "BadRequestException",
          "Active stages with canary settings pointing to this deployment must be moved or"
              + " deleted");
    }
    WireReply reply = next.proceed(call);
    if (reply.ok()) {
      descriptions.remove(id);
      catalogs.thaw(api, id);
    }
    return reply;
  }

  /** A stage can be pointed only to a deployment that exists. */
  Optional<WireReply> refuseUnknown(Call call) {
    String api = call.segment(1);
    return StreamSupport.stream(body(call).path("patchOperations").spliterator(), false)
        .filter(operation -> operation.path("path").asText().equals("/deploymentId"))
        .filter(operation -> operation.has("value"))
        .map(operation -> operation.path("value").asText())
        .filter(id -> !exists(api, id))
        .map(id -> ApiGatewayApi.notFound(UNKNOWN))
        .findFirst();
  }

  private WireReply stage(String api, String stage, String deployment, JsonNode request) {
    String path = "/restapis/" + api + "/stages";
    if (moto.read(SERVICE, path + "/" + stage).isEmpty()) {
      ObjectNode create =
          JsonNodeFactory.instance
              .objectNode()
              .put("stageName", stage)
              .put("deploymentId", deployment)
              .put("description", request.path("stageDescription").asText(""));
      if (request.hasNonNull("variables")) {
        create.set("variables", request.get("variables"));
      }
      return moto.rest(SERVICE, "POST", path, create.toString());
    }
    if (request.path("canarySettings") instanceof ObjectNode canary) {
      canaries.set(path + "/" + stage, canary.deepCopy().put("deploymentId", deployment));
      return new WireReply(200, Map.of(), new byte[0]);
    }
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch
        .putArray("patchOperations")
        .addObject()
        .put("op", "replace")
        .put("path", "/deploymentId")
        .put("value", deployment);
    return moto.rest(SERVICE, "PATCH", path + "/" + stage, patch.toString());
  }

  private boolean exists(String api, String id) {
    return moto.read(SERVICE, "/restapis/" + api + "/deployments").stream()
        .flatMap(list -> StreamSupport.stream(list.path("item").spliterator(), false))
        .anyMatch(deployment -> deployment.path("id").asText().equals(id));
  }

  private ObjectNode describe(ObjectNode deployment) {
    String description = descriptions.get(deployment.path("id").asText());
    return description == null ? deployment : deployment.put("description", description);
  }

  private static ObjectNode strip(JsonNode deployment) {
    ObjectNode stripped = deployment.deepCopy();
    stripped.remove("stageName");
    return stripped;
  }

  private JsonNode body(Call call) {
    return moto.parse(new WireReply(200, Map.of(), call.request().body()));
  }
}
