package io.originlock.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.apigateway.ResourcePolicies;
import io.originlock.aws.Answers;
import io.originlock.model.LockException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.apigateway.model.Authorizer;
import software.amazon.awssdk.services.apigateway.model.GatewayResponse;
import software.amazon.awssdk.services.apigateway.model.GetRestApiResponse;
import software.amazon.awssdk.services.apigateway.model.Integration;
import software.amazon.awssdk.services.apigateway.model.Method;
import software.amazon.awssdk.services.apigateway.model.Model;

/** Reads the facts about an API from its draft. */
final class DraftFacts {
  private final Draft draft;
  private final ObjectMapper json = new ObjectMapper();
  private final Facts.Builder facts = new Facts.Builder();
  private final Set<String> models = new TreeSet<>();

  private DraftFacts(Draft draft) {
    this.draft = draft;
  }

  /**
   * @throws LockException if a model or the policy is no JSON
   */
  static Facts of(Draft draft) {
    return new DraftFacts(draft).read();
  }

  private Facts read() {
    draft.methods().forEach(this::method);
    GatewayResponseFacts responses = new GatewayResponseFacts();
    for (GatewayResponse response : draft.gatewayResponses()) {
      // The list has API Gateway's own, too.
      if (!Boolean.TRUE.equals(response.defaultResponse())) {
        responses.add(
            Answers.part(
                response.responseTypeAsString(),
                "REST API " + draft.api().id(),
                "apigateway:GetGatewayResponses",
                "a response's type"),
            response.statusCode(),
            response.responseParameters(),
            response.responseTemplates());
      }
    }
    responses.putInto(facts);
    GetRestApiResponse api = draft.api();
    facts.unless("HEADER", "API key source", api.apiKeySourceAsString());
    facts.list("binary media types", api.binaryMediaTypes());
    facts.put("minimum compression size", text(api.minimumCompressionSize()));
    if (api.policy() != null && !api.policy().isBlank()) {
      facts.put(
          "policy",
          Facts.canonical(
              new ResourcePolicy(api.id())
                  .canonical(parse(api.policy(), "policy", ResourcePolicies::parse))));
    }
    facts.models(models, this::schema);
    return facts.build();
  }

  private void method(Draft.Declared declared) {
    Method method = declared.method();
    MethodFacts facts = new MethodFacts(this.facts, declared.label());
    method
        .requestParameters()
        .forEach((name, required) -> facts.parameter(name, Boolean.TRUE.equals(required)));
    draft
        .validator(method.requestValidatorId())
        .ifPresent(
            validator ->
                facts.validator(
                    Boolean.TRUE.equals(validator.validateRequestParameters()),
                    Boolean.TRUE.equals(validator.validateRequestBody())));
    method.requestModels().forEach(facts::model);
    models.addAll(method.requestModels().values());
    method
        .methodResponses()
        .values()
        .forEach(
            response -> {
              models.addAll(response.responseModels().values());
              facts.response(
                  response.statusCode(),
                  response.responseModels(),
                  response.responseParameters().keySet().stream()
                      .map(name -> name.replaceFirst("^method\\.response\\.header\\.", ""))
                      .toList());
            });
    facts
        .authorization(authorization(method), method.authorizationScopes())
        .keyRequired(Boolean.TRUE.equals(method.apiKeyRequired()));
    if (method.methodIntegration() != null) {
      integration(method.methodIntegration(), facts);
    }
  }

  private String authorization(Method method) {
    return draft
        .authorizer(method.authorizerId())
        .map(DraftFacts::authorizer)
        .map(AuthorizerFacts::text)
        .orElse(method.authorizationType());
  }

  private static AuthorizerFacts authorizer(Authorizer authorizer) {
    return new AuthorizerFacts(
        authorizer.name(),
        authorizer.typeAsString(),
        authorizer.authorizerUri(),
        authorizer.authorizerCredentials(),
        authorizer.authorizerResultTtlInSeconds(),
        authorizer.identitySource(),
        authorizer.identityValidationExpression(),
        authorizer.providerARNs());
  }

  private static void integration(Integration integration, MethodFacts facts) {
    facts
        .integration(
            integration.typeAsString(),
            integration.httpMethod(),
            integration.uri(),
            integration.credentials(),
            String.join(", ", new TreeSet<>(integration.cacheKeyParameters())))
        .conversion(
            integration.passthroughBehavior(),
            integration.contentHandlingAsString(),
            text(integration.timeoutInMillis()),
            integration.responseTransferModeAsString())
        .connection(
            integration.connectionTypeAsString(),
            integration.connectionId(),
            integration.tlsConfig() != null
                && Boolean.TRUE.equals(integration.tlsConfig().insecureSkipVerification()))
        .mapped(integration.requestParameters(), integration.requestTemplates());
    integration
        .integrationResponses()
        .values()
        .forEach(
            response ->
                facts.answer(
                    response.selectionPattern(),
                    response.statusCode(),
                    response.contentHandlingAsString(),
                    response.responseParameters(),
                    response.responseTemplates()));
  }

  private JsonNode schema(String model) {
    Map<String, String> schemas = new TreeMap<>();
    for (Model each : draft.models()) {
      if (each.name() != null) {
        schemas.put(each.name(), each.schema());
      }
    }
    String schema = model == null ? null : schemas.get(model);
    return schema == null ? null : parse(schema, "model " + model, json::readTree);
  }

  /** Reads JSON; throws what is no JSON. */
  private interface Reader {
    JsonNode read(String text) throws JsonProcessingException;
  }

  private JsonNode parse(String text, String what, Reader reader) {
    try {
      return reader.read(text);
    } catch (JsonProcessingException e) {
      throw new LockException(
          "REST API " + draft.api().id(), "its " + what + " is no JSON.", "Mend it.");
    }
  }

  private static String text(Integer number) {
    return number == null ? null : number.toString();
  }
}
