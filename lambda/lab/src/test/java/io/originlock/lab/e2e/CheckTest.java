package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.lab.aws.AwsLab;
import io.originlock.lab.control.AwsCall;
import io.originlock.lab.control.Clients;
import io.originlock.lab.control.SharedLab;
import io.originlock.lab.control.waf.WafCalls;
import io.originlock.lab.demo.Repository;
import io.originlock.lab.terraform.LabEnvironment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiStage;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;
import software.amazon.awssdk.services.cloudfront.model.CacheBehavior;
import software.amazon.awssdk.services.cloudfront.model.CustomErrorResponse;
import software.amazon.awssdk.services.cloudfront.model.DistributionConfig;
import software.amazon.awssdk.services.cloudfront.model.Origin;
import software.amazon.awssdk.services.cloudfront.model.OriginGroup;
import software.amazon.awssdk.services.cloudfront.model.OriginGroupMember;
import software.amazon.awssdk.services.cloudfront.model.OriginProtocolPolicy;
import software.amazon.awssdk.services.cloudfront.model.ViewerProtocolPolicy;

/**
 * What {@code make check} finds around an API and a distribution before there is a lock: all that
 * is there, and nothing else. The program runs in a JVM of its own, as the script starts it.
 */
@Tag("verify")
@ExtendWith(SharedLab.class)
class CheckTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ALL_VIEWER = "216adef6-5c7f-47e4-b989-5492eafa07d3";
  private static final String WITHOUT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac";
  private static final String NO_CACHE = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

  @TempDir private Path directory;
  private final AwsLab lab;
  private final Clients clients;
  private final ApiGatewayClient gateway;
  private String api;

  CheckTest(AwsLab lab, Clients clients) {
    this.lab = lab;
    this.clients = clients;
    this.gateway = clients.apiGateway();
  }

  @BeforeEach
  void anApiThatDemandsNothing() {
    api = gateway.createRestApi(r -> r.name("checked")).id();
    String root = gateway.getResources(r -> r.restApiId(api)).items().get(0).id();
    gateway.putMethod(
        r -> r.restApiId(api).resourceId(root).httpMethod("GET").authorizationType("NONE"));
    gateway.putIntegration(r -> r.restApiId(api).resourceId(root).httpMethod("GET").type("MOCK"));
    deploy();
  }

  private void deploy() {
    gateway.createDeployment(r -> r.restApiId(api).stageName("live"));
  }

  private void patchApi(String path, String value) {
    PatchOperation change = PatchOperation.builder().op(Op.REPLACE).path(path).value(value).build();
    gateway.updateRestApi(r -> r.restApiId(api).patchOperations(change));
    deploy();
  }

  private Origin.Builder origin(String id, String domain) {
    return Origin.builder()
        .id(id)
        .domainName(domain)
        .originPath("")
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

  private Origin theApi() {
    return origin("api", api + ".execute-api.us-east-1.amazonaws.com").originPath("/live").build();
  }

  /** A distribution that does nothing wrong, with one change. */
  private String distribution(Consumer<DistributionConfig.Builder> change) {
    DistributionConfig.Builder config =
        DistributionConfig.builder()
            .callerReference(UUID.randomUUID().toString())
            .comment("")
            .enabled(true)
            .origins(o -> o.quantity(1).items(theApi()))
            .defaultCacheBehavior(
                b ->
                    b.targetOriginId("api")
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

  private String clean() {
    return distribution(config -> {});
  }

  /** The answer to a check of this API behind a distribution; it must have changed nothing. */
  private JsonNode checked(String distribution, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "io.originlock.handler.Check",
                "REGION=us-east-1",
                "REST_API=" + api,
                "STAGE=live",
                "DISTRIBUTION=" + distribution));
    List<String> usual = List.of("ORIGINS=api", "GATE=api-key");
    usual.stream()
        .filter(each -> Arrays.stream(more).noneMatch(other -> sameName(each, other)))
        .forEach(command::add);
    command.addAll(List.of(more));
    int before = lab.calls().calls().size();
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    LabEnvironment.set(builder.environment(), lab.endpoint());
    Process process = builder.start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isZero();
    assertThat(lab.calls().calls().subList(before, lab.calls().calls().size()))
        .isNotEmpty()
        .noneMatch(AwsCall::writes);
    return JSON.readTree(answer);
  }

  private static boolean sameName(String one, String other) {
    return one.substring(0, one.indexOf('=')).equals(other.substring(0, other.indexOf('=')));
  }

  private List<String> kinds(String distribution, String... more) throws Exception {
    return checked(distribution, more).path("findings").findValuesAsText("kind");
  }

  @ParameterizedTest
  @ValueSource(strings = {"api-key", "web-acl", "request-validation", "signature"})
  void aCleanWorld(String gate) throws Exception {
    JsonNode answer = checked(clean(), "GATE=" + gate);

    assertThat(answer.path("findings")).isEmpty();
    assertThat(answer.path("methods").asInt()).isEqualTo(1);
    assertThat(answer.path("message").asText()).isEqualTo("Nothing stands in the way of the lock.");
  }

  @Test
  void hostForwardedByPolicy() throws Exception {
    assertThat(
            kinds(
                distribution(
                    config ->
                        config.defaultCacheBehavior(
                            b ->
                                b.targetOriginId("api")
                                    .viewerProtocolPolicy(ViewerProtocolPolicy.HTTPS_ONLY)
                                    .cachePolicyId(NO_CACHE)
                                    .originRequestPolicyId(ALL_VIEWER)))))
        .containsExactly("forwarded-host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host", "Accept"})
  void hostForwardedByForwardedValues(String header) throws Exception {
    String distribution = clean();
    new RawCloudFront(lab.endpoint(), distribution)
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

    assertThat(kinds(distribution))
        .isEqualTo(header.equals("Host") ? List.of("forwarded-host") : List.of());
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404})
  void anErrorPageOverRefusals(int code) throws Exception {
    CustomErrorResponse page =
        CustomErrorResponse.builder()
            .errorCode(code)
            .responseCode("200")
            .responsePagePath("/index.html")
            .errorCachingMinTTL(10L)
            .build();

    assertThat(
            kinds(
                distribution(
                    config -> config.customErrorResponses(e -> e.quantity(1).items(page)))))
        .isEqualTo(code == 403 ? List.of("hidden-refusals") : List.of());
  }

  @Test
  void throttleAndQuotaOfThePlanThatViewersWouldShare() throws Exception {
    ApiStage live = ApiStage.builder().apiId(api).stage("live").build();
    String plan =
        gateway
            .createUsagePlan(
                r ->
                    r.name("checked")
                        .apiStages(live)
                        .throttle(t -> t.rateLimit(5.0).burstLimit(10))
                        .quota(q -> q.limit(1000).period("DAY")))
            .id();
    String distribution = clean();

    assertThat(kinds(distribution, "PLAN=" + plan))
        .containsExactly("shared-throttle", "shared-quota");
    assertThat(kinds(distribution)).as("with a plan of the lock's own").isEmpty();
  }

  @Test
  void aDefaultEndpointThatIsSwitchedOff() throws Exception {
    patchApi("/disableExecuteApiEndpoint", "true");

    assertThat(kinds(clean())).containsExactly("endpoint-off");
  }

  @ParameterizedTest
  @ValueSource(strings = {"api-key", "signature"})
  void aGroupOfBucketsBesideTheApi(String gate) throws Exception {
    String distribution = distribution(config -> withGroup(config, "left", "right"));

    assertThat(kinds(distribution, "GATE=" + gate)).isEmpty();
  }

  /** An origin that is no way to the API, and is named as one. */
  @Test
  void aBucketThatIsNamedAsTheApi() throws Exception {
    assertThat(
            kinds(distribution(config -> withGroup(config, "left", "right")), "ORIGINS=api,left"))
        .containsExactly("foreign-origin");
  }

  private void withGroup(DistributionConfig.Builder config, String... buckets) {
    OriginGroup group =
        OriginGroup.builder()
            .id("pages")
            .failoverCriteria(c -> c.statusCodes(s -> s.quantity(2).items(403, 503)))
            .members(
                m ->
                    m.quantity(2)
                        .items(
                            Arrays.stream(buckets)
                                .map(id -> OriginGroupMember.builder().originId(id).build())
                                .toList()))
            .build();
    CacheBehavior pages =
        CacheBehavior.builder()
            .pathPattern("/pages/*")
            .targetOriginId("pages")
            .viewerProtocolPolicy(ViewerProtocolPolicy.HTTPS_ONLY)
            .cachePolicyId(NO_CACHE)
            .build();
    config
        .origins(
            o ->
                o.quantity(3)
                    .items(
                        Stream.concat(
                                Stream.of(theApi()), Arrays.stream(buckets).map(CheckTest::bucket))
                            .toList()))
        .originGroups(g -> g.quantity(1).items(group))
        .cacheBehaviors(b -> b.quantity(1).items(pages));
  }

  @Test
  void aResourcePolicyThatLetsOneNetworkIn() throws Exception {
    patchApi(
        "/policy",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\","
            + "\"Action\":\"execute-api:Invoke\",\"Resource\":\"execute-api:/*\",\"Condition\":"
            + "{\"IpAddress\":{\"aws:SourceIp\":\"192.0.2.0/24\"}}}]}");

    assertThat(kinds(clean())).containsExactly("policy-refuses");
  }

  @Test
  void aResourcePolicyThatLetsEverybodyIn() throws Exception {
    patchApi(
        "/policy",
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\","
            + "\"Action\":\"execute-api:Invoke\",\"Resource\":\"execute-api:/*\"}]}");

    assertThat(kinds(clean())).isEmpty();
  }

  @Test
  void anOriginOfAStrangers() throws Exception {
    String distribution =
        distribution(
            config ->
                config.origins(
                    o ->
                        o.quantity(2).items(theApi(), origin("other", "api.example.com").build())));

    assertThat(kinds(distribution, "ORIGINS=api,other")).containsExactly("foreign-origin");
    assertThat(kinds(distribution)).isEmpty();
  }

  @Test
  void aWebAclThatTheLockMustBeToldOf() throws Exception {
    String acl = webAcl();
    String distribution = distribution(config -> config.webACLId(acl));

    assertThat(kinds(distribution)).containsExactly("missing-permission");
    assertThat(kinds(distribution, "ATTACHED=" + acl)).isEmpty();
  }

  private String webAcl() {
    return new WafCalls(lab.endpoint())
        .call(
            "CreateWebACL",
            "{'Name':'w%s','Scope':'CLOUDFRONT','DefaultAction':{'Allow':{}},'VisibilityConfig':{'SampledRequestsEnabled':false,'CloudWatchMetricsEnabled':true,'MetricName':'m'}}"
                .formatted(UUID.randomUUID().toString().substring(0, 8)))
        .body()
        .at("/Summary/ARN")
        .asText();
  }

  @Test
  void itIsToldAsATable() throws Exception {
    patchApi("/disableExecuteApiEndpoint", "true");
    JsonNode answer = checked(clean());
    Path file = Files.writeString(directory.resolve("answer"), answer.toString());

    Process told =
        new ProcessBuilder(
                Repository.find().root().resolve("scripts/tell.py").toString(),
                "check",
                file.toString())
            .start();

    assertThat(new String(told.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
        .contains("refuses   endpoint-off  REST API " + api)
        .last()
        .isEqualTo("no lock yet: 1 methods. 1 refuses viewers.");
    assertThat(told.waitFor()).isEqualTo(3);
  }

  @Test
  void whatIsAcceptedIsShownApart() throws Exception {
    patchApi("/disableExecuteApiEndpoint", "true");
    JsonNode answer =
        checked(
            clean(),
            "ACCEPT=[{\"kind\": \"endpoint-off\", \"place\": \"REST API "
                + api
                + "\", \"reason\": \"until Monday\"}]");

    assertThat(answer.path("findings")).isEmpty();
    assertThat(answer.path("accepted").findValuesAsText("kind")).containsExactly("endpoint-off");
  }
}
