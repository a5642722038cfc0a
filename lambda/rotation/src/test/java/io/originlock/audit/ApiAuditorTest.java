package io.originlock.audit;

import static io.originlock.audit.AuditedApi.API;
import static io.originlock.audit.AuditedApi.items;
import static io.originlock.audit.AuditedApi.kinds;
import static io.originlock.audit.AuditedApi.node;
import static io.originlock.audit.OpenDoor.Kind.BACKEND_RECEIVES_SECRET;
import static io.originlock.audit.OpenDoor.Kind.CANARY;
import static io.originlock.audit.OpenDoor.Kind.DOMAIN_BYPASS;
import static io.originlock.audit.OpenDoor.Kind.EARLIER_ALLOW;
import static io.originlock.audit.OpenDoor.Kind.EDGE_SENDS_SECRET;
import static io.originlock.audit.OpenDoor.Kind.KEY_SOURCE;
import static io.originlock.audit.OpenDoor.Kind.LOGS_SECRET;
import static io.originlock.audit.OpenDoor.Kind.METHOD_OPEN;
import static io.originlock.audit.OpenDoor.Kind.OTHER_KEYS;
import static io.originlock.audit.OpenDoor.Kind.RULE_COUNTS;
import static io.originlock.audit.OpenDoor.Kind.RULE_GROUP_OVERRIDDEN;
import static io.originlock.audit.OpenDoor.Kind.SAMPLES_SECRET;
import static io.originlock.audit.OpenDoor.Kind.STAGE_OPEN;
import static io.originlock.audit.OpenDoor.Kind.WEB_ACL_MISSING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.apikey.ApiKeyCheck;
import io.originlock.fake.FakeWaf;
import io.originlock.model.LockException;
import io.originlock.webacl.WebAclCheck;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an audit names: all that is open, and only that. */
class ApiAuditorTest {
  private final AuditedApi api = new AuditedApi();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aTidyApiHasNoOpenDoor() {
    assertThat(apiKey()).isEqualTo(new Audit(List.of(), List.of(), 2));

    guarded();
    assertThat(webAcl()).isEqualTo(new Audit(List.of(), List.of(), 2));
  }

  @Test
  void aMethodWithoutAKeyIsNamedAndNothingElse() {
    api.method("prod", "get", "/health", false);

    Audit audit = apiKey();

    assertThat(audit.methods()).isEqualTo(3);
    assertThat(audit.doors())
        .singleElement()
        .satisfies(
            door -> {
              assertThat(door.kind()).isEqualTo(METHOD_OPEN);
              assertThat(door.where()).isEqualTo("stage prod of REST API " + API);
              assertThat(door.method()).isEqualTo("GET /health");
            });
  }

  @Test
  void preflightsAreListedApartButNotAnAnyThatIncludesThem() {
    api.method("prod", "options", "/pets", false);
    api.method("prod", "x-amazon-apigateway-any-method", "/{proxy+}", false);

    Audit audit = apiKey();

    assertThat(audit.options()).containsExactly("prod: OPTIONS /pets");
    assertThat(audit.doors()).extracting(OpenDoor::method).containsExactly("ANY /{proxy+}");
    assertThat(audit.methods()).isEqualTo(3);
  }

  @Test
  void anotherAuthorizersTokenIsNoApiKey() {
    ObjectNode operation = api.method("prod", "get", "/mine", false);
    operation.putArray("security").addObject().putArray("users");

    assertThat(apiKey().doors()).extracting(OpenDoor::method).containsExactly("GET /mine");
  }

  @Test
  void anotherStageOfTheSameApiIsADoorIfAMethodOfItsIsOpen() {
    api.stage("closed");
    api.method("closed", "get", "/pets", true);
    api.method("closed", "options", "/pets", false);
    assertThat(apiKey().doors()).isEmpty();

    api.stage("dev");
    api.method("dev", "get", "/pets", false);
    api.method("dev", "put", "/pets", true);
    assertThat(apiKey().doors())
        .singleElement()
        .satisfies(
            door -> {
              assertThat(door.kind()).isEqualTo(STAGE_OPEN);
              assertThat(door.where()).startsWith("stage dev");
              assertThat(door.detail()).contains("by GET /pets.");
            });
  }

  @Test
  void keysOfOthersAreADoorInTheLocksPlanAndInAnyOtherThatCoversTheStage() {
    api.answers.put("/usageplans/plan01/keys", items(node().put("id", "theirs")));
    api.answers.put(
        "/apikeys/theirs", node().put("id", "theirs").put("name", "partner").put("enabled", true));
    api.answers.put(
        "/usageplans",
        items(
            AuditedApi.plan("plan01", "cloudfront", "prod"),
            AuditedApi.plan("plan02", "partners", "prod"),
            AuditedApi.plan("plan03", "empty", "prod"),
            AuditedApi.plan("plan04", "elsewhere", "dev")));
    api.answers.put(
        "/usageplans/plan02/keys", items(node().put("id", "k1"), node().put("id", "k2")));
    api.answers.put("/usageplans/plan03/keys", items());

    assertThat(apiKey().doors())
        .extracting(OpenDoor::kind, OpenDoor::where)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(OTHER_KEYS, "usage plan plan01"),
            org.assertj.core.groups.Tuple.tuple(OTHER_KEYS, "usage plan plan02 (partners)"));
  }

  @Test
  void anApiThatTakesItsKeysFromElsewhereIsNamed() {
    api.answers.get("/restapis/" + API).put("apiKeySource", "AUTHORIZER");

    assertThat(kinds(apiKey())).containsExactly(KEY_SOURCE);
  }

  @Test
  void aDomainOfTheApisOwnLeadsPastCloudFrontUnlessItIsTheOrigin() {
    api.answers.put(
        "/domainnames",
        items(
            node().put("domainName", "api.example.com"),
            node()
                .put("domainName", "origin.example.com")
                .put("regionalDomainName", "d-1.execute-api.eu-central-1.amazonaws.com"),
            node().put("domainName", "other.example.com")));
    ObjectNode mapping = node().put("basePath", "v1").put("restApiId", API).put("stage", "prod");
    api.answers.put("/domainnames/api.example.com/basepathmappings", items(mapping));
    api.answers.put("/domainnames/origin.example.com/basepathmappings", items(mapping));
    api.answers.put(
        "/domainnames/other.example.com/basepathmappings",
        items(node().put("basePath", "(none)").put("restApiId", "zzzzzzzzzz")));

    assertThat(apiKey().doors())
        .singleElement()
        .satisfies(
            door -> {
              assertThat(door.kind()).isEqualTo(DOMAIN_BYPASS);
              assertThat(door.where()).isEqualTo("domain api.example.com");
              assertThat(door.detail()).contains("/v1 to stage prod");
            });
  }

  @Test
  void aLogFormatThatRecordsTheKeyIsNamedButNotOneOfItsId() {
    ObjectNode log = api.stages.get("prod").putObject("accessLogSettings");
    log.put("format", "$context.requestId $context.identity.apiKeyId");
    assertThat(apiKey().doors()).isEmpty();

    log.put("format", "$context.requestId $context.identity.apiKey");
    assertThat(kinds(apiKey())).containsExactly(LOGS_SECRET);
  }

  @Test
  void executionLogsAreNamedWhereApiGatewayDoesNotRedactTheHeader() {
    api.stages
        .get("prod")
        .putObject("methodSettings")
        .putObject("*/*")
        .put("dataTraceEnabled", true);
    guarded();

    assertThat(apiKey().doors()).as("API Gateway redacts keys").isEmpty();
    assertThat(webAcl().doors())
        .singleElement()
        .satisfies(
            door -> {
              assertThat(door.kind()).isEqualTo(LOGS_SECRET);
              assertThat(door.detail()).contains("*/*");
            });
  }

  @Test
  void whatWafRecordsIsNamed() {
    guarded();
    api.waf.logs("cookie");
    api.waf.sampled = true;
    assertThat(kinds(webAcl())).containsExactly(LOGS_SECRET, SAMPLES_SECRET);

    api.waf.logs("X-Origin-Verify");
    assertThat(kinds(webAcl())).containsExactly(SAMPLES_SECRET);
  }

  @Test
  void backendsThatReceiveTheSecretAreNamed() {
    api.method("prod", "get", "/proxy", true)
        .putObject("x-amazon-apigateway-integration")
        .put("type", "http_proxy");
    api.method("prod", "get", "/mapped", true)
        .putObject("x-amazon-apigateway-integration")
        .put("type", "http")
        .putObject("requestParameters")
        .put("integration.request.header.k", "method.request.header.X-Api-Key");

    assertThat(apiKey().doors())
        .extracting(OpenDoor::kind, OpenDoor::method)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(BACKEND_RECEIVES_SECRET, "GET /proxy"),
            org.assertj.core.groups.Tuple.tuple(BACKEND_RECEIVES_SECRET, "GET /mapped"));
  }

  @Test
  void aCanaryIsNamed() {
    api.stages.get("prod").putObject("canarySettings").put("deploymentId", "dep-canary");

    assertThat(kinds(apiKey())).containsExactly(CANARY);
  }

  @Test
  void aStageWithoutTheLocksWebAclLeavesEveryMethodOpen() {
    guarded();
    api.stages.get("prod").remove("webAclArn");
    assertThat(kinds(webAcl())).containsExactly(WEB_ACL_MISSING, METHOD_OPEN, METHOD_OPEN);

    guarded();
    api.waf.refer("count");
    assertThat(kinds(webAcl())).containsExactly(RULE_GROUP_OVERRIDDEN, METHOD_OPEN, METHOD_OPEN);

    api.waf.aclRules.removeAll();
    assertThat(kinds(webAcl())).containsExactly(WEB_ACL_MISSING, METHOD_OPEN, METHOD_OPEN);
  }

  @Test
  void anotherStageWithoutTheLocksWebAclIsADoor() {
    guarded();
    api.stage("dev");
    api.method("dev", "get", "/pets", false);

    assertThat(kinds(webAcl())).containsExactly(STAGE_OPEN);
  }

  @Test
  void aRuleGroupThatBlocksNobodyIsNamed() {
    guarded();
    api.waf.group.putArray("Rules");

    assertThat(kinds(webAcl())).containsExactly(RULE_COUNTS, METHOD_OPEN, METHOD_OPEN);
  }

  @Test
  void rulesThatLetRequestsSkipTheLocksAreNamed() {
    guarded();
    api.waf.allowBefore("friends");

    assertThat(webAcl().doors())
        .singleElement()
        .satisfies(
            door -> {
              assertThat(door.kind()).isEqualTo(EARLIER_ALLOW);
              assertThat(door.detail()).contains("friends");
            });
  }

  @Test
  void aStrangersRuleInTheLocksGroupIsNamed() {
    guarded();
    api.waf.group.withArray("Rules").addObject().put("Name", "mine").put("Priority", 5);

    assertThat(kinds(webAcl())).containsExactly(OTHER_KEYS);
  }

  @Test
  void whatIsOpenAtTheEdgesIsAmongIt() {
    api.edges =
        List.of(new OpenDoor(EDGE_SENDS_SECRET, "distribution E1", "", "It is.", "Shut it."));

    assertThat(apiKey().doors()).isEqualTo(api.edges);
  }

  @Test
  void aProtectedStageThatIsGoneIsAnError() {
    api.stages.clear();

    assertThatThrownBy(this::apiKey)
        .isInstanceOf(LockException.class)
        .hasMessageContaining("stage prod of REST API " + API);
  }

  /** The stage behind a web ACL that refers to the lock's group, whose rule blocks. */
  private void guarded() {
    api.stages.get("prod").put("webAclArn", FakeWaf.ACL);
    api.waf.blockAllBut("g3");
  }

  private Audit apiKey() {
    return api.audit(
        new ApiKeyCheck(
            api.client(), "prod", "eu-central-1", AuditedApi.PLAN, List.of(AuditedApi.PROD)));
  }

  private Audit webAcl() {
    return api.audit(new WebAclCheck(api.waf.client(), FakeWaf.GROUP));
  }
}
