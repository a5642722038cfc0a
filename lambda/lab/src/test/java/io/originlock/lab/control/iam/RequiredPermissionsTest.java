package io.originlock.lab.control.iam;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.originlock.lab.control.CallReader;
import io.originlock.lab.control.Callers;
import io.originlock.lab.iam.Permission;
import io.originlock.lab.moto.MotoClient;
import io.originlock.lab.moto.WireRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequiredPermissionsTest {
  private final RequiredPermissions required =
      new RequiredPermissions(
          new MotoClient(URI.create("http://127.0.0.1:1")),
          path ->
              Optional.of(
                  JsonNodeFactory.instance
                      .objectNode()
                      .set("tags", JsonNodeFactory.instance.objectNode().put("origin-lock", "a"))));
  private static final String KEY_TAGS =
      "/tags/arn%3Aaws%3Aapigateway%3Aus-east-1%3A%3A%2Fapikeys%2F";
  private final CallReader reader = new CallReader(Callers.none(), Clock.systemUTC());

  @Test
  void aTaggedKeyNeedsToBePostedAndTagged() {
    List<Permission> needed =
        of(
            "apigateway",
            "POST",
            "/apikeys",
            "",
            "{\"name\":\"k\",\"tags\":{\"origin-lock\":\"a\"}}");

    assertThat(needed)
        .extracting(Permission::action)
        .containsExactly("apigateway:PUT", "apigateway:POST");
    assertThat(needed.get(0).resource())
        .isEqualTo("arn:aws:apigateway:us-east-1::" + KEY_TAGS + "*");
    assertThat(needed.get(1).resource()).isEqualTo("arn:aws:apigateway:us-east-1::/apikeys");
    assertThat(needed.get(1).context())
        .containsEntry("aws:RequestTag/origin-lock", List.of("a"))
        .containsEntry("aws:TagKeys", List.of("origin-lock"));
  }

  @Test
  void aTagOfAKeyThatExistsNeedsAPatchOfTheKeyAsWell() {
    List<Permission> needed =
        of("apigateway", "PUT", KEY_TAGS + "k1", "", "{\"tags\":{\"team\":\"web\",\"t\":\"u\"}}");

    assertThat(needed)
        .extracting(permission -> permission.action() + " " + permission.resource())
        .containsExactly(
            "apigateway:PATCH arn:aws:apigateway:us-east-1::/apikeys/k1",
            "apigateway:PUT arn:aws:apigateway:us-east-1::" + KEY_TAGS + "k1");
    assertThat(needed)
        .allSatisfy(
            permission ->
                assertThat(permission.context())
                    .containsEntry("aws:RequestTag/team", List.of("web"))
                    .containsEntry("aws:TagKeys", List.of("team", "t")));
    assertThat(needed.get(0).context()).containsEntry("aws:ResourceTag/origin-lock", List.of("a"));
    assertThat(needed.get(1).context()).doesNotContainKey("aws:ResourceTag/origin-lock");
  }

  @Test
  void takingATagOffNeedsAPatchOfTheKeyAsWell() {
    List<Permission> needed =
        of("apigateway", "DELETE", KEY_TAGS + "k1?tagKeys=a&tagKeys=b", "", "");

    assertThat(needed)
        .extracting(permission -> permission.action() + " " + permission.resource())
        .containsExactly(
            "apigateway:PATCH arn:aws:apigateway:us-east-1::/apikeys/k1",
            "apigateway:DELETE arn:aws:apigateway:us-east-1::" + KEY_TAGS + "k1");
    assertThat(needed)
        .allSatisfy(
            permission ->
                assertThat(permission.context()).containsEntry("aws:TagKeys", List.of("a", "b")));
  }

  @Test
  void aChangeOfAKeyWithoutTagsHasNoTagKeys() {
    assertThat(of("apigateway", "PATCH", "/apikeys/k1", "", "{\"patchOperations\":[]}"))
        .singleElement()
        .satisfies(
            permission ->
                assertThat(permission.context()).containsOnlyKeys("aws:ResourceTag/origin-lock"));
  }

  @ParameterizedTest
  @CsvSource({
    "/deploymentId, ''",
    "/accessLogSettings/format, apigateway:Request/AccessLoggingFormat=v",
    "/accessLogSettings/destinationArn, apigateway:Request/AccessLoggingDestination=v"
  })
  void aChangeOfAStageSaysHowItsAccessesAreToBeLogged(String path, String expected) {
    String body =
        "{\"patchOperations\":[{\"op\":\"replace\",\"path\":\"%s\",\"value\":\"v\"}]}"
            .formatted(path);

    Map<String, List<String>> context =
        of("apigateway", "PATCH", "/restapis/a/stages/live", "", body).get(0).context();

    assertThat(context).containsEntry("aws:ResourceTag/origin-lock", List.of("a"));
    assertThat(
            context.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("apigateway:Request/"))
                .map(entry -> entry.getKey() + "=" + String.join(",", entry.getValue()))
                .collect(Collectors.joining()))
        .isEqualTo(expected);
  }

  @Test
  void aKeysOwnTagsCountWhenItIsDeleted() {
    assertThat(of("apigateway", "DELETE", "/apikeys/x", "", ""))
        .singleElement()
        .satisfies(
            permission ->
                assertThat(permission.context())
                    .containsEntry("aws:ResourceTag/origin-lock", List.of("a")));
  }

  @Test
  void anUpdateOfADistributionNeedsWhatItsFeaturesNeed() {
    String body =
        "<DistributionConfig><WebACLId>arn:aws:wafv2:us-east-1:1:global/webacl/w/1</WebACLId><Logging><Enabled>true</Enabled><Bucket>logs-x.s3.us-east-1.amazonaws.com</Bucket></Logging></DistributionConfig>";

    assertThat(of("cloudfront", "PUT", "/2020-05-31/distribution/E1/config", "", body))
        .extracting(permission -> permission.action() + " " + permission.resource())
        .containsExactly(
            "cloudfront:UpdateDistribution arn:aws:cloudfront::123456789012:distribution/E1",
            "wafv2:GetWebACL arn:aws:wafv2:us-east-1:1:global/webacl/w/1",
            "s3:GetBucketAcl arn:aws:s3:::logs-x",
            "s3:PutBucketAcl arn:aws:s3:::logs-x");
  }

  @Test
  void anUpdateOfADistributionWithFunctionsNeedsToReplicateThem() {
    String function = "arn:aws:lambda:us-east-1:1:function:f:7";
    String body =
        "<DistributionConfig><DefaultCacheBehavior><LambdaFunctionAssociations><Items><LambdaFunctionAssociation><LambdaFunctionARN>%s</LambdaFunctionARN></LambdaFunctionAssociation></Items></LambdaFunctionAssociations></DefaultCacheBehavior></DistributionConfig>"
            .formatted(function);

    assertThat(of("cloudfront", "PUT", "/2020-05-31/distribution/E1/config", "", body))
        .extracting(permission -> permission.action() + " " + permission.resource())
        .contains("lambda:GetFunction " + function, "lambda:EnableReplication* " + function);
  }

  @Test
  void everyParameterOfACallIsChecked() {
    assertThat(of("ssm", "POST", "/", "AmazonSSM.DeleteParameters", "{\"Names\":[\"/a/1\",\"b\"]}"))
        .extracting(Permission::resource)
        .containsExactly(
            "arn:aws:ssm:us-east-1:123456789012:parameter/a/1",
            "arn:aws:ssm:us-east-1:123456789012:parameter/b");
    assertThat(of("ssm", "POST", "/", "AmazonSSM.GetParametersByPath", "{\"Path\":\"/a/state/\"}"))
        .extracting(permission -> permission.action() + " " + permission.resource())
        .containsExactly(
            "ssm:GetParametersByPath arn:aws:ssm:us-east-1:123456789012:parameter/a/state",
            "ssm:GetParametersByPath arn:aws:ssm:us-east-1:123456789012:parameter/a/state/");
  }

  @Test
  void aCustomersKeyNeedsItsOwnPermissionBoundToTheParameter() {
    List<Permission> needed =
        put("{\"Name\":\"/a\",\"KeyId\":\"arn:aws:kms:us-east-1:1:key/k\",\"Overwrite\":false}");

    assertThat(needed.get(0).context()).containsEntry("ssm:Overwrite", List.of("false"));
    assertThat(needed.get(1).action()).isEqualTo("kms:Encrypt");
    assertThat(needed.get(1).context())
        .containsEntry(
            "kms:EncryptionContext:PARAMETER_ARN",
            List.of("arn:aws:ssm:us-east-1:123456789012:parameter/a"));
  }

  @Test
  void aTaggedParameterNeedsToBePutAndTagged() {
    List<Permission> needed =
        put(
            "{\"Name\":\"/a/1\",\"Tags\":[{\"Key\":\"team\",\"Value\":\"web\"},{\"Key\":\"t\",\"Value\":\"\"}]}");

    assertThat(needed)
        .extracting(permission -> permission.action() + " " + permission.resource())
        .containsExactly(
            "ssm:PutParameter arn:aws:ssm:us-east-1:123456789012:parameter/a/1",
            "ssm:AddTagsToResource arn:aws:ssm:us-east-1:123456789012:parameter/a/1");
    assertThat(needed)
        .allSatisfy(
            permission ->
                assertThat(permission.context())
                    .containsEntry("aws:RequestTag/team", List.of("web"))
                    .containsEntry("aws:RequestTag/t", List.of(""))
                    .containsEntry("aws:TagKeys", List.of("team", "t")));
  }

  @Test
  void aCallThatNamesNoParameterNeedsThemAll() {
    assertThat(of("ssm", "POST", "/", "AmazonSSM.DescribeParameters", "{}"))
        .extracting(permission -> permission.action() + " " + permission.resource())
        .containsExactly("ssm:DescribeParameters *");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GetRuleGroup | {'Name':'g','Scope':'REGIONAL','Id':'1'} | regional/rulegroup/g/1",
        "UpdateRuleGroup | {'Name':'g','Scope':'REGIONAL','Id':'1'} | regional/rulegroup/g/1",
        "GetWebACL | {'Name':'w','Scope':'CLOUDFRONT','Id':'2'} | global/webacl/w/2",
        "GetWebACL | {'ARN':'arn:aws:wafv2:us-east-1:123456789012:regional/webacl/w/2'} |"
            + " regional/webacl/w/2",
        "GetLoggingConfiguration |"
            + " {'ResourceArn':'arn:aws:wafv2:us-east-1:123456789012:regional/webacl/w/2'} |"
            + " regional/webacl/w/2"
      })
  void aCallToWafNeedsWhatItConcerns(String operation, String body, String resource) {
    assertThat(of("wafv2", "POST", "/", "AWSWAF_20190729." + operation, body.replace('\'', '"')))
        .extracting(permission -> permission.action() + " " + permission.resource())
        .containsExactly(
            "wafv2:" + operation + " arn:aws:wafv2:us-east-1:123456789012:" + resource);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /origin-request-policy/p, GetOriginRequestPolicy, origin-request-policy/p",
    "GET, /origin-request-policy/p/config, GetOriginRequestPolicyConfig, origin-request-policy/p",
    "GET, /cache-policy/p, GetCachePolicy, cache-policy/p",
    "GET, /response-headers-policy/p, GetResponseHeadersPolicy, response-headers-policy/p",
    "DELETE, /cache-policy/p, DeleteCachePolicy, cache-policy/p",
    "GET, /origin-request-policy, ListOriginRequestPolicies, *",
    "GET, /cache-policy, ListCachePolicies, *",
    "GET, /response-headers-policy, ListResponseHeadersPolicies, *",
    "GET, /distribution/d/config, GetDistributionConfig, distribution/d"
  })
  void aPolicyOfCloudFrontIsItsOwnResource(
      String method, String path, String operation, String resource) {
    String arn = "arn:aws:cloudfront::123456789012:" + resource;
    assertThat(of("cloudfront", method, "/2020-05-31" + path, "", ""))
        .extracting(permission -> permission.action() + " " + permission.resource())
        .containsExactly("cloudfront:" + operation + " " + (resource.equals("*") ? resource : arn));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v2/domainnames/a.test/routingrules, ListRoutingRules, *",
    "POST, /v2/domainnames/a.test/routingrules, CreateRoutingRule, *",
    "GET, /v2/domainnames/a.test/routingrules/r, GetRoutingRule, r",
    "PUT, /v2/domainnames/a.test/routingrules/r, UpdateRoutingRule, r",
    "DELETE, /v2/domainnames/a.test/routingrules/r, DeleteRoutingRule, r"
  })
  void aRoutingRuleHasActionsOfItsOwn(String method, String path, String action, String rule) {
    assertThat(of("apigateway", method, path, "", "{}"))
        .extracting(permission -> permission.action() + " " + permission.resource())
        .containsExactly(
            "apigateway:%s arn:aws:apigateway:us-east-1:123456789012:/domainnames/a.test/routingrules/%s"
                .formatted(action, rule));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/restapis/a/stages",
        "/restapis/a/stages/live/exports/oas30",
        "/domainnames",
        "/domainnames/example.com/basepathmappings",
        "/usageplans",
        "/usageplans/p/keys"
      })
  void aReadOfApiGatewayNeedsItsPath(String path) {
    assertThat(of("apigateway", "GET", path, "", ""))
        .extracting(permission -> permission.action() + " " + permission.resource())
        .containsExactly("apigateway:GET arn:aws:apigateway:us-east-1::" + path);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /restapis/a",
    "GET, /restapis/a/resources",
    "GET, /restapis/a/requestvalidators",
    "GET, /restapis/a/models",
    "GET, /restapis/a/authorizers",
    "GET, /restapis/a/gatewayresponses",
    "GET, /restapis/a/deployments",
    "GET, /restapis/a/deployments/d",
    "PATCH, /restapis/a/resources/r/methods/GET",
    "POST, /restapis/a/deployments",
    "DELETE, /restapis/a/deployments/d",
    "PATCH, /restapis/a/stages/live"
  })
  void whatTheGateRequestValidationDoesNeedsItsMethodOnItsPath(String method, String path) {
    assertThat(of("apigateway", method, path, "", "{}"))
        .extracting(permission -> permission.action() + " " + permission.resource())
        .containsExactly("apigateway:" + method + " arn:aws:apigateway:us-east-1::" + path);
  }

  private List<Permission> put(String parameter) {
    return of("ssm", "POST", "/", "AmazonSSM.PutParameter", parameter);
  }

  private List<Permission> of(
      String service, String method, String path, String target, String body) {
    String authorization =
        "AWS4-HMAC-SHA256 Credential=ASIALABX/20260101/us-east-1/" + service + "/aws4_request";
    return required.of(
        reader.read(
            new WireRequest(
                method,
                path.split("\\?")[0],
                path.contains("?") ? path.split("\\?")[1] : "",
                Map.of("Authorization", List.of(authorization), "X-Amz-Target", List.of(target)),
                body.getBytes(StandardCharsets.UTF_8))));
  }
}
