package io.originlock.lab.e2e;

import io.originlock.lab.control.Clients;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiStage;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;
import software.amazon.awssdk.services.apigateway.model.UpdateMethodRequest;
import software.amazon.awssdk.services.cloudfront.model.CacheBehavior;
import software.amazon.awssdk.services.cloudfront.model.DistributionConfig;
import software.amazon.awssdk.services.cloudfront.model.Origin;
import software.amazon.awssdk.services.cloudfront.model.OriginGroup;
import software.amazon.awssdk.services.cloudfront.model.OriginGroupMember;
import software.amazon.awssdk.services.cloudfront.model.OriginProtocolPolicy;
import software.amazon.awssdk.services.cloudfront.model.ViewerProtocolPolicy;

/**
 * An API of one method that demands nothing, with its stage {@value #STAGE}, and distributions in
 * front of it: the world before there is a lock, and what can be wrong with it.
 */
final class UnlockedApi {
  static final String STAGE = "live";
  static final String ORIGIN = "api";

  private static final String ALL_VIEWER = "216adef6-5c7f-47e4-b989-5492eafa07d3";
  private static final String WITHOUT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac";
  private static final String NO_CACHE = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

  private final URI endpoint;
  private final Clients clients;
  private final ApiGatewayClient gateway;
  private final String id;
  private final String root;

  UnlockedApi(URI endpoint, Clients clients) {
    this.endpoint = endpoint;
    this.clients = clients;
    this.gateway = clients.apiGateway();
    this.id = gateway.createRestApi(r -> r.name("unlocked")).id();
    this.root = gateway.getResources(r -> r.restApiId(id)).items().get(0).id();
    gateway.putMethod(
        r -> r.restApiId(id).resourceId(root).httpMethod("GET").authorizationType("NONE"));
    gateway.putIntegration(r -> r.restApiId(id).resourceId(root).httpMethod("GET").type("MOCK"));
    // Without it the gate request-validation does not begin.
    gateway.putGatewayResponse(
        r ->
            r.restApiId(id)
                .responseType("BAD_REQUEST_PARAMETERS")
                .statusCode("403")
                .responseTemplates(Map.of("application/json", "{}")));
    deploy();
  }

  String id() {
    return id;
  }

  void deploy() {
    gateway.createDeployment(r -> r.restApiId(id).stageName(STAGE));
  }

  /** Changes the API's draft. */
  void patch(String path, String value) {
    gateway.updateRestApi(r -> r.restApiId(id).patchOperations(replace(path, value)));
  }

  /** Changes the API, and what its stage serves. */
  void change(String path, String value) {
    patch(path, value);
    deploy();
  }

  /** Its one method asks this function for whom to let in. */
  void authorizedBy(String functionArn) {
    String authorizer =
        RequestAuthorizer.create(gateway, id, "x-origin-lock-signature", functionArn);
    gateway.updateMethod(
        UpdateMethodRequest.builder()
            .restApiId(id)
            .resourceId(root)
            .httpMethod("GET")
            .patchOperations(
                replace("/authorizationType", "CUSTOM"), replace("/authorizerId", authorizer))
            .build());
    deploy();
  }

  /** A tenth of the stage's requests goes to another deployment. */
  void canary() {
    gateway.createDeployment(
        r -> r.restApiId(id).stageName(STAGE).canarySettings(c -> c.percentTraffic(10.0)));
  }

  /** A usage plan that covers the stage. */
  String plan() {
    ApiStage covered = ApiStage.builder().apiId(id).stage(STAGE).build();
    return gateway.createUsagePlan(r -> r.name("plan of " + id).apiStages(covered)).id();
  }

  void throttle(String plan) {
    changePlan(plan, replace("/throttle/rateLimit", "5"), replace("/throttle/burstLimit", "10"));
  }

  void quota(String plan) {
    changePlan(plan, replace("/quota/limit", "1000"), replace("/quota/period", "DAY"));
  }

  void leavePlan(String plan) {
    changePlan(
        plan,
        PatchOperation.builder().op(Op.REMOVE).path("/apiStages").value(id + ":" + STAGE).build());
  }

  private void changePlan(String plan, PatchOperation... operations) {
    gateway.updateUsagePlan(r -> r.usagePlanId(plan).patchOperations(operations));
  }

  private static PatchOperation replace(String path, String value) {
    return PatchOperation.builder().op(Op.REPLACE).path(path).value(value).build();
  }

  void admits(Admission admission) {
    change("/policy", admission.policy());
  }

  /** An origin that is asked by HTTPS. */
  static Origin.Builder origin(String id, String domain) {
    return Origin.builder()
        .id(id)
        .domainName(domain)
        .originPath("")
        .customHeaders(h -> h.quantity(0))
        .customOriginConfig(
            c ->
                c.httpPort(80)
                    .httpsPort(443)
                    .originProtocolPolicy(OriginProtocolPolicy.HTTPS_ONLY));
  }

  private static Origin bucket(String id) {
    return Origin.builder()
        .id(id)
        .domainName(id + ".s3.us-east-1.amazonaws.com")
        .s3OriginConfig(c -> c.originAccessIdentity(""))
        .build();
  }

  String host() {
    return id + ".execute-api.us-east-1.amazonaws.com";
  }

  /** The origin {@value #ORIGIN}. */
  Origin theApi() {
    return origin(ORIGIN, host()).originPath("/" + STAGE).build();
  }

  /** Makes a distribution that does nothing wrong; returns its id. */
  String clean() {
    return distribution(config -> {});
  }

  /** The same with one change. */
  String distribution(Consumer<DistributionConfig.Builder> change) {
    DistributionConfig.Builder config =
        DistributionConfig.builder()
            .callerReference(UUID.randomUUID().toString())
            .comment("")
            .enabled(true)
            .origins(o -> o.quantity(1).items(theApi()))
            .defaultCacheBehavior(
                b ->
                    b.targetOriginId(ORIGIN)
                        .viewerProtocolPolicy(ViewerProtocolPolicy.HTTPS_ONLY)
                        .cachePolicyId(NO_CACHE)
                        .originRequestPolicyId(WITHOUT_HOST));
    change.accept(config);
    return clients
        .cloudFront()
        .createDistribution(r -> r.distributionConfig(config.build()))
        .distribution()
        .id();
  }

  RawCloudFront raw(String distribution) {
    return new RawCloudFront(endpoint, distribution);
  }

  /** The viewer's Host goes on, with all else. */
  void forwardsHostByPolicy(String distribution) {
    raw(distribution).change(config -> config.replace(WITHOUT_HOST, ALL_VIEWER));
  }

  /** One of the viewer's headers goes on, as it was said before there were policies. */
  void forwardsByForwardedValues(String distribution, String header) {
    raw(distribution)
        .change(
            config ->
                config
                    .replaceFirst("<OriginRequestPolicyId>[^<]*</OriginRequestPolicyId>", "")
                    .replaceFirst(
                        "<CachePolicyId>[^<]*</CachePolicyId>",
                        """
                        <ForwardedValues>
                          <QueryString>true</QueryString>
                          <Cookies><Forward>none</Forward></Cookies>
                          <Headers><Quantity>1</Quantity><Items><Name>%s</Name></Items></Headers>
                        </ForwardedValues>
                        <MinTTL>0</MinTTL>
                        """
                            .formatted(header)));
  }

  /** A group of two buckets, and a behaviour for it. */
  void withBuckets(DistributionConfig.Builder config, String... buckets) {
    OriginGroup group =
        OriginGroup.builder()
            .id("pages")
            .failoverCriteria(c -> c.statusCodes(s -> s.quantity(2).items(403, 503)))
            .members(
                m ->
                    m.quantity(2)
                        .items(
                            Arrays.stream(buckets)
                                .map(each -> OriginGroupMember.builder().originId(each).build())
                                .toList()))
            .build();
    CacheBehavior pages =
        CacheBehavior.builder()
            .pathPattern("/pages/*")
            .targetOriginId("pages")
            .viewerProtocolPolicy(ViewerProtocolPolicy.HTTPS_ONLY)
            .cachePolicyId(NO_CACHE)
            .build();
    List<Origin> origins =
        Stream.concat(Stream.of(theApi()), Arrays.stream(buckets).map(UnlockedApi::bucket))
            .toList();
    config
        .origins(o -> o.quantity(origins.size()).items(origins))
        .originGroups(g -> g.quantity(1).items(group))
        .cacheBehaviors(b -> b.quantity(1).items(pages));
  }

  void attachWebAcl(String distribution) {
    raw(distribution)
        .change(
            config ->
                config.replaceFirst(
                    "<WebACLId */>|<WebACLId></WebACLId>",
                    "<WebACLId>" + webAcl() + "</WebACLId>"));
  }

  /** Makes a web ACL for distributions; returns its ARN. */
  String webAcl() {
    return BareFirewall.forDistributions(
        endpoint, "w" + UUID.randomUUID().toString().substring(0, 8));
  }
}
