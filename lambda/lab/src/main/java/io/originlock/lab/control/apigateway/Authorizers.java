package io.originlock.lab.control.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.control.AwsErrors;
import io.originlock.lab.control.Call;
import io.originlock.lab.control.Handler.Next;
import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.moto.WireReply;
import java.util.Optional;

/** Authorizers: none is deleted that a method of the draft names. */
final class Authorizers {
  private static final String SERVICE = "apigateway";

  private final MotoClient moto;

  Authorizers(MotoClient moto) {
    this.moto = moto;
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
