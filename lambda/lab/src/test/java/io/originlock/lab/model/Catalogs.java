package io.originlock.lab.model;

import io.originlock.lab.model.ApiCatalog.ApiKey;
import io.originlock.lab.model.ApiCatalog.Authorizer;
import io.originlock.lab.model.ApiCatalog.DeployedStage;
import io.originlock.lab.model.ApiCatalog.Domain;
import io.originlock.lab.model.ApiCatalog.Endpoint;
import io.originlock.lab.model.ApiCatalog.GatewayResponse;
import io.originlock.lab.model.ApiCatalog.IntegrationResponse;
import io.originlock.lab.model.ApiCatalog.Method;
import io.originlock.lab.model.ApiCatalog.Quota;
import io.originlock.lab.model.ApiCatalog.Throttle;
import io.originlock.lab.model.ApiCatalog.UsagePlan;
import io.originlock.lab.waf.WebAcl;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Hand-made catalogs for tests of the data plane: API {@code api1}, stage {@code prod}. */
public final class Catalogs {

  public static final String API_HOST = "api1.execute-api.us-east-1.amazonaws.com";

  private Catalogs() {}

  /** A stage that honours exactly these keys on {@code GET /pets}. */
  public static ApiCatalog honouring(long version, String... keyValues) {
    return of(version, List.of(mock("/pets", "GET", true, "[\"dog\"]")), Map.of(), keyValues);
  }

  /** A stage with these methods and gateway responses. */
  public static ApiCatalog of(
      long version,
      List<Method> methods,
      Map<String, GatewayResponse> responses,
      String... keyValues) {
    Set<String> ids =
        Arrays.stream(keyValues).map(value -> "id-" + value).collect(Collectors.toSet());
    return new ApiCatalog(
        version,
        List.of(
            new DeployedStage("api1", "prod", "d1", "HEADER", methods, Map.of(), responses, null)),
        Arrays.stream(keyValues).map(v -> new ApiKey("id-" + v, v, true)).toList(),
        List.of(new UsagePlan("plan1", Set.of("api1:prod"), ids)),
        List.of());
  }

  /** A stage with {@code GET /pets} behind a web ACL. */
  public static ApiCatalog behind(
      long version, WebAcl acl, Map<String, GatewayResponse> responses) {
    Method pets = mock("/pets", "GET", false, "[\"dog\"]");
    DeployedStage stage =
        new DeployedStage(
            "api1", "prod", "d1", "HEADER", List.of(pets), Map.of(), responses, acl.arn());
    return new ApiCatalog(version, List.of(stage), List.of(), List.of(), List.of(acl));
  }

  /** A MOCK method that answers 200 with a template. */
  public static Method mock(String path, String verb, boolean keyRequired, String template) {
    return new Method(
        path,
        verb,
        "NONE",
        null,
        keyRequired,
        Map.of(),
        false,
        false,
        Map.of(),
        "MOCK",
        null,
        "WHEN_NO_MATCH",
        Map.of("application/json", "{\"statusCode\": 200}"),
        List.of(
            new IntegrationResponse("200", "", Map.of(), Map.of("application/json", template))));
  }

  /** {@code ANY} of a path, which answers by itself whomever the authorizer lets. */
  public static Method authorized(String path, Authorizer authorizer) {
    return guarded(path, authorizer, false, Map.of(), false);
  }

  /** {@code ANY} of a path, which wants an authorizer's word, a key and a parameter. */
  public static Method demandingAll(String path, Authorizer authorizer, String parameter) {
    return guarded(path, authorizer, true, Map.of(parameter, true), true);
  }

  /** {@code ANY} of a path, which declares a parameter as required and has no validator. */
  public static Method unvalidated(String path, String parameter) {
    return guarded(path, null, false, Map.of(parameter, true), false);
  }

  private static Method guarded(
      String path,
      Authorizer authorizer,
      boolean keyRequired,
      Map<String, Boolean> parameters,
      boolean validatesParameters) {
    Method mock = mock(path, "ANY", keyRequired, "{}");
    return new Method(
        mock.path(),
        mock.verb(),
        authorizer == null ? "NONE" : "CUSTOM",
        authorizer,
        mock.apiKeyRequired(),
        parameters,
        validatesParameters,
        mock.validatesBody(),
        mock.requestModels(),
        mock.integrationType(),
        mock.integrationUri(),
        mock.passthroughBehavior(),
        mock.requestTemplates(),
        mock.responses());
  }

  /** A MOCK method with a validator for parameters and bodies. */
  public static Method validating(
      String verb,
      Map<String, Boolean> parameters,
      Map<String, String> models,
      String passthroughBehavior) {
    return new Method(
        "/pets",
        verb,
        "NONE",
        null,
        false,
        parameters,
        true,
        true,
        models,
        "MOCK",
        null,
        passthroughBehavior,
        Map.of("application/json", "{\"statusCode\":200}"),
        List.of(new IntegrationResponse("200", "", Map.of(), Map.of())));
  }

  /** A stage with these methods and models, and one gateway response. */
  public static ApiCatalog modelled(
      List<Method> methods, Map<String, String> models, Map<String, GatewayResponse> responses) {
    return new ApiCatalog(
        1,
        List.of(
            new DeployedStage("api1", "prod", "d1", "HEADER", methods, models, responses, null)),
        List.of(),
        List.of(),
        List.of());
  }

  /** An HTTP method without a key. */
  public static Method http(String type, String path, String uri) {
    return new Method(
        path,
        "ANY",
        "NONE",
        null,
        false,
        Map.of(),
        false,
        false,
        Map.of(),
        type,
        uri,
        "WHEN_NO_MATCH",
        Map.of(),
        List.of(new IntegrationResponse("200", "", Map.of(), Map.of())));
  }

  /** The catalog with other things before the methods of its one stage, and other domains. */
  public static ApiCatalog behind(ApiCatalog catalog, Endpoint endpoint, Domain... domains) {
    DeployedStage stage = catalog.stages().get(0);
    DeployedStage behind =
        new DeployedStage(
            stage.restApiId(),
            stage.stage(),
            stage.deploymentId(),
            stage.apiKeySource(),
            stage.methods(),
            stage.models(),
            stage.gatewayResponses(),
            stage.webAclArn(),
            endpoint);
    return new ApiCatalog(
        catalog.version(),
        List.of(behind),
        catalog.keys(),
        catalog.plans(),
        catalog.webAcls(),
        List.of(),
        List.of(domains));
  }

  /** A stage whose one plan limits each of its keys. */
  public static ApiCatalog limiting(
      long version, Optional<Throttle> throttle, Optional<Quota> quota, String... keyValues) {
    ApiCatalog free = honouring(version, keyValues);
    UsagePlan plan = free.plans().get(0);
    return new ApiCatalog(
        version,
        free.stages(),
        free.keys(),
        List.of(new UsagePlan(plan.id(), plan.stages(), plan.keyIds(), throttle, quota)),
        List.of());
  }
}
