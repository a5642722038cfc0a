package io.originlock.lab.control.waf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.aws.AwsLab;
import io.originlock.lab.control.Clients;
import io.originlock.lab.control.SharedLab;
import io.originlock.lab.control.TestGateways;
import io.originlock.lab.control.waf.WafCalls.Answer;
import io.originlock.lab.gateway.GatewayHosts;
import io.originlock.lab.net.Request;
import io.originlock.lab.spread.Delays;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;

@ExtendWith(SharedLab.class)
class WafApiTest {
  private static final String VISIBILITY =
      "'VisibilityConfig':{'SampledRequestsEnabled':false,'CloudWatchMetricsEnabled':true,"
          + "'MetricName':'m'}";

  /** {@code printf secret | openssl md5 -binary | base64}. */
  private static final String SECRET = "Xr4ilOzQ4PCOq3aQ0qbuaQ==";

  private static final String OTHER = "AAECAwQFBgcICQoLDA0ODw==";

  private final WafCalls waf;
  private final ApiGatewayClient gateway;
  private final TestGateways seen;
  private final AwsLab lab;
  private final String name = "w" + UUID.randomUUID().toString().substring(0, 8);

  WafApiTest(AwsLab lab, Clients clients, TestGateways seen) {
    this.lab = lab;
    this.waf = new WafCalls(lab.endpoint());
    this.gateway = clients.apiGateway();
    this.seen = seen;
  }

  @Test
  void anUpdateReplacesTheWholeAndATokenIsGoodOnce() {
    JsonNode group = group(100);
    Answer first = update(group, token(group), rule(match(SECRET)));
    JsonNode read = read(group);

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.body().path("NextLockToken")).isEqualTo(token(read));
    assertThat(token(read)).isNotEqualTo(token(group));
    JsonNode rule = read.path("RuleGroup").path("Rules").path(0);
    assertThat(rule.at("/Statement/ByteMatchStatement/SearchString").asText()).isEqualTo(SECRET);
    assertThat(read.path("RuleGroup").path("Description").asText()).isEmpty();

    Answer stale = update(group, token(group), rule(match(OTHER)));
    assertThat(stale.status()).isEqualTo(400);
    assertThat(stale.error()).isEqualTo("WAFOptimisticLockException");
    assertThat(read(group)).isEqualTo(read);

    assertThat(update(group, token(read), "").status()).isEqualTo(200);
    assertThat(read(group).path("RuleGroup").path("Rules")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"12, 12", "11, 12", "24, 24", "23, 24"})
  void rulesThatNeedMoreThanTheCapacityAreRefused(int capacity, int needed) {
    JsonNode group = group(capacity);
    String statement = needed == 12 ? not(match(SECRET)) : not(or(match(SECRET), match(OTHER)));

    Answer answer = update(group, token(group), rule(statement));

    if (capacity >= needed) {
      assertThat(answer.status()).isEqualTo(200);
    } else {
      assertThat(answer.error()).isEqualTo("WAFInvalidParameterException");
      assertThat(answer.body().path("message").asText())
          .isEqualTo(
              "Error reason: You exceeded the capacity limit for a rule group or web ACL., field:"
                  + " RULE_GROUP, parameter: "
                  + needed);
      assertThat(answer.body().path("Parameter").asText()).isEqualTo(String.valueOf(needed));
      assertThat(read(group).path("RuleGroup").path("Rules")).isEmpty();
    }
  }

  @Test
  void anOrOfOneIsRefused() {
    JsonNode group = group(100);
    assertThat(update(group, token(group), rule(not(or(match(SECRET))))).error())
        .isEqualTo("WAFInvalidParameterException");
  }

  @Test
  void aGroupThatDoesNotExistIsNamedSo() {
    JsonNode group = group(100);
    ((ObjectNode) group.path("RuleGroup")).put("Id", "gone");
    assertThat(update(group, token(group), "").error()).isEqualTo("WAFNonexistentItemException");
    assertThat(waf.call("GetLoggingConfiguration", "{'ResourceArn':'arn:none'}").error())
        .isEqualTo("WAFNonexistentItemException");
  }

  @Test
  void aWebAclOnAStageDecidesAboutRequests() throws IOException {
    String api = deployedApi();
    JsonNode group = group(100);
    String acl = webAcl("REGIONAL", reference(group));
    String stage = "arn:aws:apigateway:us-east-1::/restapis/" + api + "/stages/live";
    assertThat(associate(acl, stage).status()).isEqualTo(200);
    update(group, token(group), rule(not(match(SECRET))));

    assertThat(gateway.getStage(r -> r.restApiId(api).stageName("live")).webAclArn())
        .isEqualTo(acl);
    assertThat(status(api, Optional.of("secret"))).isEqualTo(200);
    assertThat(status(api, Optional.of("Secret"))).isEqualTo(403);
    assertThat(status(api, Optional.empty())).isEqualTo(403);

    update(group, token(read(group)), "");
    assertThat(status(api, Optional.empty())).isEqualTo(200);
    update(group, token(read(group)), rule(not(or(match(OTHER), match(SECRET)))));
    assertThat(status(api, Optional.of("secret"))).isEqualTo(200);
    assertThat(status(api, Optional.of("another"))).isEqualTo(403);

    assertThat(delete("WebACL", acl).error()).isEqualTo("WAFAssociatedItemException");
    assertThat(delete("RuleGroup", arn(group)).error()).isEqualTo("WAFAssociatedItemException");
    assertThat(waf.call("DisassociateWebACL", "{'ResourceArn':'" + stage + "'}").status())
        .isEqualTo(200);
    assertThat(gateway.getStage(r -> r.restApiId(api).stageName("live")).webAclArn()).isNull();
    assertThat(status(api, Optional.empty())).isEqualTo(200);
    assertThat(delete("WebACL", acl).status()).isEqualTo(200);
    assertThat(delete("RuleGroup", arn(group)).status()).isEqualTo(200);
  }

  @Test
  void anAssociationTakesThePlaceOfTheOneBeforeIt() {
    String api = deployedApi();
    String stage = "arn:aws:apigateway:us-east-1::/restapis/" + api + "/stages/live";
    String first = webAcl("REGIONAL", "");
    associate(first, stage);
    String second = webAcl("REGIONAL", "");
    associate(second, stage);

    assertThat(
            waf.call("GetWebACLForResource", "{'ResourceArn':'" + stage + "'}")
                .body()
                .at("/WebACL/ARN")
                .asText())
        .isEqualTo(second);
    assertThat(delete("WebACL", first).status()).isEqualTo(200);
  }

  @Test
  void whatCannotBeAssociatedIsRefused() {
    String stage = "arn:aws:apigateway:us-east-1::/restapis/" + deployedApi() + "/stages/";
    assertThat(associate(webAcl("CLOUDFRONT", ""), stage + "live").error())
        .isEqualTo("WAFInvalidParameterException");
    assertThat(associate(webAcl("REGIONAL", ""), stage + "gone").error())
        .isEqualTo("WAFNonexistentItemException");
  }

  @Test
  void aLoadBalancerIsAssociatedLikeAStage() {
    String balancer = loadBalancer();
    String acl = webAcl("REGIONAL", "");
    assertThat(associate(acl, balancer).status()).isEqualTo(200);

    assertThat(
            waf.call("GetWebACLForResource", "{'ResourceArn':'" + balancer + "'}")
                .body()
                .at("/WebACL/ARN")
                .asText())
        .isEqualTo(acl);
    assertThat(delete("WebACL", acl).error()).isEqualTo("WAFAssociatedItemException");
    assertThat(waf.call("DisassociateWebACL", "{'ResourceArn':'" + balancer + "'}").status())
        .isEqualTo(200);
    assertThat(delete("WebACL", acl).status()).isEqualTo(200);
  }

  @Test
  void aLoadBalancerThatIsGoneOrOfANetworkIsNotAssociated() {
    String balancer = loadBalancer();
    String acl = webAcl("REGIONAL", "");
    assertThat(associate(acl, balancer + "0").error()).isEqualTo("WAFNonexistentItemException");
    Answer network = associate(acl, balancer.replace("/app/", "/net/"));
    assertThat(network.error()).isEqualTo("WAFInvalidParameterException");
    assertThat(network.body().path("Field").asText()).isEqualTo("RESOURCE_ARN");
  }

  private String loadBalancer() {
    String subnet =
        first(
            lab.moto().query("ec2", "Action=DescribeSubnets&Version=2016-11-15").text(),
            "<subnetId>([^<]+)<");
    return first(
        lab.moto()
            .query(
                "elasticloadbalancing",
                "Action=CreateLoadBalancer&Version=2015-12-01&Name="
                    + name
                    + "&Subnets.member.1="
                    + subnet)
            .text(),
        "<LoadBalancerArn>([^<]+)<");
  }

  private static String first(String text, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return found.group(1);
  }

  @Test
  void callsAreLoggedByTheArnOfWhatTheyConcern() {
    JsonNode group = group(100);
    update(group, token(group), "");
    assertThat(lab.calls().calls())
        .filteredOn(call -> call.resource().equals(arn(group)))
        .extracting(call -> call.service() + ":" + call.operation() + " " + call.writes())
        .contains("wafv2:GetRuleGroup false", "wafv2:UpdateRuleGroup true");
  }

  private int status(String api, Optional<String> secret) throws IOException {
    try (GatewayHosts hosts = new GatewayHosts(1, Delays.none(), host -> null, Clock.systemUTC())) {
      hosts.push(seen.catalog());
      Request request =
          Request.of("GET", "/live").with("host", api + ".execute-api.us-east-1.amazonaws.com");
      secret.ifPresent(value -> request.with("x-origin-verify", value));
      return hosts.answer(request, new InetSocketAddress("127.0.0.1", 1)).status();
    }
  }

  private String deployedApi() {
    String api = gateway.createRestApi(r -> r.name(name)).id();
    String root = gateway.getResources(r -> r.restApiId(api)).items().get(0).id();
    gateway.putMethod(
        r -> r.restApiId(api).resourceId(root).httpMethod("GET").authorizationType("NONE"));
    gateway.putIntegration(
        r ->
            r.restApiId(api)
                .resourceId(root)
                .httpMethod("GET")
                .type("MOCK")
                .requestTemplates(Map.of("application/json", "{\"statusCode\": 200}")));
    gateway.putMethodResponse(
        r -> r.restApiId(api).resourceId(root).httpMethod("GET").statusCode("200"));
    gateway.putIntegrationResponse(
        r -> r.restApiId(api).resourceId(root).httpMethod("GET").statusCode("200"));
    gateway.createDeployment(r -> r.restApiId(api).stageName("live"));
    return api;
  }

  /** A new rule group as it is read. */
  private JsonNode group(int capacity) {
    String body =
        "{'Name':'%s-%d','Scope':'REGIONAL','Capacity':%d,'Description':'of a test',%s}"
            .formatted(name, capacity, capacity, VISIBILITY);
    JsonNode made = waf.call("CreateRuleGroup", body).body().path("Summary");
    return waf.call("GetRuleGroup", "{'ARN':'" + made.path("ARN").asText() + "'}").body();
  }

  private JsonNode read(JsonNode group) {
    return waf.call("GetRuleGroup", naming(group) + "}").body();
  }

  private Answer update(JsonNode group, JsonNode token, String rules) {
    return waf.call(
        "UpdateRuleGroup",
        "%s,'LockToken':%s,'Rules':[%s],%s}".formatted(naming(group), token, rules, VISIBILITY));
  }

  private static String naming(JsonNode group) {
    return "{'Name':%s,'Scope':'REGIONAL','Id':%s"
        .formatted(group.path("RuleGroup").path("Name"), group.path("RuleGroup").path("Id"));
  }

  private String webAcl(String scope, String rules) {
    String body =
        "{'Name':'%s','Scope':'%s','DefaultAction':{'Allow':{}},'Rules':[%s],%s}"
            .formatted(
                name + UUID.randomUUID().toString().substring(0, 6), scope, rules, VISIBILITY);
    return waf.call("CreateWebACL", body).body().path("Summary").path("ARN").asText();
  }

  /** A stage tells of WAF Classic as of any web ACL; WAF itself knows nothing of it. */
  @ParameterizedTest
  @CsvSource({"ALLOW, 200", "BLOCK, 403"})
  void aStageCanHaveAWebAclOfWafClassic(String action, int status) throws IOException {
    String api = deployedApi();
    String stage = "arn:aws:apigateway:us-east-1::/restapis/" + api + "/stages/live";
    String id =
        waf.classic(
                "CreateWebACL",
                "{'Name':'c','MetricName':'c','DefaultAction':{'Type':'%s'},'ChangeToken':'t'}"
                    .formatted(action))
            .body()
            .at("/WebACL/WebACLId")
            .asText();
    assertThat(gateway.getStage(r -> r.restApiId(api).stageName("live")).webAclArn()).isNull();

    assertThat(classicAssociation(id, stage + "x").error())
        .isEqualTo("WAFNonexistentItemException");
    assertThat(classicAssociation("gone", stage).error()).isEqualTo("WAFNonexistentItemException");
    assertThat(classicAssociation(id, stage).status()).isEqualTo(200);

    String arn = "arn:aws:waf-regional:us-east-1:123456789012:webacl/" + id;
    assertThat(gateway.getStage(r -> r.restApiId(api).stageName("live")).webAclArn())
        .isEqualTo(arn);
    assertThat(gateway.getStages(r -> r.restApiId(api)).item())
        .singleElement()
        .satisfies(each -> assertThat(each.webAclArn()).isEqualTo(arn));
    Answer unknown = waf.call("GetWebACLForResource", "{'ResourceArn':'" + stage + "'}");
    assertThat(unknown.status()).isEqualTo(200);
    assertThat(unknown.body().hasNonNull("WebACL")).isFalse();
    assertThat(
            waf.classic("GetWebACLForResource", "{'ResourceArn':'" + stage + "'}")
                .body()
                .at("/WebACLSummary/WebACLId")
                .asText())
        .isEqualTo(id);
    assertThat(status(api, Optional.empty())).isEqualTo(status);

    assertThat(waf.classic("DeleteWebACL", "{'WebACLId':'" + id + "'}").error())
        .isEqualTo("WAFReferencedItemException");
    waf.classic("DisassociateWebACL", "{'ResourceArn':'" + stage + "'}");
    assertThat(gateway.getStage(r -> r.restApiId(api).stageName("live")).webAclArn()).isNull();
    assertThat(status(api, Optional.empty())).isEqualTo(200);
    assertThat(waf.classic("DeleteWebACL", "{'WebACLId':'" + id + "'}").status()).isEqualTo(200);
  }

  private Answer classicAssociation(String id, String stage) {
    return waf.classic(
        "AssociateWebACL", "{'WebACLId':'%s','ResourceArn':'%s'}".formatted(id, stage));
  }

  private Answer associate(String acl, String resource) {
    return waf.call(
        "AssociateWebACL", "{'WebACLArn':'%s','ResourceArn':'%s'}".formatted(acl, resource));
  }

  private Answer delete(String kind, String arn) {
    String[] parts = arn.split("/");
    JsonNode read = waf.call("Get" + kind, "{'ARN':'" + arn + "'}").body();
    return waf.call(
        "Delete" + kind,
        "{'Name':'%s','Scope':'REGIONAL','Id':'%s','LockToken':%s}"
            .formatted(parts[2], parts[3], token(read)));
  }

  private static String arn(JsonNode group) {
    return group.path("RuleGroup").path("ARN").asText();
  }

  private static JsonNode token(JsonNode read) {
    return read.path("LockToken");
  }

  private static String reference(JsonNode group) {
    return "{'Name':'lock','Priority':0,'OverrideAction':{'None':{}},'Statement':{'RuleGroupReferenceStatement':{'ARN':'%s'}},%s}"
        .formatted(arn(group), VISIBILITY);
  }

  private static String rule(String statement) {
    return "{'Name':'r','Priority':0,'Action':{'Block':{}},'Statement':%s,%s}"
        .formatted(statement, VISIBILITY);
  }

  private static String not(String statement) {
    return "{'NotStatement':{'Statement':" + statement + "}}";
  }

  private static String or(String... statements) {
    return "{'OrStatement':{'Statements':[" + String.join(",", statements) + "]}}";
  }

  private static String match(String search) {
    return "{'ByteMatchStatement':{'FieldToMatch':{'SingleHeader':{'Name':'x-origin-verify'}},'SearchString':'%s','PositionalConstraint':'EXACTLY','TextTransformations':[{'Priority':0,'Type':'MD5'}]}}"
        .formatted(search);
  }
}
