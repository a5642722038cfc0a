package io.originlock.lab.control.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.control.AwsErrors;
import io.originlock.lab.control.Call;
import io.originlock.lab.control.Handler.Next;
import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.moto.WireReply;
import java.util.Optional;

/**
 * Authorizers: none is deleted that a method of the draft names, and what was not said of one is
 * filled in.
 */
final class Authorizers {
  private static final String SERVICE = "apigateway";
  private static final int USUAL_SECONDS = 300;

  private final MotoClient moto;

  Authorizers(MotoClient moto) {
    this.moto = moto;
  }

  /**
   * Completes an authorizer, or a list of them; see <a
   * href="https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html">CreateAuthorizer</a>.
   */
  static JsonNode complete(JsonNode answer) {
    if (answer.has("item")) {
      answer.path("item").forEach(Authorizers::complete);
    } else if (answer instanceof ObjectNode authorizer && authorizer.has("type")) {
      boolean pools = authorizer.path("type").asText().equals("COGNITO_USER_POOLS");
      if (pools) {
        authorizer.remove("authorizerResultTtlInSeconds");
      } else if (!authorizer.hasNonNull("authorizerResultTtlInSeconds")) {
        authorizer.put("authorizerResultTtlInSeconds", USUAL_SECONDS);
      }
      if (!authorizer.has("authType")) {
        authorizer.put("authType", pools ? "cognito_user_pools" : "custom");
      }
    }
    return answer;
  }

  WireReply delete(Call call, Next next) {
    Optional<JsonNode> found = moto.read(SERVICE, call.request().path());
    return found
        .flatMap(authorizer -> naming(call.segment(1), authorizer.path("id").asText()))
        .map(
            method ->
                AwsErrors.reply(
                    SERVICE,
                    409,
                    "ConflictException",
                    "Cannot delete authorizer '%s', is referenced in method: %s"
                        .formatted(found.get().path("name").asText(), method)))
        .orElseGet(() -> next.proceed(call));
  }

  /** A method of the draft that names an authorizer, {@code GET//pets}. */
  private Optional<String> naming(String api, String authorizer) {
    return moto.read(SERVICE, "/restapis/" + api + "/resources").stream()
        .flatMap(Draft::items)
        .flatMap(
            resource ->
                resource.path("resourceMethods").properties().stream()
                    .filter(
                        method ->
                            method.getValue().path("authorizerId").asText("").equals(authorizer))
                    .map(method -> method.getKey() + "/" + resource.path("path").asText()))
        .findFirst();
  }
}
