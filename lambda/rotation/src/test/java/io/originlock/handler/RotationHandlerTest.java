package io.originlock.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import io.originlock.model.LockException;
import io.originlock.model.Members;
import io.originlock.model.Roster;
import io.originlock.settings.Environment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RotationHandlerTest {
  private static final String TICK = "{\"action\":\"tick\"}";

  private static Map<String, String> environment() {
    return new HashMap<>(
        Map.of(
            "AWS_REGION", "eu-central-1",
            "ORIGIN_LOCK_NAME", "petstore",
            "ORIGIN_LOCK_GATE", "api-key",
            "ORIGIN_LOCK_PATH", "/origin-lock/petstore",
            "ORIGIN_LOCK_USAGE_PLAN_ID", "a1b2c3",
            "ORIGIN_LOCK_DISTRIBUTIONS", "[{\"id\":\"E1ABCDEFGH\",\"origins\":[\"api\"]}]",
            "ORIGIN_LOCK_STAGES", "[{\"rest_api_id\":\"abcdef1234\",\"stage\":\"prod\"}]",
            "ORIGIN_LOCK_SOAK_SECONDS", "300"));
  }

  private static String invoke(Map<String, String> environment, String event) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    new RotationHandler(environment, new SteadyClock(Clock.systemUTC(), System::nanoTime))
        .handleRequest(
            new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
            output,
            new Invocation());
    return output.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS_REGION",
        "ORIGIN_LOCK_NAME",
        "ORIGIN_LOCK_GATE",
        "ORIGIN_LOCK_PATH",
        "ORIGIN_LOCK_USAGE_PLAN_ID",
        "ORIGIN_LOCK_DISTRIBUTIONS",
        "ORIGIN_LOCK_STAGES"
      })
  void aMissingVariableIsNamed(String variable) {
    Map<String, String> environment = environment();
    environment.remove(variable);
    assertThatThrownBy(() -> invoke(environment, TICK))
        .isInstanceOf(LockException.class)
        .hasMessageStartingWith("environment variable " + variable + ": is missing.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ORIGIN_LOCK_NAME | Pet Store",
        "ORIGIN_LOCK_NAME | prod-",
        "ORIGIN_LOCK_GATE | api-kee",
        "ORIGIN_LOCK_PATH | origin-lock/petstore",
        "ORIGIN_LOCK_PATH | /origin-lock/",
        "ORIGIN_LOCK_USAGE_PLAN_ID | PLAN!",
        "ORIGIN_LOCK_SOAK_SECONDS | five minutes",
        "ORIGIN_LOCK_SOAK_SECONDS | -1",
        "ORIGIN_LOCK_SOAK_SECONDS | 3601",
        "ORIGIN_LOCK_GRACE_SECONDS | 604801",
        "ORIGIN_LOCK_MEMORY_SECONDS | 1.5",
        "ORIGIN_LOCK_DISTRIBUTIONS | E1ABCDEFGH",
        "ORIGIN_LOCK_DISTRIBUTIONS | []",
        "ORIGIN_LOCK_DISTRIBUTIONS | [{\"id\":\"E1ABCDEFGH\"}]",
        "ORIGIN_LOCK_DISTRIBUTIONS | [{\"id\":7,\"origins\":[\"api\"]}]",
        "ORIGIN_LOCK_DISTRIBUTIONS | [{\"id\":\"E1ABCDEFGH\",\"origins\":[\"\"]}]",
        "ORIGIN_LOCK_DISTRIBUTIONS |"
            + " [{\"id\":\"E1ABCDEFGH\",\"origins\":[\"a\"]},{\"id\":\"E1ABCDEFGH\",\"origins\":[\"b\"]}]",
        "ORIGIN_LOCK_STAGES | {}",
        "ORIGIN_LOCK_STAGES | [{\"rest_api_id\":\"abcdef1234\"}]",
        "ORIGIN_LOCK_STAGES |"
            + " [{\"rest_api_id\":\"abcdef1234\",\"stage\":\"prod\",\"probe_url\":\"http://plain.example\"}]",
        "ORIGIN_LOCK_STAGES |"
            + " [{\"rest_api_id\":\"abcdef1234\",\"stage\":\"prod\",\"probe_url\":\"ht tp\"}]",
        "ORIGIN_LOCK_PROBE_PATHS | [\"no-slash\"]",
        "ORIGIN_LOCK_RELEASED | []",
        "ORIGIN_LOCK_RELEASED | E2ABCDEFGH",
        "ORIGIN_LOCK_RELEASED | {\"distributions\":{}}",
        "ORIGIN_LOCK_RELEASED | {\"distributions\":[{\"id\":\"e2\"}]}",
        "ORIGIN_LOCK_RELEASED | {\"stages\":[{\"rest_api_id\":\"abcdef1234\"}]}",
      })
  void aMalformedVariableIsNamed(String variable, String value) {
    Map<String, String> environment = environment();
    environment.put(variable, value);
    assertThatThrownBy(() -> invoke(environment, TICK))
        .isInstanceOf(LockException.class)
        .hasMessageStartingWith("environment variable " + variable + ": ")
        .hasMessageContaining("Terraform's lock module sets it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"distributions\":[{\"id\":\"E1ABCDEFGH\"}]} | names what is listed as well: E1ABCDEFGH",
        "{\"stages\":[{\"rest_api_id\":\"abcdef1234\",\"stage\":\"prod\"}]}"
            + " | names what is listed as well: abcdef1234/prod",
      })
  void aMemberIsNotBothListedAndReleased(String released, String problem) {
    Map<String, String> environment = environment();
    environment.put("ORIGIN_LOCK_RELEASED", released);
    assertThatThrownBy(() -> invoke(environment, TICK))
        .isInstanceOf(LockException.class)
        .hasMessageStartingWith("environment variable ORIGIN_LOCK_RELEASED: " + problem);
  }

  @Test
  void releasedMembersNeedNameNoOrigin() {
    Map<String, String> environment = environment();
    environment.put(
        "ORIGIN_LOCK_RELEASED",
        "{\"distributions\":[{\"id\":\"E2ABCDEFGH\",\"origins\":[]},{\"id\":\"E3ABCDEFGH\"}],"
            + "\"stages\":[{\"rest_api_id\":\"abcdef1234\",\"stage\":\"beta\",\"probe_url\":null}]}");

    assertThat(Configuration.from(new Environment(environment)).roster())
        .isEqualTo(
            new Roster(
                new Members(Set.of("E1ABCDEFGH"), Set.of("abcdef1234/prod")),
                new Members(Set.of("E2ABCDEFGH", "E3ABCDEFGH"), Set.of("abcdef1234/beta"))));
    assertThat(Configuration.from(new Environment(environment())).roster().released())
        .isEqualTo(Members.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a-group",
        "arn:aws:wafv2:us-east-1:123456789012:global/rulegroup/lock/1",
        "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/lock/1"
      })
  void aRuleGroupThatIsNotARegionalOneIsNamed(String arn) {
    Map<String, String> environment = environment();
    environment.put("ORIGIN_LOCK_GATE", "web-acl");
    environment.put("ORIGIN_LOCK_RULE_GROUP_ARN", arn);
    assertThatThrownBy(() -> invoke(environment, TICK))
        .isInstanceOf(LockException.class)
        .hasMessageStartingWith("environment variable ORIGIN_LOCK_RULE_GROUP_ARN: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ORIGIN_LOCK_METHODS | GET /pets",
        "ORIGIN_LOCK_METHODS | []",
        "ORIGIN_LOCK_METHODS | [\"GET pets\"]",
        "ORIGIN_LOCK_METHODS | [\"get /pets\"]",
        "ORIGIN_LOCK_METHODS | [7]",
        "ORIGIN_LOCK_DEPLOY_DRAFTS | yes",
      })
  void whatTheGateRequestValidationIsToldIsChecked(String variable, String value) {
    Map<String, String> environment = environment();
    environment.put("ORIGIN_LOCK_GATE", "request-validation");
    environment.put(variable, value);
    assertThatThrownBy(() -> invoke(environment, TICK))
        .isInstanceOf(LockException.class)
        .hasMessageStartingWith("environment variable " + variable + ": ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ORIGIN_LOCK_AUTHORIZER_ARN | ''",
        "ORIGIN_LOCK_AUTHORIZER_ARN | a-function",
        "ORIGIN_LOCK_AUTHORIZER_ARN | arn:aws:lambda:eu-central-1:123456789012:function:lock:7",
        "ORIGIN_LOCK_SIGNS_QUERY | yes",
        "ORIGIN_LOCK_STRIP_PREFIX | v1",
        "ORIGIN_LOCK_ADD_PREFIX | /prod/",
      })
  void whatTheGateSignatureIsToldIsChecked(String variable, String value) {
    Map<String, String> environment = environment();
    environment.put("ORIGIN_LOCK_GATE", "signature");
    environment.put(
        "ORIGIN_LOCK_AUTHORIZER_ARN", "arn:aws:lambda:eu-central-1:123456789012:function:lock");
    environment.put(variable, value);
    assertThatThrownBy(() -> invoke(environment, TICK))
        .isInstanceOf(LockException.class)
        .hasMessageStartingWith("environment variable " + variable + ": ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"action\":\"rotat\"} | \"rotat\" is no action",
        "{\"action\":7} | event field \"action\": must be a text",
        "{} | event field \"action\": must be a text",
        "{\"action\":\"rotate\",\"request_id\":3} | event field \"request_id\": must be a text",
        "{\"action\":\"restore\",\"force\":\"yes\"} | event field \"force\": must be true or false",
        "{\"action\":\"engage\",\"adopt\":1} | event field \"adopt\": must be true or false",
        "{\"action\":\"engage\",\"adobt\":true} | event field \"adobt\": is unknown",
        "{\"action\":\"disengage\",\"tf\":\"delete\"} | event field \"tf\": must be an object",
        "{\"action\":\"rotate\",\"tf\":{\"action\":\"delete\"}} | event field \"tf\": means nothing"
            + " to",
        "{\"action\":\"engage\",\"tf\":{\"action\":\"create\"}} | event field \"tf\": means nothing"
            + " to",
        "{\"action\":\"unenforce\",\"tf\":{\"action\":\"create\"}} | \"tf\": means nothing to",
        "[] | event: must be a JSON object",
        "rotate | event: is not JSON",
      })
  void aBadEventIsRefusedByName(String event, String complaint) {
    assertThatThrownBy(() -> invoke(environment(), event))
        .isInstanceOf(LockException.class)
        .hasMessageContaining(complaint);
  }

  @ParameterizedTest
  @CsvSource({"disengage, create", "disengage, update", "may_leave, create", "may_leave, update"})
  void whatTerraformAsksAtDestroyDoesNothingBefore(String action, String lifecycle)
      throws IOException {
    String event = "{\"action\":\"" + action + "\",\"tf\":{\"action\":\"" + lifecycle + "\"}}";

    assertThat(invoke(environment(), event))
        .contains("\"outcome\":\"unchanged\"")
        .contains("before Terraform destroys");
  }

  /** An invocation as Lambda describes it, with a minute left. */
  private static final class Invocation implements Context {
    @Override
    public String getAwsRequestId() {
      return "8476a536-e9f4-11e8-9739-2dfe598c3fcd";
    }

    @Override
    public String getLogGroupName() {
      return "";
    }

    @Override
    public String getLogStreamName() {
      return "";
    }

    @Override
    public String getFunctionName() {
      return "origin-lock-petstore";
    }

    @Override
    public String getFunctionVersion() {
      return "1";
    }

    @Override
    public String getInvokedFunctionArn() {
      return "";
    }

    @Override
    public CognitoIdentity getIdentity() {
      return null;
    }

    @Override
    public ClientContext getClientContext() {
      return null;
    }

    @Override
    public int getRemainingTimeInMillis() {
      return 60_000;
    }

    @Override
    public int getMemoryLimitInMB() {
      return 512;
    }

    @Override
    public LambdaLogger getLogger() {
      return null;
    }
  }
}
