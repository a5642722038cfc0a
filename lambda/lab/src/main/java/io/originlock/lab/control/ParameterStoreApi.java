package io.originlock.lab.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.moto.WireReply;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Parameter Store: moto's, which checks no lengths, deletes any number of parameters in one call,
 * and lets two callers create the same one at once.
 */
public final class ParameterStoreApi implements Handler {
  /** https://docs.aws.amazon.com/general/latest/gr/ssm.html */
  private static final int STANDARD_TIER = 4_096;

  private static final int ADVANCED_TIER = 8_192;

  /** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameters.html */
  private static final int DELETED = 10;

  private final MotoClient moto;

  public ParameterStoreApi(MotoClient moto) {
    this.moto = moto;
  }

  @Override
  public WireReply handle(Call call, Next next) {
    if (!call.service().equals("ssm")) {
      return next.proceed(call);
    }
    return switch (call.operation()) {
      case "PutParameter" -> tooLong(body(call)).orElseGet(() -> put(call, next));
      case "DeleteParameters" -> tooMany(body(call)).orElseGet(() -> next.proceed(call));
      default -> next.proceed(call);
    };
  }

  /** Looks for a parameter and writes it in one step. */
  private synchronized WireReply put(Call call, Next next) {
    return next.proceed(call);
  }

  private static Optional<WireReply> tooLong(JsonNode body) {
    int length = body.path("Value").asText("").getBytes(StandardCharsets.UTF_8).length;
    String tier = body.path("Tier").asText("Standard");
    int limit = tier.equals("Standard") ? STANDARD_TIER : ADVANCED_TIER;
    return length <= limit
        ? Optional.empty()
        : refused(
            tier
                + " tier parameters support a maximum parameter value of "
                + limit
                + " characters. To create a larger parameter value, upgrade the parameter to use"
                + " the advanced-parameter tier. For more information, see"
                + " https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html");
  }

  private static Optional<WireReply> tooMany(JsonNode body) {
    return body.path("Names").size() <= DELETED
        ? Optional.empty()
        : refused(
            "1 validation error detected: Value at 'names' failed to satisfy constraint: Member"
                + " must have length less than or equal to "
                + DELETED);
  }

  private static Optional<WireReply> refused(String message) {
    return Optional.of(AwsErrors.reply("ssm", 400, "ValidationException", message));
  }

  private JsonNode body(Call call) {
    return moto.parse(new WireReply(200, Map.of(), call.request().body()));
  }
}
