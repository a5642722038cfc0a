package io.originlock.lab.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.Eventually;
import io.originlock.lab.control.Clients;
import io.originlock.lab.control.waf.WafCalls;
import io.originlock.lab.control.waf.WafCalls.Answer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiStage;
import software.amazon.awssdk.services.apigateway.model.IntegrationType;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;
import software.amazon.awssdk.services.apigateway.model.RoutingMode;
import software.amazon.awssdk.services.apigateway.model.TooManyRequestsException;
import software.amazon.awssdk.services.apigatewayv2.model.RoutingRuleAction;
import software.amazon.awssdk.services.apigatewayv2.model.RoutingRuleCondition;

/**
 * Doors that somebody opens beside a lock, none of which leads to what viewers and intruders ask
 * for. All are shut again in the end.
 */
final class PlantedDoors implements AutoCloseable {
  static final String DOMAIN = "api.pets.example.com";
  static final String RULED_DOMAIN = "rules.pets.example.com";
  static final String OTHER_STAGE = "test";

  private static final int MOST = 500;

  private final Deque<Runnable> undo = new ArrayDeque<>();
  private final Map<String, String> resources = new HashMap<>();
  private final Clients clients;
  private final WafCalls waf;
  private final ApiGatewayClient gateway;
  private final String api;
  private final String stage;
  private final String deployed;

  PlantedDoors(LabLock lock) {
    this.clients = new Clients(lock.site().aws().endpoint());
    this.gateway = clients.apiGateway();
    this.waf = new WafCalls(lock.site().aws().endpoint());
    this.api = lock.stack().output("rest_api_id");
    this.stage = lock.stack().stage();
    this.deployed = gateway.getStage(r -> r.restApiId(api).stageName(stage)).deploymentId();
  }

  /** A method that answers by itself, with a key or without. */
  void method(String verb, String path, boolean keyRequired) {
    method(verb, path, keyRequired, IntegrationType.MOCK, Map.of());
  }

  /** A method that demands the key, and hands everything on. */
  void proxy(String verb, String path) {
    method(verb, path, true, IntegrationType.HTTP_PROXY, Map.of());
  }

  /** A method that demands the key, and hands one header on. */
  void mapped(String verb, String path, String header) {
    method(
        verb,
        path,
        true,
        IntegrationType.HTTP,
        Map.of("integration.request.header.x-from", "method.request.header." + header));
  }

  /** A method that answers by itself and requires a header, but has no validator to look. */
  void unvalidated(String verb, String path, String header) {
    method(
        verb,
        path,
        false,
        IntegrationType.MOCK,
        Map.of(),
        Map.of("method.request.header." + header, true));
  }

  /** A resource right below the root. */
  void resource(String path) {
    String id =
        gateway
            .createResource(r -> r.restApiId(api).parentId(find("/")).pathPart(path.substring(1)))
            .id();
    resources.put(path, id);
    undo.push(() -> gateway.deleteResource(r -> r.restApiId(api).resourceId(id)));
  }

  private String find(String path) {
    if (resources.isEmpty() || !resources.containsKey(path)) {
      gateway.getResourcesPaginator(r -> r.restApiId(api).limit(MOST)).items().stream()
          .forEach(each -> resources.put(each.path(), each.id()));
    }
    return resources.get(path);
  }

  private void method(
      String verb,
      String path,
      boolean keyRequired,
      IntegrationType type,
      Map<String, String> mapping) {
    Map<String, Boolean> parameters =
        mapping.isEmpty() ? Map.of() : Map.of(mapping.values().iterator().next(), false);
    method(verb, path, keyRequired, type, mapping, parameters);
  }

  private void method(
      String verb,
      String path,
      boolean keyRequired,
      IntegrationType type,
      Map<String, String> mapping,
      Map<String, Boolean> parameters) {
    String resource = find(path);
    gateway.putMethod(
        r ->
            r.restApiId(api)
                .resourceId(resource)
                .httpMethod(verb)
                .authorizationType("NONE")
                .apiKeyRequired(keyRequired)
                .requestParameters(parameters));
    gateway.putIntegration(
        r ->
            r.restApiId(api)
                .resourceId(resource)
                .httpMethod(verb)
                .type(type)
                .integrationHttpMethod(type == IntegrationType.MOCK ? null : "GET")
                .uri(type == IntegrationType.MOCK ? null : "https://backend.example.com/")
                .requestParameters(mapping));
    undo.push(
        () -> gateway.deleteMethod(r -> r.restApiId(api).resourceId(resource).httpMethod(verb)));
  }

  /** Deploys all methods so far to the lock's stage. */
  String deploy() {
    String fresh = deployForGood();
    undo.push(
        () -> {
          patchStage("/deploymentId", deployed);
          gateway.deleteDeployment(r -> r.restApiId(api).deploymentId(fresh));
        });
    return fresh;
  }

  /** The same, and it stays deployed. */
  String deployForGood() {
    AtomicReference<String> fresh = new AtomicReference<>();
    // An account may make one deployment in five seconds.
    Eventually.await(
        "a deployment",
        () -> {
          try {
            fresh.set(gateway.createDeployment(r -> r.restApiId(api)).id());
            return true;
          } catch (TooManyRequestsException e) {
            return false;
          }
        });
    patchStage("/deploymentId", fresh.get());
    return fresh.get();
  }

  /** Another stage of the same API. */
  void stage(String deployment) {
    gateway.createStage(r -> r.restApiId(api).stageName(OTHER_STAGE).deploymentId(deployment));
    undo.push(() -> gateway.deleteStage(r -> r.restApiId(api).stageName(OTHER_STAGE)));
  }

  /** A share of the requests for another deployment. */
  void canary(String deployment) {
    patchStage("/canarySettings/deploymentId", deployment);
    patchStage("/canarySettings/percentTraffic", "5.0");
    undo.push(() -> removeFromStage("/canarySettings"));
  }

  void accessLog(String format) {
    patchStage(
        "/accessLogSettings/destinationArn", "arn:aws:logs:us-east-1:123456789012:log-group:a");
    patchStage("/accessLogSettings/format", format);
    undo.push(() -> removeFromStage("/accessLogSettings"));
  }

  void dataTrace() {
    patchStage("/*/*/logging/dataTrace", "true");
    undo.push(() -> patchStage("/*/*/logging/dataTrace", "false"));
  }

  /** A domain of API Gateway's own. */
  void domain() {
    gateway.createDomainName(
        r -> r.domainName(DOMAIN).regionalCertificateArn("arn:aws:acm:us-east-1:1:certificate/c"));
    gateway.createBasePathMapping(
        r -> r.domainName(DOMAIN).restApiId(api).stage(stage).basePath("v1"));
    undo.push(
        () -> {
          gateway.deleteBasePathMapping(r -> r.domainName(DOMAIN).basePath("v1"));
          gateway.deleteDomainName(r -> r.domainName(DOMAIN));
        });
  }

  /** One that leads there by a routing rule. */
  void domainByRule() {
    gateway.createDomainName(
        r ->
            r.domainName(RULED_DOMAIN)
                .regionalCertificateArn("arn:aws:acm:us-east-1:1:certificate/c")
                .routingMode(RoutingMode.ROUTING_RULE_ONLY));
    String rule =
        clients
            .apiGatewayV2()
            .createRoutingRule(
                r ->
                    r.domainName(RULED_DOMAIN)
                        .priority(1)
                        .conditions(
                            RoutingRuleCondition.builder()
                                .matchBasePaths(paths -> paths.anyOf("v2"))
                                .build())
                        .actions(
                            RoutingRuleAction.builder()
                                .invokeApi(target -> target.apiId(api).stage(stage))
                                .build()))
            .routingRuleId();
    undo.push(
        () -> {
          clients
              .apiGatewayV2()
              .deleteRoutingRule(r -> r.domainName(RULED_DOMAIN).routingRuleId(rule));
          gateway.deleteDomainName(r -> r.domainName(RULED_DOMAIN));
        });
  }

  /** A web ACL of WAF Classic on the stage, which lets everything through. */
  String classicWebAcl() {
    String id =
        waf.classic(
                "CreateWebACL",
                "{'Name':'old','MetricName':'old','DefaultAction':{'Type':'ALLOW'},'ChangeToken':'t'}")
            .body()
            .at("/WebACL/WebACLId")
            .asText();
    String resource = "arn:aws:apigateway:us-east-1::/restapis/" + api + "/stages/" + stage;
    waf.classic("AssociateWebACL", "{'WebACLId':'" + id + "','ResourceArn':'" + resource + "'}");
    undo.push(
        () -> {
          waf.classic("DisassociateWebACL", "{'ResourceArn':'" + resource + "'}");
          waf.classic("DeleteWebACL", "{'WebACLId':'" + id + "'}");
        });
    return id;
  }

  /** A web ACL on the stage that blocks nothing, but keeps and logs whole requests. */
  void curiousWebAcl() {
    Answer made =
        waf.call(
            "CreateWebACL",
            "{'Name':'curious','Scope':'REGIONAL','DefaultAction':{'Allow':{}},'Rules':[],"
                + "'VisibilityConfig':{'SampledRequestsEnabled':true,"
                + "'CloudWatchMetricsEnabled':true,'MetricName':'curious'}}");
    String arn = made.body().at("/Summary/ARN").asText();
    String resource = "arn:aws:apigateway:us-east-1::/restapis/" + api + "/stages/" + stage;
    waf.call("AssociateWebACL", "{'WebACLArn':'" + arn + "','ResourceArn':'" + resource + "'}");
    waf.call(
        "PutLoggingConfiguration",
        "{'LoggingConfiguration':{'ResourceArn':'"
            + arn
            + "','LogDestinationConfigs':['arn:aws:logs:us-east-1:123456789012:log-group:aws-waf-logs-a']}}");
    undo.push(
        () -> {
          waf.call("DeleteLoggingConfiguration", "{'ResourceArn':'" + arn + "'}");
          waf.call("DisassociateWebACL", "{'ResourceArn':'" + resource + "'}");
          JsonNode now = waf.call("GetWebACL", "{'ARN':'" + arn + "'}").body();
          waf.call(
              "DeleteWebACL",
              "{'Name':'curious','Scope':'REGIONAL','Id':%s,'LockToken':%s}"
                  .formatted(now.at("/WebACL/Id"), now.path("LockToken")));
        });
  }

  /** Somebody's key in a plan. */
  void key(String plan, String name) {
    String key = gateway.createApiKey(r -> r.name(name).enabled(true)).id();
    gateway.createUsagePlanKey(r -> r.usagePlanId(plan).keyId(key).keyType("API_KEY"));
    undo.push(() -> gateway.deleteApiKey(r -> r.apiKey(key)));
  }

  /** A plan of somebody's that covers the lock's stage. */
  String plan() {
    ApiStage covered = ApiStage.builder().apiId(api).stage(stage).build();
    String plan = gateway.createUsagePlan(r -> r.name("partners").apiStages(covered)).id();
    undo.push(
        () -> {
          gateway.updateUsagePlan(
              r ->
                  r.usagePlanId(plan)
                      .patchOperations(patch(Op.REMOVE, "/apiStages", api + ":" + stage)));
          gateway.deleteUsagePlan(r -> r.usagePlanId(plan));
        });
    return plan;
  }

  void keysFromAuthorizers() {
    keySource("AUTHORIZER");
    undo.push(() -> keySource("HEADER"));
  }

  private void keySource(String source) {
    gateway.updateRestApi(
        r -> r.restApiId(api).patchOperations(patch(Op.REPLACE, "/apiKeySource", source)));
  }

  private void patchStage(String path, String value) {
    updateStage(patch(Op.REPLACE, path, value));
  }

  private void removeFromStage(String path) {
    updateStage(PatchOperation.builder().op(Op.REMOVE).path(path).build());
  }

  private void updateStage(PatchOperation operation) {
    gateway.updateStage(r -> r.restApiId(api).stageName(stage).patchOperations(List.of(operation)));
  }

  private static PatchOperation patch(Op op, String path, String value) {
    return PatchOperation.builder().op(op).path(path).value(value).build();
  }

  @Override
  public void close() {
    while (!undo.isEmpty()) {
      undo.pop().run();
    }
    clients.close();
  }
}
