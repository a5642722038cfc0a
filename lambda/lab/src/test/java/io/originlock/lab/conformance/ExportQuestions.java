package io.originlock.lab.conformance;

import static io.originlock.lab.conformance.Survey.expect;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.apigateway.model.Integration;

/** What is asked of the export of an API that has a validator and a gateway response. */
final class ExportQuestions {
  private static final String X = "x-amazon-apigateway-";

  private final Cloud cloud;
  private final Supplier<ValidatedApi> api;

  /**
   * @param api looked up only once it is known to be there
   */
  ExportQuestions(Cloud cloud, Supplier<ValidatedApi> api) {
    this.cloud = cloud;
    this.api = api;
  }

  void askIn(Survey survey) {
    survey.ask(Capability.EXPORTS, this::exportsMethods);
    survey.ask(Capability.EXPORTED_PARAMETERS, this::exportsParameters);
    survey.ask(Capability.EXPORTED_INTEGRATIONS, this::exportsIntegrations);
    survey.ask(Capability.EXPORTED_VALIDATORS, this::exportsValidators);
    survey.ask(Capability.EXPORTED_GATEWAY_RESPONSES, this::exportsGatewayResponses);
    survey.ask(Capability.EXPORTS_OF_DEPLOYMENTS, this::exportsDeployment);
  }

  private JsonNode document() throws IOException {
    return RawExport.of(cloud, api.get().id());
  }

  private JsonNode pets() throws IOException {
    return document().at("/paths/~1pets/get");
  }

  private void exportsMethods() throws IOException {
    JsonNode paths = document().path("paths");
    expect(paths.at("/~1pets/get").isObject(), "GET /pets is not exported");
    expect(paths.at("/~1pets/options").isObject(), "OPTIONS /pets is not exported");
    expect(paths.path(ValidatedApi.PROBE).path("get").isObject(), "the probe is not exported");
  }

  private void exportsParameters() throws IOException {
    Optional<JsonNode> kind =
        StreamSupport.stream(pets().path("parameters").spliterator(), false)
            .filter(each -> each.path("name").asText().equals("kind"))
            .findFirst();
    expect(kind.isPresent(), "a parameter of GET /pets is not exported");
    expect("the place of a parameter", "query", kind.get().path("in").asText());
    expect("whether a parameter is required", false, kind.get().path("required").asBoolean());
  }

  private void exportsIntegrations() throws IOException {
    JsonNode responses = pets().path("responses");
    expect(responses.has("200"), "a response of GET /pets is not exported");
    Integration draft = api.get().method().methodIntegration();
    JsonNode exported = pets().path(X + "integration");
    expect("the type of an integration", "mock", lower(exported, "type"));
    expect(
        "when a body is passed through",
        draft.passthroughBehavior(),
        exported.path("passthroughBehavior").asText("").toUpperCase(Locale.ROOT));
    expect(
        "the template of an integration",
        draft.requestTemplates().get("application/json"),
        exported.at("/requestTemplates").path("application/json").asText());
    JsonNode response = exported.path("responses").path("default");
    expect("the status of an integration's response", "200", response.path("statusCode").asText());
    expect(
        "the template of an integration's response",
        "[]",
        response.path("responseTemplates").path("application/json").asText());
  }

  private static String lower(JsonNode node, String field) {
    return node.path(field).asText("").toLowerCase(Locale.ROOT);
  }

  private void exportsValidators() throws IOException {
    JsonNode document = document();
    String name = pets().path(X + "request-validator").asText("");
    expect(!name.isEmpty(), "GET /pets names no validator");
    expect(
        document
            .path(X + "request-validators")
            .path(name)
            .path("validateRequestParameters")
            .asBoolean(),
        "the validator that GET /pets names does not validate parameters");
  }

  private void exportsGatewayResponses() throws IOException {
    JsonNode response = document().path(X + "gateway-responses").path("BAD_REQUEST_PARAMETERS");
    expect("the status of a gateway response", "403", response.path("statusCode").asText());
    expect(
        "the template of a gateway response",
        ValidatedApi.REFUSAL,
        response.path("responseTemplates").path("application/json").asText());
  }

  private void exportsDeployment() throws IOException {
    String name = "x-conformance-undeployed";
    api.get().draft("/unfinished");
    api.get().requireInDraft(name);
    JsonNode document = document();
    expect(!document.path("paths").has("/unfinished"), "a method that is not deployed is exported");
    expect(
        StreamSupport.stream(document.at("/paths/~1pets/get/parameters").spliterator(), false)
            .noneMatch(each -> each.path("name").asText().equals(name)),
        "a parameter that is not deployed is exported");
    api.get().deploy();
    expect(document().path("paths").has("/unfinished"), "what was deployed is not exported");
  }
}
