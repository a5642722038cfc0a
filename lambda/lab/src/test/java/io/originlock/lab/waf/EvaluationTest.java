package io.originlock.lab.waf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.lab.LabException;
import io.originlock.lab.net.Request;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Web ACLs as WAF answers them, read and evaluated. */
class EvaluationTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GROUP = "arn:aws:wafv2:us-east-1:123456789012:regional/rulegroup/g/1";

  @ParameterizedTest
  @CsvSource({
    "EXACTLY, pets, pets, true",
    "EXACTLY, pets, Pets, false",
    "EXACTLY, pets, petss, false",
    "STARTS_WITH, pets, petstore, true",
    "STARTS_WITH, pets, my pets, false",
    "ENDS_WITH, pets, my pets, true",
    "ENDS_WITH, pets, petstore, false",
    "CONTAINS, et, pets, true",
    "CONTAINS, at, pets, false",
    "CONTAINS_WORD, bot, a bot-like thing, true",
    "CONTAINS_WORD, bot, robot, false",
    "CONTAINS_WORD, bot, bot_x, false",
    "CONTAINS_WORD, bot, robot bot, true",
    "CONTAINS_WORD, bot, bot, true"
  })
  void aByteMatchStandsWhereItMust(String position, String search, String value, boolean matches) {
    String statement =
        byteMatch("\"SingleHeader\":{\"Name\":\"x-test\"}", search, position, "NONE");
    assertThat(blocks(rule(statement), request().with("X-Test", value))).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, MiXed, MiXed",
    "LOWERCASE, MiXed, mixed",
    "COMPRESS_WHITE_SPACE, 'a   b', 'a b'",
    "URL_DECODE, a%20b, 'a b'",
    "URL_DECODE, a%2, a%2",
    "BASE64_DECODE, cGV0cw==, pets",
    "BASE64_DECODE, ???, ???",
    "HEX_DECODE, 70657473, pets"
  })
  void theValueIsTransformedBeforeItIsCompared(String type, String value, String search) {
    String statement = byteMatch("\"SingleHeader\":{\"Name\":\"x-test\"}", search, "EXACTLY", type);
    assertThat(blocks(rule(statement), request().with("x-test", value))).isTrue();
  }

  @Test
  void transformationsApplyInTheOrderOfTheirPriorities() {
    String statement =
        """
        {"ByteMatchStatement":{"FieldToMatch":{"SingleHeader":{"Name":"x-test"}},
         "SearchString":"%s","PositionalConstraint":"EXACTLY","TextTransformations":[
           {"Priority":1,"Type":"LOWERCASE"},{"Priority":0,"Type":"BASE64_DECODE"}]}}\
        """
            .formatted(base64("pets"));
    assertThat(blocks(rule(statement), request().with("x-test", "UEVUUw=="))).isTrue();
  }

  @Test
  void md5YieldsTheRawBytes() {
    String md5 = "Xr4ilOzQ4PCOq3aQ0qbuaQ=="; // printf secret | openssl md5 -binary | base64
    String not = "{\"NotStatement\":{\"Statement\":" + digest(md5) + "}}";

    assertThat(Transformation.md5("secret")).hasSize(16);
    assertThat(blocks(rule(not), request().with("x-origin-verify", "secret"))).isFalse();
    assertThat(blocks(rule(not), request().with("x-origin-verify", "other"))).isTrue();
    assertThat(blocks(rule(not), request())).as("a missing header never matches").isTrue();
    assertThat(blocks(rule(digest(md5)), request())).isFalse();
  }

  static Stream<String> fields() {
    return Stream.of(
        "\"SingleHeader\":{\"Name\":\"X-Test\"}",
        "\"UriPath\":{}",
        "\"QueryString\":{}",
        "\"Method\":{}",
        "\"Body\":{}",
        "\"AllQueryArguments\":{}",
        "\"SingleQueryArgument\":{\"Name\":\"q\"}");
  }

  @ParameterizedTest
  @MethodSource("fields")
  void everyPartOfARequestIsInspected(String field) {
    String statement = byteMatch(field, "FOUND", "CONTAINS", "NONE");
    Request request =
        new Request(
            "FOUND",
            "/prod/FOUND",
            "q=FOUND",
            Request.of("GET", "/").with("x-test", "FOUND").headers(),
            "FOUND".getBytes(StandardCharsets.UTF_8));

    assertThat(blocks(rule(statement), request)).isTrue();
    assertThat(blocks(rule(statement), request())).isFalse();
  }

  @Test
  void logicCombines() {
    String yes = byteMatch("\"Method\":{}", "GET", "EXACTLY", "NONE");
    String no = byteMatch("\"Method\":{}", "PUT", "EXACTLY", "NONE");

    assertThat(blocks(rule(logic("And", yes, yes)), request())).isTrue();
    assertThat(blocks(rule(logic("And", yes, no)), request())).isFalse();
    assertThat(blocks(rule(logic("Or", no, yes)), request())).isTrue();
    assertThat(blocks(rule(logic("Or", no, no)), request())).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"EQ, true", "NE, false", "LE, true", "LT, false", "GE, true", "GT, false"})
  void sizesCompare(String operator, boolean matches) {
    String statement =
        """
        {"SizeConstraintStatement":{"FieldToMatch":{"Method":{}},"ComparisonOperator":"%s",
         "Size":3,"TextTransformations":[{"Priority":0,"Type":"NONE"}]}}\
        """
            .formatted(operator);
    assertThat(blocks(rule(statement), request())).isEqualTo(matches);
  }

  @Test
  void rulesGoByPriorityAndCountDecidesNothing() {
    String all = byteMatch("\"Method\":{}", "GET", "EXACTLY", "NONE");
    assertThat(
            passes(
                acl("Allow", rule("late", 9, "Block", all), rule("early", 1, "Allow", all)),
                request()))
        .isTrue();
    assertThat(
            passes(
                acl("Allow", rule("early", 1, "Count", all), rule("late", 9, "Block", all)),
                request()))
        .isFalse();
    assertThat(passes(acl("Allow", rule("only", 1, "Count", all)), request())).isTrue();
    assertThat(passes(acl("Block", rule("only", 1, "Count", all)), request())).isFalse();
  }

  @Test
  void aRuleGroupIsAWholeOfItsOwn() {
    String plain = reference("\"None\":{}", "");
    String counted = reference("\"Count\":{}", "");
    String overridden =
        reference(
            "\"None\":{}",
            ",\"RuleActionOverrides\":[{\"Name\":\"in-group\",\"ActionToUse\":{\"Count\":{}}}]");
    String excluded = reference("\"None\":{}", ",\"ExcludedRules\":[{\"Name\":\"in-group\"}]");

    assertThat(passes(acl("Allow", plain), request())).isFalse();
    assertThat(passes(acl("Allow", counted), request())).isTrue();
    assertThat(passes(acl("Allow", overridden), request())).isTrue();
    assertThat(passes(acl("Allow", excluded), request())).isTrue();
  }

  @Test
  void managedGroupsAndRatesMatchNothing() {
    String managed =
        "{\"ManagedRuleGroupStatement\":{\"VendorName\":\"AWS\",\"Name\":\"AWSManagedRulesCommonRuleSet\"}}";
    String rate = "{\"RateBasedStatement\":{\"Limit\":100,\"AggregateKeyType\":\"IP\"}}";
    assertThat(blocks(rule(managed), request())).isFalse();
    assertThat(blocks(rule(rate), request())).isFalse();
  }

  @Test
  void whatTheLabDoesNotKnowIsAnError() {
    for (String unknown :
        new String[] {
          rule("{\"GeoMatchStatement\":{\"CountryCodes\":[\"NZ\"]}}"),
          rule(byteMatch("\"Cookies\":{}", "x", "EXACTLY", "NONE")),
          rule(byteMatch("\"Method\":{}", "x", "EXACTLY", "CMD_LINE")),
          rule("r", 1, "Captcha", byteMatch("\"Method\":{}", "GET", "EXACTLY", "NONE"))
        }) {
      assertThatThrownBy(() -> passes(acl("Allow", unknown), request()))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("evaluate");
    }
  }

  private static Request request() {
    return Request.of("GET", "/prod/pets");
  }

  private static boolean blocks(String rule, Request request) {
    return !passes(acl("Allow", rule), request);
  }

  private static boolean passes(String acl, Request request) {
    String all = byteMatch("\"Method\":{}", "GET", "EXACTLY", "NONE");
    JsonNode group = json("{\"Rules\":[" + rule("in-group", 0, "Block", all) + "]}");
    WebAcl read =
        new WebAclReader(arn -> Optional.of(group).filter(g -> arn.equals(GROUP))).read(json(acl));
    return Evaluation.passes(read, request);
  }

  private static String acl(String byDefault, String... rules) {
    return "{\"ARN\":\"a\",\"DefaultAction\":{\"%s\":{}},\"Rules\":[%s]}"
        .formatted(byDefault, String.join(",", rules));
  }

  private static String rule(String statement) {
    return rule("r", 1, "Block", statement);
  }

  /** With the nulls that moto answers. */
  private static String rule(String name, int priority, String action, String statement) {
    return "{\"Name\":\"%s\",\"Priority\":%d,\"Action\":{\"%s\":{}},\"OverrideAction\":null,\"Statement\":%s}"
        .formatted(name, priority, action, statement);
  }

  private static String reference(String override, String more) {
    return "{\"Name\":\"ref\",\"Priority\":1,\"OverrideAction\":{%s},\"Statement\":{\"RuleGroupReferenceStatement\":{\"ARN\":\"%s\"%s}}}"
        .formatted(override, GROUP, more);
  }

  private static String logic(String kind, String... statements) {
    return "{\"%sStatement\":{\"Statements\":[%s]}}".formatted(kind, String.join(",", statements));
  }

  private static String digest(String search) {
    return """
    {"ByteMatchStatement":{"FieldToMatch":{"SingleHeader":{"Name":"x-origin-verify"}},
     "SearchString":"%s","PositionalConstraint":"EXACTLY",
     "TextTransformations":[{"Priority":0,"Type":"MD5"}]}}\
    """
        .formatted(search);
  }

  private static String byteMatch(String field, String search, String position, String type) {
    return """
    {"ByteMatchStatement":{"FieldToMatch":{%s},"SearchString":"%s",
     "PositionalConstraint":"%s","TextTransformations":[{"Priority":0,"Type":"%s"}]}}\
    """
        .formatted(field, base64(search), position, type);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }
}
