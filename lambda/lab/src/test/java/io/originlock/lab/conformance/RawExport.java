package io.originlock.lab.conformance;

import static io.originlock.lab.conformance.Survey.expect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;

/** What an API's stage is exported as, read without the worker's code. */
final class RawExport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RawExport() {}

  static JsonNode of(Cloud cloud, String api) throws IOException {
    JsonNode document =
        JSON.readTree(
            cloud
                .apiGateway()
                .getExport(
                    r ->
                        r.restApiId(api)
                            .stageName(MockApi.STAGE)
                            .exportType("oas30")
                            .accepts("application/json")
                            .parameters(Map.of("extensions", "apigateway")))
                .body()
                .asByteArray());
    expect(document.path("paths").isObject(), "the document has no paths");
    return document;
  }
}
