package io.originlock;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.apigateway.ApiSurveyor;
import io.originlock.apikey.ApiKeyGate;
import io.originlock.aws.ApiStage;
import io.originlock.aws.AwsClients;
import io.originlock.aws.CustomDomains;
import io.originlock.aws.ParameterStore;
import io.originlock.cloudfront.CloudFrontDistributions;
import io.originlock.cloudfront.CloudFrontSurveyor;
import io.originlock.cloudfront.Member;
import io.originlock.cloudfront.Routes;
import io.originlock.fake.FakeApiGateway;
import io.originlock.fake.FakeCloudFront;
import io.originlock.fake.FakeServer;
import io.originlock.fake.FakeServer.Reply;
import io.originlock.fake.FakeSsm;
import io.originlock.fake.FakeWaf;
import io.originlock.fake.LeftOut;
import io.originlock.fake.TestClients;
import io.originlock.model.Header;
import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import io.originlock.model.Secrets;
import io.originlock.model.Stage;
import io.originlock.port.Announcement;
import io.originlock.port.Demand;
import io.originlock.port.DesiredGate;
import io.originlock.port.Gate;
import io.originlock.port.HinderedException;
import io.originlock.port.OvertakenException;
import io.originlock.port.Presentation;
import io.originlock.port.Published;
import io.originlock.signature.SignatureGate;
import io.originlock.state.SsmPublished;
import io.originlock.state.SsmStateLog;
import io.originlock.survey.Scope;
import io.originlock.survey.Target;
import io.originlock.validation.DraftedApi;
import io.originlock.validation.ProtectedMethods;
import io.originlock.validation.RequestValidationGate;
import io.originlock.webacl.WebAclGate;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.wafv2.Wafv2Client;

/**
 * Every call of every adapter, with each part of AWS's answers left out in its turn: it does
 * without, or says in a sentence what is missing.
 */
class LeftOutTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String PATH = "/origin-lock/prod";
  private static final String API = FakeApiGateway.API;
  private static final ApiStage PROD = new ApiStage(API, "prod");
  private static final String FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:lock";

  private static final String CONFIG =
      """
      <DistributionConfig><Aliases><Items><CNAME>shop.example.com</CNAME></Items></Aliases>\
      <Origins><Quantity>1</Quantity><Items><Origin><Id>api</Id><DomainName>ruled.example.com\
      </DomainName><OriginPath>/prod</OriginPath><CustomHeaders><Quantity>1</Quantity><Items>\
      <OriginCustomHeader><HeaderName>x-own</HeaderName><HeaderValue>another</HeaderValue>\
      </OriginCustomHeader></Items></CustomHeaders><CustomOriginConfig><OriginProtocolPolicy>\
      https-only</OriginProtocolPolicy></CustomOriginConfig></Origin></Items></Origins>\
      <OriginGroups><Items><OriginGroup><Id>both</Id><FailoverCriteria><StatusCodes><Items>\
      <StatusCode>503</StatusCode></Items></StatusCodes></FailoverCriteria><Members><Items>\
      <OriginGroupMember><OriginId>api</OriginId></OriginGroupMember></Items></Members>\
      </OriginGroup></Items></OriginGroups><DefaultCacheBehavior><TargetOriginId>api\
      </TargetOriginId><ViewerProtocolPolicy>https-only</ViewerProtocolPolicy>\
      <AllowedMethods><Items><Method>GET</Method></Items></AllowedMethods>\
      <LambdaFunctionAssociations><Items><LambdaFunctionAssociation><LambdaFunctionARN>f\
      </LambdaFunctionARN><EventType>origin-request</EventType></LambdaFunctionAssociation></Items>\
      </LambdaFunctionAssociations><FunctionAssociations><Items><FunctionAssociation>\
      <FunctionARN>g</FunctionARN><EventType>viewer-request</EventType></FunctionAssociation>\
      </Items></FunctionAssociations><CachePolicyId>c1</CachePolicyId><OriginRequestPolicyId>o1\
      </OriginRequestPolicyId></DefaultCacheBehavior><CacheBehaviors><Items><CacheBehavior>\
      <PathPattern>/v1/*</PathPattern><TargetOriginId>both</TargetOriginId><ForwardedValues>\
      <QueryString>true</QueryString><Headers><Items><Name>Host</Name></Items></Headers>\
      </ForwardedValues></CacheBehavior></Items></CacheBehaviors><CustomErrorResponses><Items>\
      <CustomErrorResponse><ErrorCode>403</ErrorCode><ResponseCode>200</ResponseCode>\
      </CustomErrorResponse></Items></CustomErrorResponses><Logging><Enabled>true</Enabled>\
      <Bucket>b</Bucket></Logging><Enabled>true</Enabled><WebACLId>a</WebACLId>\
      </DistributionConfig>\
      """;

  private static final LeftOut PARTS = new LeftOut();
  private static final FakeApiGateway API_GATEWAY = new FakeApiGateway();
  private static final FakeSsm SSM = new FakeSsm();
  private static final FakeWaf WAF = new FakeWaf();
  private static final FakeCloudFront CLOUDFRONT = new FakeCloudFront();
  private static final DraftedApi.Host DRAFTS = new DraftedApi.Host();
  private static final FakeServer AROUND =
      new FakeServer(call -> Reply.of(200, around(call.uri().getPath())));
  private static final AwsClients CLIENTS = TestClients.at(AROUND.uri());
  private static final ApiGatewayClient KEYS =
      TestClients.at(API_GATEWAY.server.uri()).apiGateway();
  private static final Wafv2Client WAF_CLIENT = WAF.client();
  private static final CloudFrontSurveyor DISTRIBUTION_SURVEYOR =
      new CloudFrontSurveyor(TestClients.at(CLOUDFRONT.server.uri()));
  private static final ApiGatewayClient REST = CLIENTS.apiGateway();
  private static final ApiGatewayV2Client RULES = CLIENTS.apiGatewayV2();
  private static final ParameterStore PARAMETERS =
      TestClients.at(SSM.server.uri()).parameters(Optional.empty(), Map.of());
  private static final Routes ROUTES = new Routes(List.of(PROD), new CustomDomains(REST, RULES));
  private static final CloudFrontDistributions DISTRIBUTIONS =
      new CloudFrontDistributions(
              TestClients.at(CLOUDFRONT.server.uri()),
              List.of(new Member("E1", List.of("api")), new Member("E2", List.of("api"), true)),
              "x-api-key"::equals,
              true,
              ROUTES)
          .at(Set.of("E1", "E2"));
  private static final Scope SCOPE =
      new Scope(
          List.of(new Target.Stage("eu-central-1", API, "prod")),
          Map.of("E1", Set.of("api")),
          Optional.of("plan01"));

  /** Something that an adapter is asked for, in a world of its own. */
  private record Operation(String name, Runnable prepare, Runnable ask) {}

  private static Stream<Operation> operations() {
    return Stream.of(
        gate("api-key", LeftOutTest::keys),
        gate("web-acl", LeftOutTest::rules),
        gate("signature", LeftOutTest::signatures),
        gate("request-validation", LeftOutTest::validation),
        new Operation("state log", () -> log().append(state(1)), LeftOutTest::goOn),
        new Operation("published", LeftOutTest::publish, LeftOutTest::publish),
        new Operation("distributions", LeftOutTest::distribute, LeftOutTest::present),
        new Operation(
            "survey of distributions",
            LeftOutTest::distribute,
            () -> DISTRIBUTION_SURVEYOR.survey(SCOPE)),
        new Operation(
            "survey of APIs",
            () -> {},
            () -> new ApiSurveyor(REST, RULES, WAF_CLIENT, "eu-central-1").survey(SCOPE)));
  }

  @TestFactory
  Stream<DynamicTest> whateverIsLeftOut() {
    PARTS.at(API_GATEWAY.server, SSM.server, WAF.server, CLOUDFRONT.server, DRAFTS.server, AROUND);
    return operations().map(each -> DynamicTest.dynamicTest(each.name(), () -> leaveOut(each)));
  }

  private static void leaveOut(Operation operation) {
    PARTS.learn();
    begin(operation);
    operation.ask().run();
    List<String> parts = PARTS.parts();
    List<String> failures = new ArrayList<>();
    for (String part : parts) {
      PARTS.learn();
      begin(operation);
      PARTS.leave(part);
      try {
        operation.ask().run();
      } catch (LockException e) {
        if (e.resource().isBlank() || e.remedy().isBlank() || tellsSecret(e.getMessage())) {
          failures.add(part + ": " + e.resource() + "|" + e.remedy());
        }
      } catch (HinderedException | OvertakenException e) {
        // Somebody else's work is awaited, or looked at again.
      } catch (RuntimeException e) {
        failures.add(part + ": " + e + " at " + e.getStackTrace()[0] + where(e));
      }
    }
    PARTS.learn();
    assertThat(parts).hasSizeGreaterThan(5);
    assertThat(failures).isEmpty();
  }

  private static String where(RuntimeException failure) {
    return Arrays.stream(failure.getStackTrace())
        .filter(each -> each.getClassName().startsWith("io.originlock"))
        .findFirst()
        .map(each -> " in " + each)
        .orElse("");
  }

  private static boolean tellsSecret(String text) {
    return Stream.of(value(1), value(2), hex(1), hex(2)).anyMatch(text::contains);
  }

  private static void begin(Operation operation) {
    API_GATEWAY.keys.clear();
    API_GATEWAY.plan.clear();
    API_GATEWAY.stages.put("prod", Map.of("GET /pets", true));
    SSM.parameters.clear();
    WAF.group.putArray("Rules");
    CLOUDFRONT.configs.clear();
    operation.prepare().run();
  }

  @AfterAll
  static void end() {
    DRAFTS.close();
    API_GATEWAY.close();
    SSM.close();
    WAF.close();
    CLOUDFRONT.close();
    AROUND.close();
  }

  /** All that an engine asks of a gate in a rotation, and when a state is lost. */
  private static Operation gate(String name, Supplier<Gate> made) {
    Gate[] gate = {null};
    return new Operation(
        name,
        () -> gate[0] = made.get(),
        () -> {
          Gate asked = gate[0];
          asked.check();
          honour(asked, 1);
          honour(asked, 2, 1);
          asked.tidy();
          asked.checking(Set.of(PROD.member()));
          asked.lastId();
          asked.survivors(List.of(secret(asked, 2).value()));
          asked.at(Set.of(PROD.member())).observe(List.of(secret(asked, 2)));
        });
  }

  private static void honour(Gate gate, int number, int... removable) {
    Secret secret = secret(gate, number);
    Set<SecretId> gone =
        Arrays.stream(removable).mapToObj(SecretId::new).collect(Collectors.toSet());
    gate.honour(
        new DesiredGate(false, List.of(secret), gone),
        gate.observe(List.of(secret)),
        Announcement.none());
  }

  private static Secret secret(Gate gate, int number) {
    return new Secret(
        new SecretId(number),
        new SecretValue(gate instanceof RequestValidationGate ? hex(number) : value(number)),
        NOW);
  }

  private static Gate keys() {
    return new ApiKeyGate(
        KEYS,
        "prod",
        "eu-central-1",
        Map.of(),
        FakeApiGateway.PLAN,
        Optional.empty(),
        List.of(PROD),
        Set.of(),
        RANDOM);
  }

  private static Gate rules() {
    API_GATEWAY.webAcls.put("prod", FakeWaf.ACL);
    return new WebAclGate(WAF_CLIENT, KEYS, FakeWaf.GROUP, List.of(PROD), RANDOM, CLOCK);
  }

  private static Gate signatures() {
    return new SignatureGate(
        PARAMETERS, KEYS, PATH, FUNCTION, true, List.of(PROD), Set.of(), RANDOM);
  }

  private static Gate validation() {
    return new RequestValidationGate(
        DRAFTS.of(new DraftedApi()),
        "prod",
        List.of(DraftedApi.PROD),
        new ProtectedMethods(Optional.empty(), Set.of("/probe")),
        false,
        RANDOM,
        CLOCK,
        () -> 0L,
        duration -> {});
  }

  private static SsmStateLog log() {
    return new SsmStateLog(PARAMETERS, PATH);
  }

  private static void goOn() {
    SsmStateLog log = log();
    log.append(state(2));
    log.newest();
    log.lastSequence();
    log.isNewest(state(2));
    log.history();
    log.prune();
    log.erase();
  }

  private static void publish() {
    SsmPublished published = new SsmPublished(PARAMETERS, "prod", PATH);
    published.write(
        new Published.Document(1, List.of(new Header("x-api-key", value(1))), Demand.NONE));
    published.read();
  }

  private static void distribute() {
    CLOUDFRONT.configs.put("E1", CONFIG);
    CLOUDFRONT.configs.put("E2", CONFIG);
    CLOUDFRONT.policies.put(
        "cache-policy/c1",
        "<CachePolicyConfig><MinTTL>1</MinTTL><ParametersInCacheKeyAndForwardedToOrigin>"
            + "<HeadersConfig><HeaderBehavior>whitelist</HeaderBehavior><Headers><Items>"
            + "<Name>x</Name></Items></Headers></HeadersConfig><QueryStringsConfig>"
            + "<QueryStringBehavior>all</QueryStringBehavior></QueryStringsConfig>"
            + "</ParametersInCacheKeyAndForwardedToOrigin></CachePolicyConfig>");
    CLOUDFRONT.policies.put(
        "origin-request-policy/o1",
        "<OriginRequestPolicyConfig><HeadersConfig><HeaderBehavior>allExcept</HeaderBehavior>"
            + "<Headers><Items><Name>Host</Name></Items></Headers></HeadersConfig>"
            + "</OriginRequestPolicyConfig>");
  }

  private static void present() {
    for (Presentation each : DISTRIBUTIONS.read()) {
      DISTRIBUTIONS.present(each, List.of(new Header("x-api-key", value(1))));
    }
  }

  private static String around(String path) {
    return switch (path) {
      case "/restapis/" + API ->
          """
          {"id":"a1b2c3d4e5","name":"shop","apiKeySource":"HEADER","policy":"{\\"Statement\\":[]}",
           "endpointConfiguration":{"types":["REGIONAL"],"vpcEndpointIds":["vpce-1"]},
           "disableExecuteApiEndpoint":false}\
          """;
      case "/restapis/" + API + "/stages" -> "{\"item\":[" + STAGE + "]}";
      case "/restapis/" + API + "/stages/prod" -> STAGE;
      case "/restapis/" + API + "/deployments/dep1" ->
          "{\"id\":\"dep1\",\"createdDate\":1700000000,\"description\":\"by the lock\"}";
      case "/restapis/" + API + "/stages/prod/exports/oas30" ->
          """
          {"openapi":"3.0.1","servers":[{"url":"https://x","variables":{"basePath":{"default":"prod"}}}],
           "x-amazon-apigateway-policy":{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]},
           "x-amazon-apigateway-request-validators":{"all":{"validateRequestParameters":true,"validateRequestBody":false}},
           "x-amazon-apigateway-gateway-responses":{"THROTTLED":{"statusCode":429,"responseParameters":{"a":"b"}}},
           "paths":{"/pets":{"get":{"parameters":[{"name":"X-Lock","in":"header","required":true}],
             "x-amazon-apigateway-request-validator":"all","security":[{"api_key":[]},{"own":[]}],
             "x-amazon-apigateway-integration":{"type":"http","uri":"https://b","httpMethod":"GET",
              "requestParameters":{"integration.request.header.a":"method.request.header.b"},
              "requestTemplates":{"application/json":"$input.params()"}}}}},
           "components":{"securitySchemes":{"api_key":{"type":"apiKey","name":"x-api-key","in":"header"},
             "own":{"type":"apiKey","name":"Unused","in":"header","x-amazon-apigateway-authtype":"custom",
              "x-amazon-apigateway-authorizer":{"type":"request","authorizerUri":"arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/f/invocations","authorizerResultTtlInSeconds":0}}}}}\
          """;
      case "/usageplans" ->
          """
          {"item":[{"id":"plan01","name":"p","throttle":{"rateLimit":5,"burstLimit":1},
            "quota":{"limit":7,"period":"DAY"},"apiStages":[{"apiId":"a1b2c3d4e5","stage":"prod",
              "throttle":{"/pets/GET":{"rateLimit":1,"burstLimit":1}}}]}]}\
          """;
      case "/usageplans/plan01/keys" -> "{\"item\":[{\"id\":\"k1\",\"type\":\"API_KEY\"}]}";
      case "/domainnames" ->
          """
          {"item":[{"domainName":"ruled.example.com","domainNameId":"i","regionalDomainName":"d-1.example.com",
            "distributionDomainName":"d1.cloudfront.net","endpointConfiguration":{"types":["EDGE"]},
            "mutualTlsAuthentication":{"truststoreUri":"s3://b/t"},
            "routingMode":"ROUTING_RULE_THEN_BASE_PATH_MAPPING"}]}\
          """;
      case "/domainnames/ruled.example.com/basepathmappings" ->
          "{\"item\":[{\"basePath\":\"m\",\"restApiId\":\"a1b2c3d4e5\",\"stage\":\"prod\"}]}";
      case "/v2/domainnames/ruled.example.com/routingrules" ->
          """
          {"routingRules":[{"priority":1,"conditions":[{"matchBasePaths":{"anyOf":["r"]}},
            {"matchHeaders":{"anyOf":[{"header":"x","valueGlob":"*"}]}}],
            "actions":[{"invokeApi":{"apiId":"a1b2c3d4e5","stage":"prod","stripBasePath":true}}]}]}\
          """;
      default -> "{}";
    };
  }

  private static final String STAGE =
      """
      {"stageName":"prod","deploymentId":"dep1","cacheClusterEnabled":false,"variables":{"a":"b"},
       "webAclArn":"%s","methodSettings":{"*/*":{"throttlingRateLimit":1,"throttlingBurstLimit":1,
         "loggingLevel":"INFO","dataTraceEnabled":true,"cachingEnabled":false}},
       "accessLogSettings":{"format":"$context.requestId","destinationArn":"arn:aws:logs:x"},
       "canarySettings":{"percentTraffic":10,"deploymentId":"dep2"}}\
      """
          .formatted(FakeWaf.ACL);

  private static LockState state(long sequence) {
    return LockState.of(
        sequence, Stage.ADMIT, NOW, new Secrets(plain(1), plain(2), List.of(), Set.of()), "a test");
  }

  private static Secret plain(int number) {
    return new Secret(new SecretId(number), new SecretValue(value(number)), NOW);
  }

  private static String value(int number) {
    return "kQ7vT2mX9pL4sR8wZ1cB6nH3gF5dJ0yA2eU7iO9" + number;
  }

  private static String hex(int number) {
    return "5e1f9c03a7d24b6880f2c94e7b1d6a3" + number;
  }
}
