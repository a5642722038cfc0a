package io.originlock.apigateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.originlock.fake.FakeServer.Reply;
import io.originlock.fake.FakeWaf;
import io.originlock.survey.ApiFacts;
import io.originlock.survey.DomainFacts;
import io.originlock.survey.DomainFacts.By;
import io.originlock.survey.DomainFacts.Mode;
import io.originlock.survey.DomainFacts.Route;
import io.originlock.survey.EndpointType;
import io.originlock.survey.HeaderNames;
import io.originlock.survey.KeySource;
import io.originlock.survey.PlanFacts;
import io.originlock.survey.PlanFacts.Keys;
import io.originlock.survey.PlanFacts.Quota;
import io.originlock.survey.Policy;
import io.originlock.survey.Policy.Condition;
import io.originlock.survey.Policy.Elements;
import io.originlock.survey.Policy.Statement;
import io.originlock.survey.Served;
import io.originlock.survey.StageFacts;
import io.originlock.survey.StageFacts.AccessLog;
import io.originlock.survey.StageFacts.Canary;
import io.originlock.survey.StageFacts.Level;
import io.originlock.survey.StageFacts.MethodSettings;
import io.originlock.survey.Survey;
import io.originlock.survey.Target;
import io.originlock.survey.Throttle;
import io.originlock.survey.Unread;
import io.originlock.survey.Unread.Part;
import io.originlock.survey.Unread.Reason;
import io.originlock.survey.WebAclFacts;
import io.originlock.survey.WebAclFacts.Decision;
import io.originlock.survey.WebAclFacts.Generation;
import io.originlock.survey.WebAclFacts.Logging;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of APIs and of what stands around them, by what API Gateway and WAF answer. */
class ApiSurveyorTest {
  private static final String API = SurveyedApi.API;
  private static final String RESTAPI = "/restapis/" + API;

  private final SurveyedApi aws = new SurveyedApi();

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void aTidyApiIsReadWhole() {
    Survey survey = aws.survey();

    assertThat(survey.unread()).isEmpty();
    assertThat(survey.apis())
        .containsExactly(
            new ApiFacts(
                API, "shop", KeySource.HEADER, Set.of(), false, Optional.empty(), Set.of()));
    assertThat(survey.stages())
        .containsExactly(
            new StageFacts(
                SurveyedApi.PROD,
                Optional.of("dep1"),
                false,
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    assertThat(survey.plans()).isEmpty();
    assertThat(survey.domains()).isEmpty();
    assertThat(survey.webAcls()).isEmpty();
  }

  /** GetRestApi escapes the policy's quotation marks, and writes the resource out to an ARN. */
  @Test
  void anApiTellsOfItsEndpointAndPolicy() {
    aws.api(
        """
        {"id":"a1b2c3d4e5","name":"shop","apiKeySource":"AUTHORIZER","disableExecuteApiEndpoint":true,
         "endpointConfiguration":{"types":["PRIVATE"],"ipAddressType":"dualstack","vpcEndpointIds":["vpce-1"]},
         "policy":"{\\\\\\"Version\\\\\\":\\\\\\"2012-10-17\\\\\\",\\\\\\"Statement\\\\\\":[{\\\\\\"Effect\\\\\\":\\\\\\"Deny\\\\\\",\\\\\\"Principal\\\\\\":\\\\\\"*\\\\\\",\\\\\\"Action\\\\\\":\\\\\\"execute-api:Invoke\\\\\\",\\\\\\"Resource\\\\\\":\\\\\\"arn:aws:execute-api:eu-central-1:111122223333:a1b2c3d4e5\\\\/*\\\\\\",\\\\\\"Condition\\\\\\":{\\\\\\"NotIpAddress\\\\\\":{\\\\\\"aws:SourceIp\\\\\\":[\\\\\\"192.0.2.0\\\\/24\\\\\\",\\\\\\"198.51.100.0\\\\/24\\\\\\"]}}}]}"}
        """);

    assertThat(aws.survey().apis())
        .containsExactly(
            new ApiFacts(
                API,
                "shop",
                KeySource.AUTHORIZER,
                Set.of(EndpointType.PRIVATE),
                true,
                Optional.of(
                    new Policy(
                        List.of(
                            new Statement(
                                false,
                                new Elements(false, List.of("*")),
                                new Elements(false, List.of("execute-api:Invoke")),
                                new Elements(false, List.of("execute-api:/*")),
                                List.of(
                                    new Condition(
                                        "NotIpAddress",
                                        "aws:sourceip",
                                        List.of("192.0.2.0/24", "198.51.100.0/24"))))))),
                Set.of("vpce-1")));
  }

  @Test
  void aPolicyThatIsNoJsonIsNamed() {
    aws.api("{\"id\":\"a1b2c3d4e5\",\"policy\":\"{no\"}");

    Survey survey = aws.survey();

    assertThat(survey.apis()).hasSize(1);
    assertThat(survey.unread())
        .extracting(Unread::part, Unread::reason)
        .containsExactly(tuple(Part.RESOURCE_POLICY, Reason.OTHER));
  }

  @Test
  void aStageTellsOfAllItsSettings() {
    aws.stages(
        """
        {"stageName":"prod","deploymentId":"dep1","cacheClusterEnabled":true,
         "variables":{"url":"https://secret.example.com","alias":"live"},
         "methodSettings":{
           "*/*":{"loggingLevel":"ERROR","dataTraceEnabled":true,"throttlingBurstLimit":5000,"throttlingRateLimit":10000.0,"cachingEnabled":false},
           "~1pets~1{id}/GET":{"throttlingBurstLimit":-1,"throttlingRateLimit":-1.0,"cachingEnabled":true,"loggingLevel":"OFF"}},
         "accessLogSettings":{"format":"$context.requestId","destinationArn":"arn:aws:logs:eu-central-1:111122223333:log-group:l"},
         "canarySettings":{"percentTraffic":10.0,"deploymentId":"dep2","useStageCache":false}}\
        """,
        "{\"stageName\":\"new\"}");

    Survey survey = aws.survey();

    assertThat(survey.stages())
        .containsExactly(
            new StageFacts(
                SurveyedApi.PROD,
                Optional.of("dep1"),
                true,
                List.of("alias", "url"),
                Map.of(
                    "* *",
                    new MethodSettings(
                        Optional.of(new Throttle(10_000, 5_000)), Level.ERROR, true, false),
                    "GET /pets/{id}",
                    new MethodSettings(Optional.empty(), Level.OFF, false, true)),
                Optional.of(
                    new AccessLog(
                        "arn:aws:logs:eu-central-1:111122223333:log-group:l",
                        "$context.requestId")),
                Optional.empty(),
                Optional.of(new Canary(10, "dep2"))),
            new StageFacts(
                new Target.Stage("eu-central-1", API, "new"),
                Optional.empty(),
                false,
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    assertThat(survey.unread()).isEmpty();
    assertThat(survey.toString()).doesNotContain("secret.example.com");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"percentTraffic\":10.0,\"deploymentId\":\"dep2\"}', true",
    "'{\"percentTraffic\":0.0,\"deploymentId\":\"dep2\"}', false",
    "'{\"percentTraffic\":10.0}', false",
    "'{\"deploymentId\":\"dep2\"}', true"
  })
  void aCanaryGetsRequests(String settings, boolean canary) {
    aws.stages(
        "{\"stageName\":\"prod\",\"deploymentId\":\"dep1\",\"canarySettings\":" + settings + "}");

    assertThat(aws.survey().stages().get(0).canary().isPresent()).isEqualTo(canary);
  }

  @Test
  void whatADeploymentFrozeIsReadOnceForAllItsStages() {
    aws.stages(
        "{\"stageName\":\"prod\",\"deploymentId\":\"dep1\"}",
        "{\"stageName\":\"beta\",\"deploymentId\":\"dep1\"}",
        "{\"stageName\":\"dev\",\"deploymentId\":\"dep2\"}");
    aws.export("dev", serving("/dev"));

    aws.survey();
    Survey second = aws.survey();

    assertThat(second.served())
        .extracting(Served::deployment, Served::description, served -> served.methods().size())
        .containsExactly(tuple("dep1", "by the lock", 0), tuple("dep2", "by the lock", 1));
    assertThat(aws.calls().stream().filter(path -> path.contains("/exports/")))
        .containsExactlyInAnyOrder(
            RESTAPI + "/stages/prod/exports/oas30", RESTAPI + "/stages/dev/exports/oas30");
    assertThat(second.servedBy(second.stages().get(1))).contains(second.served().get(0));
  }

  @Test
  void anotherDeploymentIsReadAnew() {
    aws.survey();
    aws.stages("{\"stageName\":\"prod\",\"deploymentId\":\"dep9\"}");
    aws.export("prod", serving("/new"));

    assertThat(aws.survey().served())
        .extracting(Served::deployment, served -> served.methods().toString())
        .containsExactly(tuple("dep9", "[GET /new]"));
  }

  /** An export is the stage's: what it shows is the deployment's only if the stage still has it. */
  @ParameterizedTest
  @CsvSource({"0, dep1, ''", "1, , another deployment while", "9, , each time it was looked at"})
  void aStageThatIsMovedWhileItIsReadIsNamed(int moves, String deployment, String said) {
    AtomicInteger moved = new AtomicInteger();
    aws.server.instead(
        call -> {
          if (call.uri().getPath().endsWith("/oas30") && moved.get() < moves) {
            aws.stages(
                "{\"stageName\":\"prod\",\"deploymentId\":\"new" + moved.incrementAndGet() + "\"}");
          }
          return Optional.empty();
        });
    aws.export("prod", serving("/pets"));

    Survey survey = aws.survey();

    assertThat(survey.served())
        .extracting(Served::deployment)
        .isEqualTo(deployment == null ? List.of() : List.of(deployment));
    assertThat(survey.unread()).hasSize(said.isEmpty() ? 0 : 1);
    assertThat(survey.unread()).allMatch(unread -> unread.said().contains(said));
    if (moves == 1) {
      aws.server.instead(call -> Optional.empty());
      assertThat(aws.survey().served()).extracting(Served::deployment).containsExactly("new1");
    }
  }

  @Test
  void aDeploymentTellsOfWhatHoldsForTheWholeApi() {
    aws.export(
        "prod",
        """
        {"openapi":"3.0.1","paths":{},
         "servers":[{"url":"https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com/{basePath}",
                     "x-amazon-apigateway-endpoint-configuration":{"disableExecuteApiEndpoint":true}}],
         "x-amazon-apigateway-api-key-source":"AUTHORIZER",
         "x-amazon-apigateway-policy":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["*"]},"Action":["execute-api:Invoke"],"Resource":"arn:aws:execute-api:eu-central-1:111122223333:a1b2c3d4e5/prod/*"}]},
         "x-amazon-apigateway-gateway-responses":{"BAD_REQUEST_PARAMETERS":{"statusCode":403,"responseTemplates":{"application/json":"{}"}},
            "DEFAULT_4XX":{"responseParameters":{"gatewayresponse.header.Access-Control-Allow-Origin":"'*'"}}}}
        """);

    Served served = aws.survey().served().get(0);

    assertThat(served.endpointDisabled()).contains(true);
    assertThat(served.keySource()).contains(KeySource.AUTHORIZER);
    assertThat(served.policy().orElseThrow().statements())
        .extracting(Statement::allows, Statement::everybody, each -> each.resources().values())
        .containsExactly(tuple(true, true, List.of("execute-api:/prod/*")));
    assertThat(served.responses())
        .containsExactly(
            new Served.GatewayResponse(
                "BAD_REQUEST_PARAMETERS",
                Optional.of("403"),
                Map.of(),
                Map.of("application/json", "{}")),
            new Served.GatewayResponse(
                "DEFAULT_4XX",
                Optional.empty(),
                Map.of("gatewayresponse.header.Access-Control-Allow-Origin", "'*'"),
                Map.of()));
  }

  @Test
  void aPlanTellsOfItsLimits() {
    aws.answers.put(
        "/usageplans",
        """
        {"item":[
          {"id":"plan01","name":"cloudfront","apiStages":[{"apiId":"a1b2c3d4e5","stage":"prod",
             "throttle":{"/pets/GET":{"burstLimit":2,"rateLimit":1.0},"//GET":{"burstLimit":4,"rateLimit":3.0}}}],
           "throttle":{"burstLimit":10,"rateLimit":5.0},"quota":{"limit":1000,"offset":0,"period":"DAY"}},
          {"id":"plan02","name":"partners","apiStages":[{"apiId":"a1b2c3d4e5","stage":"beta"},{"apiId":"other12345","stage":"prod"}]},
          {"id":"plan03","name":"others","apiStages":[{"apiId":"other12345","stage":"prod"}],"throttle":{"burstLimit":1,"rateLimit":1.0}}]}
        """);
    aws.answers.put("/usageplans/plan02/keys", "{\"item\":[{\"id\":\"k1\",\"type\":\"API_KEY\"}]}");

    assertThat(aws.survey().plans())
        .containsExactly(
            new PlanFacts(
                "plan01",
                "cloudfront",
                Set.of(SurveyedApi.PROD),
                Optional.of(new Throttle(5, 10)),
                Map.of(
                    API + "/prod GET /pets",
                    new Throttle(1, 2),
                    API + "/prod GET /",
                    new Throttle(3, 4)),
                Optional.of(new Quota(1000, Quota.Period.DAY)),
                Keys.NONE,
                true),
            new PlanFacts(
                "plan02",
                "partners",
                Set.of(
                    new Target.Stage("eu-central-1", API, "beta"),
                    new Target.Stage("eu-central-1", "other12345", "prod")),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Keys.SOME,
                false));
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "500"})
  void theCallsDoNotGrowWithKeys(int keys) {
    aws.answers.put(
        "/usageplans",
        "{\"item\":[{\"id\":\"plan01\",\"apiStages\":[{\"apiId\":\"a1b2c3d4e5\",\"stage\":\"prod\"}]}]}");
    String items = "{\"id\":\"k\"},".repeat(keys == 0 ? 0 : 1).replaceAll(",$", "");
    aws.answers.put(
        "/usageplans/plan01/keys",
        "{\"item\":[" + items + "]" + (keys > 1 ? ",\"position\":\"p\"" : "") + "}");

    assertThat(aws.survey().plans().get(0).keys()).isEqualTo(keys == 0 ? Keys.NONE : Keys.SOME);
    assertThat(aws.calls().stream().filter(path -> path.startsWith("/usageplans")))
        .containsExactly("/usageplans", "/usageplans/plan01/keys");
    assertThat(aws.calls()).noneMatch(path -> path.startsWith("/apikeys"));
  }

  @Test
  void whereListingPlansIsDeniedTheLocksOwnIsRead() {
    aws.deny("/usageplans", "apigateway:GET");
    aws.answers.put(
        "/usageplans/plan01",
        "{\"id\":\"plan01\",\"name\":\"cloudfront\",\"quota\":{\"limit\":7,\"period\":\"MONTH\"}}");

    Survey survey = aws.survey();

    assertThat(survey.plans()).extracting(PlanFacts::id).containsExactly("plan01");
    assertThat(survey.plans().get(0).quota()).contains(new Quota(7, Quota.Period.MONTH));
    assertThat(survey.unread()).extracting(Unread::part).containsExactly(Part.PLANS);
  }

  @Test
  void domainsLeadByMappingsAndByRules() {
    aws.answers.put(
        "/domainnames",
        """
        {"item":[
          {"domainName":"mapped.example.com","regionalDomainName":"D-1.execute-api.eu-central-1.amazonaws.com",
           "endpointConfiguration":{"types":["REGIONAL"]},"routingMode":"BASE_PATH_MAPPING_ONLY",
           "mutualTlsAuthentication":{"truststoreUri":"s3://b/t.pem"}},
          {"domainName":"ruled.example.com","endpointConfiguration":{"types":["REGIONAL"]},"routingMode":"ROUTING_RULE_ONLY"},
          {"domainName":"both.example.com","distributionDomainName":"d1.cloudfront.net",
           "endpointConfiguration":{"types":["EDGE"]},"routingMode":"ROUTING_RULE_THEN_BASE_PATH_MAPPING"},
          {"domainName":"others.example.com"}]}
        """);
    aws.answers.put(
        "/domainnames/mapped.example.com/basepathmappings",
        """
        {"item":[{"basePath":"(none)","restApiId":"a1b2c3d4e5","stage":"prod"},
                 {"basePath":"v2","restApiId":"a1b2c3d4e5"},{"basePath":"x","restApiId":"other12345","stage":"prod"}]}
        """);
    aws.answers.put(
        "/v2/domainnames/ruled.example.com/routingrules",
        """
        {"routingRules":[
          {"priority":10,"conditions":[{"matchBasePaths":{"anyOf":["v1","old"]}},{"matchHeaders":{"anyOf":[{"header":"x-beta","valueGlob":"*"}]}}],
           "actions":[{"invokeApi":{"apiId":"a1b2c3d4e5","stage":"beta","stripBasePath":true}}]},
          {"priority":20,"conditions":[],"actions":[{"invokeApi":{"apiId":"a1b2c3d4e5","stage":"prod"}}]},
          {"priority":30,"conditions":[],"actions":[{"invokeApi":{"apiId":"other12345","stage":"prod"}}]}]}
        """);
    aws.answers.put(
        "/v2/domainnames/both.example.com/routingrules",
        """
        {"routingRules":[{"priority":1,"conditions":[{"matchBasePaths":{"anyOf":["r"]}}],"actions":[{"invokeApi":{"apiId":"a1b2c3d4e5","stage":"prod"}}]}]}
        """);
    aws.answers.put(
        "/domainnames/both.example.com/basepathmappings",
        "{\"item\":[{\"basePath\":\"m\",\"restApiId\":\"a1b2c3d4e5\",\"stage\":\"prod\"}]}");
    aws.answers.put("/domainnames/others.example.com/basepathmappings", "{\"item\":[]}");

    Survey survey = aws.survey();

    assertThat(survey.unread()).isEmpty();
    assertThat(survey.domains())
        .containsExactly(
            new DomainFacts(
                "mapped.example.com",
                Set.of("d-1.execute-api.eu-central-1.amazonaws.com"),
                EndpointType.REGIONAL,
                Mode.MAPPINGS,
                true,
                List.of(
                    new Route(By.MAPPING, "", API, Optional.of("prod"), false),
                    new Route(By.MAPPING, "v2", API, Optional.empty(), false))),
            new DomainFacts(
                "ruled.example.com",
                Set.of(),
                EndpointType.REGIONAL,
                Mode.RULES,
                false,
                List.of(
                    new Route(By.RULE, "v1", API, Optional.of("beta"), true),
                    new Route(By.RULE, "old", API, Optional.of("beta"), true),
                    new Route(By.RULE, "", API, Optional.of("prod"), false))),
            new DomainFacts(
                "both.example.com",
                Set.of("d1.cloudfront.net"),
                EndpointType.EDGE,
                Mode.RULES_THEN_MAPPINGS,
                false,
                List.of(
                    new Route(By.RULE, "r", API, Optional.of("prod"), false),
                    new Route(By.MAPPING, "m", API, Optional.of("prod"), false))),
            new DomainFacts(
                "others.example.com",
                Set.of(),
                EndpointType.EDGE,
                Mode.MAPPINGS,
                false,
                List.of()));
    assertThat(aws.calls()).doesNotContain("/domainnames/ruled.example.com/basepathmappings");
  }

  /** Of private domains several may have one name: their id tells them apart. */
  @Test
  void aPrivateDomainIsAskedForByItsId() {
    aws.answers.put(
        "/domainnames",
        "{\"item\":[{\"domainName\":\"in.example.com\",\"domainNameId\":\"abcd1234\","
            + "\"endpointConfiguration\":{\"types\":[\"PRIVATE\"]}}]}");
    aws.answers.put("/domainnames/in.example.com/basepathmappings", "{\"item\":[]}");

    assertThat(aws.survey().domains())
        .extracting(DomainFacts::endpoint)
        .containsExactly(EndpointType.PRIVATE);
    assertThat(aws.server.calls())
        .anyMatch(
            call ->
                call.uri().toString().contains("basepathmappings?")
                    && call.uri().getQuery().contains("domainNameId=abcd1234"));
  }

  @Test
  void whereRulesAreDeniedTheMappingsAreReadAndTheDomainIsNamed() {
    aws.answers.put(
        "/domainnames",
        "{\"item\":[{\"domainName\":\"both.example.com\","
            + "\"routingMode\":\"ROUTING_RULE_THEN_BASE_PATH_MAPPING\"}]}");
    aws.answers.put(
        "/domainnames/both.example.com/basepathmappings",
        "{\"item\":[{\"basePath\":\"m\",\"restApiId\":\"a1b2c3d4e5\",\"stage\":\"prod\"}]}");
    aws.deny("/v2/domainnames/both.example.com/routingrules", "apigateway:ListRoutingRules");

    Survey survey = aws.survey();

    assertThat(survey.domains().get(0).routes()).hasSize(1);
    assertThat(survey.unread())
        .extracting(Unread::part, Unread::place, Unread::reason, Unread::permission)
        .containsExactly(
            tuple(
                Part.DOMAINS,
                "domain both.example.com",
                Reason.DENIED,
                Optional.of("apigateway:ListRoutingRules")));
  }

  @Test
  void aWebAclIsReadOnceForAllItsStages() {
    aws.stages(withWebAcl("prod", FakeWaf.ACL), withWebAcl("beta", FakeWaf.ACL));
    aws.waf.allowBefore("partners");
    aws.waf.logs("X-Origin-Verify");

    Survey survey = aws.survey();

    WebAclFacts acl = survey.webAcls().get(0);
    assertThat(survey.unread()).isEmpty();
    assertThat(survey.webAcls()).hasSize(1);
    assertThat(survey.webAcl(survey.stages().get(1))).contains(acl);
    assertThat(acl.generation()).isEqualTo(Generation.V2);
    assertThat(acl.logging()).contains(new Logging(HeaderNames.of("x-origin-verify")));
    assertThat(acl.rules())
        .containsExactly(
            new WebAclFacts.Rule("partners", -1, Decision.ALLOW, Optional.empty(), false, false),
            new WebAclFacts.Rule(
                "origin-lock", 0, Decision.GROUP, Optional.of(FakeWaf.GROUP), false, false));
  }

  @ParameterizedTest
  @CsvSource({"none, false", "count, true"})
  void aReferenceMayOnlyCount(String override, boolean counts) {
    aws.stages(withWebAcl("prod", FakeWaf.ACL));
    aws.waf.refer(override);

    assertThat(aws.survey().webAcls().get(0).rules())
        .extracting(WebAclFacts.Rule::onlyCounts)
        .containsExactly(counts);
  }

  @Test
  void aWebAclOfWafClassicIsKnownByItsArn() {
    String arn = "arn:aws:waf-regional:eu-central-1:111122223333:webacl/12ab34cd-1111";
    aws.stages(withWebAcl("prod", arn));

    Survey survey = aws.survey();

    assertThat(survey.unread()).isEmpty();
    assertThat(survey.webAcl(survey.stages().get(0)).orElseThrow())
        .extracting(WebAclFacts::generation, WebAclFacts::name, WebAclFacts::standard)
        .containsExactly(Generation.CLASSIC, "12ab34cd-1111", Optional.empty());
    assertThat(aws.waf.server.calls()).isEmpty();
  }

  @Test
  void aWebAclThatCannotBeReadIsNamed() {
    aws.stages(withWebAcl("prod", FakeWaf.ACL));
    aws.waf.server.instead(
        call ->
            Optional.of(
                Reply.of(
                    400,
                    "{\"__type\":\"AccessDeniedException\",\"Message\":\"User: x is not authorized"
                        + " to perform: wafv2:GetWebACL on resource: y\"}")));

    Survey survey = aws.survey();

    assertThat(survey.webAcls()).isEmpty();
    assertThat(survey.unread())
        .extracting(Unread::part, Unread::reason, Unread::permission)
        .containsExactly(tuple(Part.WEB_ACL, Reason.DENIED, Optional.of("wafv2:GetWebACL")));
  }

  /** One call is denied at a time: that part is named, and all others are as they were. */
  @ParameterizedTest
  @CsvSource({
    "/restapis/a1b2c3d4e5, API, REST API a1b2c3d4e5",
    "/restapis/a1b2c3d4e5/stages, STAGES, stages of REST API a1b2c3d4e5",
    "/restapis/a1b2c3d4e5/stages/prod/exports/oas30, SERVED, stage prod of REST API a1b2c3d4e5",
    "/restapis/a1b2c3d4e5/deployments/dep1, SERVED, stage prod of REST API a1b2c3d4e5",
    "/usageplans/plan01/keys, PLAN_KEYS, usage plan plan01",
    "/domainnames, DOMAINS, custom domain names"
  })
  void theRestGoesOn(String path, Part part, String place) {
    aws.answers.put(
        "/usageplans",
        "{\"item\":[{\"id\":\"plan01\",\"apiStages\":[{\"apiId\":\"a1b2c3d4e5\",\"stage\":\"prod\"}]}]}");
    aws.deny(path, "apigateway:GET");

    Survey survey = aws.survey();

    assertThat(survey.unread())
        .extracting(Unread::part, Unread::place, Unread::reason, Unread::permission)
        .containsExactly(tuple(part, place, Reason.DENIED, Optional.of("apigateway:GET")));
    assertThat(survey.unread().get(0).said()).contains("not authorized to perform: apigateway:GET");
    assertThat(survey.apis()).hasSize(part == Part.API ? 0 : 1);
    assertThat(survey.stages()).hasSize(part == Part.STAGES ? 0 : 1);
    assertThat(survey.served()).hasSize(part == Part.STAGES || part == Part.SERVED ? 0 : 1);
    assertThat(survey.plans())
        .extracting(PlanFacts::keys)
        .containsExactly(part == Part.PLAN_KEYS ? Keys.UNKNOWN : Keys.NONE);
  }

  private static String serving(String path) {
    return ("{\"openapi\":\"3.0.1\",\"paths\":{\"%s\":{\"get\":"
            + "{\"x-amazon-apigateway-integration\":{\"type\":\"mock\"}}}}}")
        .formatted(path);
  }

  private static String withWebAcl(String stage, String arn) {
    return "{\"stageName\":\"%s\",\"deploymentId\":\"dep1\",\"webAclArn\":\"%s\"}"
        .formatted(stage, arn);
  }
}
