package io.originlock.lab.conformance;

import static io.originlock.lab.conformance.Survey.expect;

import com.fasterxml.jackson.databind.JsonNode;
import software.amazon.awssdk.services.apigateway.model.Authorizer;

/** What is asked of authorizers: that methods keep them, and exports show them. */
final class AuthorizerQuestions {
  private final Cloud cloud;

  AuthorizerQuestions(Cloud cloud) {
    this.cloud = cloud;
  }

  void askIn(Survey survey) {
    survey.ask(Capability.AUTHORIZERS, this::keepsAuthorizers);
    survey.ask(Capability.EXPORTED_SECURITY, this::exportsSecurity);
  }

  private void keepsAuthorizers() {
    try (AuthorizedApi api = new AuthorizedApi(cloud)) {
      expect(
          cloud.apiGateway().getAuthorizers(r -> r.restApiId(api.id())).items().stream()
              .map(Authorizer::id)
              .anyMatch(api.authorizer()::equals),
          "an API does not list its authorizer");
    }
  }

  private void exportsSecurity() throws Exception {
    try (AuthorizedApi api = new AuthorizedApi(cloud)) {
      JsonNode document = RawExport.of(cloud, api.id());
      JsonNode security = document.at("/paths/~1pets/get/security");
      expect(security.size() > 0, "GET /pets has no security");
      String scheme = security.path(0).fieldNames().next();
      String uri =
          document
              .at("/components/securitySchemes")
              .path(scheme)
              .at("/x-amazon-apigateway-authorizer/authorizerUri")
              .asText();
      expect(
          uri.contains("/functions/" + SignatureKeys.function(api.function()) + "/"),
          "its scheme names no function");
      expect(document.at("/paths/~1open").has("get"), "GET /open is not exported");
      expect(
          document.at("/paths/~1open/get/security").isEmpty(),
          "GET /open, which has no authorizer, has security");
    }
  }
}
