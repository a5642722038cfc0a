package io.originlock.lab.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Request validation: required parameters are there and not blank; their values are not looked at.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html">Request
 *     validation</a>
 */
final class ParameterCheck implements Check {

  @Override
  public Optional<Refusal> refuse(Call call) {
    if (!call.method().validatesParameters()) {
      return Optional.empty();
    }
    List<String> missing =
        call.method().requestParameters().entrySet().stream()
            .filter(Map.Entry::getValue)
            .map(Map.Entry::getKey)
            .filter(name -> call.methodRequest(name).filter(v -> !v.isBlank()).isEmpty())
            .sorted()
            .map(name -> name.split("\\.", 4)[3])
            .toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                GatewayError.BAD_REQUEST_PARAMETERS,
                GatewayError.BAD_REQUEST_PARAMETERS.message()
                    + ": ["
                    + String.join(", ", missing)
                    + "]"));
  }
}
