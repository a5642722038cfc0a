package io.originlock.lab.control.cloudfront;

import io.originlock.lab.control.AwsErrors;
import io.originlock.lab.control.Call;
import io.originlock.lab.moto.WireReply;
import java.util.Optional;

/** Compares the ETag that a write must name. */
final class Preconditions {
  private Preconditions() {}

  /** The refusal of a write that names another version than the present one, or none. */
  static Optional<WireReply> stale(Call call, String etag) {
    Optional<String> match = call.request().header("If-Match").filter(named -> !named.isBlank());
    if (match.isEmpty()) {
      return Optional.of(
          AwsErrors.reply(
              "cloudfront",
              400,
              "InvalidIfMatchVersion",
              "The If-Match version is missing or not valid for the resource."));
    }
    return match
        .filter(named -> !named.equals(etag))
        .map(
            named ->
                AwsErrors.reply(
                    "cloudfront",
                    412,
                    "PreconditionFailed",
                    "The request failed because it didn't meet the preconditions in one or more"
                        + " request-header fields."));
  }
}
