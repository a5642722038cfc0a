package io.originlock.lab.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.moto.WireReply;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** SSM's limits of a parameter's length, which moto doesn't check. */
public final class ParameterLimits implements Handler {
  /** https://docs.aws.amazon.com/general/latest/gr/ssm.html */
  private static final int STANDARD_TIER = 4_096;

  private static final int ADVANCED_TIER = 8_192;

  private final MotoClient moto;

  public ParameterLimits(MotoClient moto) {
    this.moto = moto;
  }

  @Override
  public WireReply handle(Call call, Next next) {
    return call.service().equals("ssm") && call.operation().equals("PutParameter")
        ? tooLong(call).orElseGet(() -> next.proceed(call))
        : next.proceed(call);
  }

  private Optional<WireReply> tooLong(Call call) {
    JsonNode body = moto.parse(new WireReply(200, Map.of(), call.request().body()));
    int length = body.path("Value").asText("").getBytes(StandardCharsets.UTF_8).length;
    String tier = body.path("Tier").asText("Standard");
    int limit = tier.equals("Standard") ? STANDARD_TIER : ADVANCED_TIER;
    if (length <= limit) {
      return Optional.empty();
    }
    return Optional.of(
        AwsErrors.reply(
            "ssm",
            400,
            "ValidationException",
            tier
                + " tier parameters support a maximum parameter value of "
                + limit
                + " characters. To create a larger parameter value, upgrade the parameter to use"
                + " the advanced-parameter tier. For more information, see"
                + " https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html"));
  }
}
