package io.originlock.lab.control.apigateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;

/** The export of an API's stage {@code live}. */
final class Exported {
  private Exported() {}

  static JsonNode read(ApiGatewayClient gateway, String api, String extensions) {
    String body =
        gateway
            .getExport(
                r ->
                    r.restApiId(api)
                        .stageName("live")
                        .exportType("oas30")
                        .accepts("application/json")
                        .parameters(Map.of("extensions", extensions)))
            .body()
            .asUtf8String();
    try {
      return new ObjectMapper().readTree(body);
    } catch (JsonProcessingException e) {
      throw new AssertionError(body, e);
    }
  }
}
