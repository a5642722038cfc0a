package io.originlock.lab.make;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.make.Checkout.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How {@code make status} and the other actions ask the worker. */
class ActionTest {
  private static final String BUSY =
      "An error occurred (TooManyRequestsException) when calling the Invoke operation"
          + " (reached max retries: 0): Rate Exceeded.";
  private static final String PENDING =
      "An error occurred (ResourceConflictException) when calling the Invoke operation: The"
          + " operation cannot be performed at this time. The function is currently in the"
          + " following state: Pending";
  private static final String INTERNAL =
      "An error occurred (ServiceException) when calling the Invoke operation: Internal error.";
  private static final String IDLE = "{\"stage\": \"idle\"}";

  @TempDir Path folder;
  private Checkout checkout;

  @BeforeEach
  void deploy() throws Exception {
    checkout = new Checkout(folder);
    checkout.write("check out/terraform/main.tf", "");
    checkout.write(
        "outputs.json",
        """
        {"function_name": {"sensitive": false, "type": "string", "value": "lock"},
         "rotate_alias": {"sensitive": false, "type": "string", "value": "rotate"}}
        """);
  }

  private void answers(String... answers) {
    checkout.write("answers", String.join("\n", answers) + "\n");
  }

  /** Both forms of a time, of which the CLI's version 1 has the number. */
  @ParameterizedTest
  @CsvSource({
    "72, false, engage, 7 requests past the secret in the last hour, 12 in the last 24 hours",
    "2, false, present, 7 requests past the secret in the last hour, 12 since",
    "72, true, engage, 7 requests past the secret in the last hour, 12 in the last 24 hours"
  })
  void anOpenGateTellsWhomItWouldRefuse(
      long settledHours, boolean enforced, String stage, String lastHour, String before)
      throws Exception {
    Instant now = Instant.now();
    answers(webAcl(stage, enforced, "\"" + now.minus(Duration.ofHours(settledHours)) + "\""));
    checkout.write(
        "datapoints",
        """
        {"Datapoints": [{"Timestamp": "%s", "Sum": 7.0}, {"Timestamp": %s, "Sum": 5.0}]}
        """
            .formatted(
                now.minus(Duration.ofMinutes(10)).truncatedTo(ChronoUnit.SECONDS),
                now.minus(Duration.ofMinutes(90)).getEpochSecond()));

    Outcome outcome = checkout.make("status");

    assertThat(outcome.status()).isZero();
    assertThat(outcome.err())
        .contains("==> " + lastHour + ", " + before)
        .contains("the gate would refuse them");
    assertThat(checkout.calls("aws"))
        .last()
        .asString()
        .startsWith("[cloudwatch][get-metric-statistics][--region][eu-north-1]")
        .contains(
            "[--namespace][AWS/WAFV2][--metric-name][CountedRequests]",
            "[Name=Region,Value=eu-north-1][Name=RuleGroup,Value=origin-lock-pets][Name=Rule,Value=origin-lock]");
  }

  @Test
  void whatCannotBeReadFailsNoStatus() throws Exception {
    answers(webAcl("engage", false, "\"2026-11-29T08:00:00.123456789Z\""));

    Outcome outcome = checkout.make("status");

    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).startsWith("stage ");
    assertThat(outcome.err())
        .contains("is not known: An error occurred (AccessDenied)")
        .contains("The credentials need cloudwatch:GetMetricStatistics");
  }

  @Test
  void untilEveryEdgePresentsTheSecretViewersAreCountedToo() throws Exception {
    answers(webAcl("engage", false, "null"));

    assertThat(checkout.make("status").err()).contains("not every edge presents the secret yet");
    assertThat(checkout.calls("aws")).hasSize(1);
  }

  /** A gate that blocks, another one, and the answer of a worker that names no rule group. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"lock\": \"a\", \"stage\": \"idle\", \"enforced\": true, \"settled_at\":"
            + " \"2026-11-29T08:00:00Z\", \"gate\": {\"rule_group\":"
            + " \"arn:aws:wafv2:eu-north-1:\"}}",
        "{\"lock\": \"a\", \"stage\": \"engage\", \"enforced\": false, \"settled_at\":"
            + " \"2026-11-29T08:00:00Z\", \"gate\": {\"rule_group\": null}}",
        "{\"lock\": \"a\", \"stage\": \"engage\", \"gate\": {\"methods\": 3}}"
      })
  void whoCountsNobodyIsNotAsked(String answer) throws Exception {
    answers(answer);

    Outcome outcome = checkout.make("status");

    assertThat(outcome.status()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(checkout.calls("aws")).hasSize(1);
  }

  private static String webAcl(String stage, boolean enforced, String settledAt) {
    return "{\"lock\": \"pets\", \"stage\": \"%s\", \"enforced\": %s, \"settled_at\": %s, \"gate\": {\"rule_group\": \"arn:aws:wafv2:eu-north-1:123456789012:regional/rulegroup/origin-lock-pets-100/1\"}}"
        .formatted(stage, enforced, settledAt);
  }

  @ParameterizedTest
  @ValueSource(strings = {"status JSON=1", "rotate", "disengage", "revoke YES=1"})
  void waitsForAWorkerThatIsBusyOrJustBeingMade(String action) throws Exception {
    answers(PENDING, BUSY, BUSY, IDLE);

    Outcome outcome = checkout.make(action.split(" "));

    assertThat(outcome.status()).isZero();
    assertThat(outcome.out().replaceAll("\\s", "")).endsWith("{\"stage\":\"idle\"}");
    assertThat(outcome.err().lines())
        .containsSubsequence(
            "==> AWS is not done with the function (ResourceConflictException): asking again every"
                + " 5 s, for 90 s at most",
            "==> the worker is busy (TooManyRequestsException): asking again every 5 s, for 85 s at"
                + " most");
    assertThat(checkout.calls("aws")).hasSize(4).allMatch(call -> call.contains("[lock:rotate]"));
    assertThat(checkout.calls("sleep")).hasSize(3);
  }

  @Test
  void theAnswerAloneIsOnStandardOutput() throws Exception {
    answers(BUSY, IDLE);

    assertThat(checkout.make("status", "JSON=1").out())
        .isEqualTo("{\n    \"stage\": \"idle\"\n}\n");
  }

  @Test
  void givesUpAfterAMinuteAndAHalfAndSaysWhatAwsSaid() throws Exception {
    answers(BUSY);

    Outcome outcome = checkout.make("status");

    assertThat(outcome.status()).isNotZero();
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .contains("origin-lock: status could not be asked of lock:rotate within 90 s: An error")
        .contains("TooManyRequestsException", "Rate Exceeded", "reserved concurrency")
        .doesNotContain("credentials", "region");
    assertThat(checkout.calls("sleep")).hasSize(18).containsOnly("[5]");
  }

  @ParameterizedTest
  @CsvSource({"status, 2", "audit, 2", "check, 2", "rotate, 1", "engage, 1", "disengage, 1"})
  void whatMayHaveBeenCarriedOutIsSentOnce(String action, int sent) throws Exception {
    answers(
        INTERNAL,
        "{\"findings\": [], \"options\": [], \"lock\": \"a\", \"methods\": 1, \"open\": 0,"
            + " \"action\": \"audit\", \"stage\": \"idle\", \"message\": \"\"}");

    Outcome outcome = checkout.make(action);

    assertThat(checkout.calls("aws")).hasSize(sent);
    assertThat(outcome.status() == 0).isEqualTo(sent == 2);
    if (sent == 1) {
      assertThat(outcome.err()).contains("ServiceException", "may have carried it out");
    }
  }

  @Test
  void aFunctionThatIsNotThereIsWaitedForAMomentAlone() throws Exception {
    answers(
        "An error occurred (ResourceNotFoundException) when calling the Invoke operation: Function"
            + " not found: arn:aws:lambda:eu-west-1:111122223333:function:lock:rotate");

    Outcome outcome = checkout.make("status");

    assertThat(checkout.calls("sleep")).hasSize(2);
    assertThat(outcome.err())
        .contains("Function not found: arn:aws:lambda:eu-west-1", "make apply", "FUNCTION=");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          An error occurred (ExpiredTokenException) when calling the Invoke operation: The security token included in the request is expired | credentials
          An error occurred (UnrecognizedClientException) when calling the Invoke operation: The security token included in the request is invalid. | credentials
          Unable to locate credentials. You can configure credentials by running "aws configure". | credentials
          The config profile (prod) could not be found | credentials
          An error occurred (AccessDeniedException) when calling the Invoke operation: User: a is not authorized to perform: lambda:InvokeFunction | lambda:InvokeFunction
          You must specify a region. You can also configure your region by running "aws configure". | AWS_REGION
          Could not connect to the endpoint URL: "https://lambda.eu-north-9.amazonaws.com/" | AWS_REGION
          An error occurred (RequestTooLargeException) when calling the Invoke operation: too large |
          """)
  void otherRefusalsAreToldAtOnceWithTheRemedyThatFits(String said, String remedy)
      throws Exception {
    answers(said);

    Outcome outcome = checkout.make("rotate");

    assertThat(outcome.status()).isNotZero();
    assertThat(checkout.calls("sleep")).isEmpty();
    String told = outcome.err().lines().findFirst().orElseThrow();
    assertThat(told).contains(said.replaceAll("\\.$", ""));
    String hint = told.substring(told.indexOf(said.replaceAll("\\.$", "")) + said.length() - 1);
    if (remedy == null) {
      assertThat(hint).doesNotContain("credentials", "region");
    } else {
      assertThat(hint).contains(remedy);
    }
  }

  @Test
  void whatTheWorkerRefusesIsNotAskedAgain() throws Exception {
    answers("{\"errorMessage\": \"a rotation is under way\"}");

    Outcome outcome = checkout.make("rotate");

    assertThat(outcome.err()).contains("origin-lock: rotate failed: a rotation is under way");
    assertThat(checkout.calls("aws")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"lock": {"value": {"function_name": "a", "rotate_alias": "r", "tags": []}}} | a:r
          {"locks": {"value": {"eu": {"x": [{"function_name": "a", "rotate_alias": "r"}]}}}, "n": {"value": null}} | a:r
          {"one": {"value": {"function_name": "a", "rotate_alias": "r"}}, "same": {"value": {"function_name": "a", "rotate_alias": "r"}}} | a:r
          """)
  void theFunctionIsFoundInAnOutputsObject(String outputs, String function) throws Exception {
    checkout.write("outputs.json", outputs);
    answers(IDLE);

    assertThat(checkout.make("status").status()).isZero();
    assertThat(checkout.calls("aws")).singleElement().asString().contains("[" + function + "]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {} | no output of
          {"function_name": {"value": "a"}} | no output of
          {"locks": {"value": [{"function_name": "a", "rotate_alias": "r"}, {"function_name": "b", "rotate_alias": "r"}]}} | name several workers: a:r b:r
          """)
  void withoutOneFunctionTheUserNamesIt(String outputs, String told) throws Exception {
    checkout.write("outputs.json", outputs);
    answers(IDLE);

    assertThat(checkout.make("status").err()).contains(told, "FUNCTION");
    assertThat(checkout.calls("aws")).isEmpty();

    checkout.without("terraform");
    assertThat(checkout.make("status", "FUNCTION=b:r").status()).isZero();
    assertThat(checkout.calls("aws")).singleElement().asString().contains("[b:r]");
  }

  @Test
  void outputsThatCannotBeReadAreToldWithTheReason() throws Exception {
    Files.delete(checkout.path("outputs.json"));

    assertThat(checkout.make("status").err())
        .startsWith("origin-lock: the outputs of " + checkout.root() + "/terraform cannot be read:")
        .contains("outputs.json: No such file or directory. Run make plan", "FUNCTION=name:alias");
    assertThat(checkout.calls("aws")).isEmpty();
  }

  @Test
  void theFolderIsMeantFromWhereTheUserStands() throws Exception {
    checkout.write("own/live/main.tf", "");
    answers(IDLE);

    checkout.run(
        checkout.path("own"),
        "make",
        "-C",
        checkout.root().toString(),
        "status",
        "DIR=live",
        "TF_ARGS=-state=a.tfstate");

    assertThat(checkout.calls("terraform"))
        .containsExactly(
            "[-chdir=%s][output][-json][-state=%s]"
                .formatted(checkout.path("own/live"), checkout.path("own/a.tfstate")));
  }
}
