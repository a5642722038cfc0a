package io.originlock.lab.control.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.control.AwsErrors;
import io.originlock.lab.control.Call;
import io.originlock.lab.control.Handler.Next;
import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.moto.WireReply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** API keys and the usage plans that they are in. */
final class UsagePlans {
  private static final String SERVICE = "apigateway";
  private static final int MIN_VALUE = 20;
  private static final int MAX_VALUE = 128;

  private final MotoClient moto;

  UsagePlans(MotoClient moto) {
    this.moto = moto;
  }

  WireReply createKey(Call call, Next next) {
    String value = body(call).path("value").asText("");
    if (value.length() > MAX_VALUE) {
      return badRequest("API Key value exceeds maximum size of 128 characters");
    }
    // For an empty one AWS generates a value.
    return !value.isEmpty() && value.length() < MIN_VALUE
        ? badRequest("API Key value should be at least 20 characters")
        : next.proceed(call);
  }

  /** A key leaves its usage plans when it is deleted. */
  WireReply deleteKey(Call call, Next next) {
    String key = call.segment(1);
    plans()
        .filter(plan -> keys(plan).contains(key))
        .forEach(
            plan -> moto.rest(SERVICE, "DELETE", "/usageplans/" + plan + "/keys/" + key, null));
    return next.proceed(call);
  }

  WireReply addKey(Call call, Next next) {
    String plan = call.segment(1);
    String key = body(call).path("keyId").asText();
    Optional<JsonNode> found = moto.read(SERVICE, "/usageplans/" + plan);
    if (found.isEmpty()) {
      return ApiGatewayApi.notFound("Invalid Usage Plan ID specified");
    }
    if (keys(plan).contains(key)) {
      return conflict(key + " is already in usage plan " + plan);
    }
    // A key may be in several plans, but a stage must know which of them meters it.
    return plans()
        .filter(other -> !other.equals(plan) && keys(other).contains(key))
        .filter(other -> stages(read(other)).stream().anyMatch(stages(found.get())::contains))
        .findFirst()
        .map(other -> conflict(key + " subscribes to a stage of this plan by usage plan " + other))
        .orElseGet(() -> next.proceed(call));
  }

  WireReply removeKey(Call call, Next next) {
    if (moto.read(SERVICE, "/usageplans/" + call.segment(1)).isEmpty()) {
      return ApiGatewayApi.notFound("Invalid Usage Plan ID specified");
    }
    return keys(call.segment(1)).contains(call.segment(3))
        ? next.proceed(call)
        : ApiGatewayApi.notFound("Invalid API Key identifier specified");
  }

  /** A plan that does not exist has no keys: AWS was recorded not to refuse its id. */
  WireReply listKeys(Call call, Next next) {
    return moto.read(SERVICE, "/usageplans/" + call.segment(1)).isEmpty()
        ? WireReply.json(200, "{\"item\":[]}")
        : next.proceed(call);
  }

  WireReply delete(Call call, Next next) {
    Optional<JsonNode> found = moto.read(SERVICE, call.request().path());
    if (found.isEmpty()) {
      return ApiGatewayApi.notFound("Invalid Usage Plan ID specified");
    }
    if (!found.get().path("apiStages").isEmpty()) {
      return badRequest(
          "Cannot delete Usage Plan %s because there are API Stages associated with it, including %s"
              .formatted(call.segment(1), stages(found.get()).iterator().next()));
    }
    return next.proceed(call);
  }

  /**
   * A plan takes stages that exist, and gives up those that it has.
   *
   * @see <a href="https://github.com/aws/serverless-application-model/issues/1560">API Stage not
   *     found</a>
   */
  WireReply write(Call call, Next next) {
    JsonNode body = body(call);
    List<String> before = stages(read(call.segment(1)));
    Stream<String> patched =
        body.path("patchOperations")
            .valueStream()
            .filter(operation -> operation.path("path").asText().equals("/apiStages"))
            .filter(
                operation ->
                    operation.path("op").asText().equals("remove")
                        ? !before.contains(operation.path("value").asText())
                        : !exists(operation.path("value").asText()))
            .map(operation -> operation.path("value").asText());
    return Stream.concat(stages(body).stream().filter(stage -> !exists(stage)), patched)
        .findFirst()
        .map(stage -> ApiGatewayApi.notFound("API Stage not found: " + stage))
        .orElseGet(() -> next.proceed(call));
  }

  private boolean exists(String stage) {
    String[] parts = stage.split(":", 2);
    return parts.length == 2
        && moto.read(SERVICE, "/restapis/" + parts[0] + "/stages/" + parts[1]).isPresent();
  }

  /**
   * A stage leaves its usage plans when it is deleted, alone or with its API.
   *
   * @see <a href="https://github.com/hashicorp/terraform-provider-aws/issues/14100">Usage plans get
   *     disconnected from API stages</a>
   */
  void forget(String api, Predicate<String> name) {
    plans()
        .forEach(
            plan ->
                stages(read(plan)).stream()
                    .filter(stage -> stage.startsWith(api + ":"))
                    .filter(stage -> name.test(stage.substring(api.length() + 1)))
                    .forEach(stage -> remove(plan, stage)));
  }

  private void remove(String plan, String stage) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch
        .putArray("patchOperations")
        .addObject()
        .put("op", "remove")
        .put("path", "/apiStages")
        .put("value", stage);
    moto.rest(SERVICE, "PATCH", "/usageplans/" + plan, patch.toString());
  }

  /** Numbers are numbers in answers, also those that a patch wrote. */
  static void complete(JsonNode answer) {
    answer.path("item").forEach(UsagePlans::complete);
    if (answer.path("quota") instanceof ObjectNode quota) {
      for (String name : List.of("limit", "offset")) {
        if (quota.path(name).isTextual()) {
          quota.put(name, quota.path(name).asInt());
        }
      }
    }
  }

  private JsonNode read(String plan) {
    return moto.read(SERVICE, "/usageplans/" + plan).orElse(MissingNode.getInstance());
  }

  private Stream<String> plans() {
    return ids("/usageplans").stream();
  }

  private List<String> keys(String plan) {
    return ids("/usageplans/" + plan + "/keys");
  }

  private List<String> ids(String path) {
    return moto.read(SERVICE, path).stream()
        .flatMap(list -> StreamSupport.stream(list.path("item").spliterator(), false))
        .map(item -> item.path("id").asText())
        .toList();
  }

  private static List<String> stages(JsonNode plan) {
    return StreamSupport.stream(plan.path("apiStages").spliterator(), false)
        .map(stage -> stage.path("apiId").asText() + ":" + stage.path("stage").asText())
        .toList();
  }

  private static WireReply badRequest(String message) {
    return AwsErrors.reply(SERVICE, 400, "BadRequestException", message);
  }

  private static WireReply conflict(String message) {
    return AwsErrors.reply(SERVICE, 409, "ConflictException", message);
  }

  private JsonNode body(Call call) {
    return moto.parse(new WireReply(200, Map.of(), call.request().body()));
  }
}
