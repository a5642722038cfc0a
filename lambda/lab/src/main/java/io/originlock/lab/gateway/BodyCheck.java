package io.originlock.lab.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Request validation: a body is as the model for its content type says, a JSON Schema draft 4. A
 * body of a type without a model is not looked at.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html">Request
 *     validation</a>
 */
final class BodyCheck implements Check {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public Optional<Refusal> refuse(Call call) {
    String model = Templates.choose(call.method().requestModels(), call.contentType());
    if (!call.method().validatesBody() || model == null) {
      return Optional.empty();
    }
    return broken(call, model)
        .map(
            details ->
                new Refusal(
                    GatewayError.BAD_REQUEST_BODY,
                    GatewayError.BAD_REQUEST_BODY.message(),
                    details));
  }

  private static Optional<String> broken(Call call, String model) {
    try {
      JsonNode body = JSON.readTree(new String(call.request().body(), StandardCharsets.UTF_8));
      if (body.isMissingNode()) {
        return Optional.of("[no body]");
      }
      var errors = schema(call, model).validate(body);
      return errors.isEmpty()
          ? Optional.empty()
          : Optional.of(
              errors.stream().map(Error::getMessage).collect(Collectors.joining(", ", "[", "]")));
    } catch (JsonProcessingException notJson) {
      return Optional.of("[no JSON]");
    }
  }

  /** Models refer to each other by URLs that API Gateway alone can resolve. */
  private static Schema schema(Call call, String model) {
    String base =
        "https://apigateway.amazonaws.com/restapis/" + call.stage().restApiId() + "/models/";
    Map<String, String> schemas =
        call.stage().models().entrySet().stream()
            .collect(Collectors.toMap(each -> base + each.getKey(), Map.Entry::getValue));
    return SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_4, registry -> registry.schemas(schemas))
        .getSchema(SchemaLocation.of(base + model));
  }
}
