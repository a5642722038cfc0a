package io.originlock.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.engine.Action;
import io.originlock.engine.Reply;
import io.originlock.engine.Reply.Outcome;
import io.originlock.engine.Status;
import io.originlock.examine.Coverage;
import io.originlock.finding.Accepted;
import io.originlock.finding.Finding;
import io.originlock.finding.Findings;
import io.originlock.finding.Kind;
import io.originlock.finding.Place;
import io.originlock.handler.WorldExaminer.Examined;
import io.originlock.model.LockState;
import io.originlock.model.Secrets;
import io.originlock.model.Stage;
import io.originlock.model.Times;
import io.originlock.port.Demands;
import io.originlock.port.Examination;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AnswersTest {
  private final Answers answers = new Answers("petstore", Optional.empty());

  @Test
  void anAuditThatFoundNothingSaysSo() {
    JsonNode answer = answers.of(Action.AUDIT, examined(List.of()));

    assertThat(answer.path("action").asText()).isEqualTo("audit");
    assertThat(answer.path("message").asText()).isEqualTo("No way around the lock was found.");
    assertThat(answer.path("methods").asInt()).as("without preflights").isEqualTo(2);
    assertThat(answer.path("open").asInt()).isEqualTo(1);
    assertThat(answer.path("counts").toString())
        .isEqualTo("{\"refuses\":0,\"hinders\":0,\"open\":0,\"tells\":0,\"blind\":0}");
    assertThat(answer.path("findings")).isEmpty();
    assertThat(answer.path("options").get(0).asText()).isEqualTo("prod: OPTIONS /pets");
  }

  @Test
  void demandingTheSecretIsSafeWhenEveryEdgePresentsItThoseOfOneThatJoinedToo() {
    LockState joining =
        LockState.of(7, Stage.IDLE, Instant.EPOCH, Secrets.only(null), "E2 joined the lock");

    assertThat(advice(joining)).startsWith("Not yet");
    assertThat(advice(joining.with(Times.NONE.settled(Instant.EPOCH))))
        .startsWith("Every edge presents the secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ENGAGE  | prod: GET / | The gate is open: not enforced since
          ENGAGE  |             | The gate opens: not enforced since
          PRESENT |             | The gate opens when the rotation is over: not enforced since
          RETREAT | prod: GET / | The gate opens when the rotation is over: not enforced since
          """)
  void aGateThatIsNotEnforcedIsNamedWithWhatClosesIt(Stage stage, String method, String told) {
    Instant since = Instant.parse("2026-11-29T08:00:00Z");

    assertThat(advice(unenforced(stage, since), method == null ? List.of() : List.of(method)))
        .startsWith(told + " " + since)
        .contains("make enforce closes it", "Terraform's plan does not show it");
  }

  @ParameterizedTest
  @EnumSource(names = {"OPEN", "DISENGAGE", "WITHDRAW"})
  void oneThatLeavesIsNotToBeClosed(Stage stage) {
    assertThat(advice(unenforced(stage, Instant.EPOCH), List.of())).doesNotContain("enforce");
  }

  @Test
  void theRuleGroupIsNamedWhereTheGateIsOne() {
    String arn = "arn:aws:wafv2:eu-west-1:123456789012:regional/rulegroup/group/1";
    Answers ofWebAcl = new Answers("petstore", Optional.of(arn));
    LockState idle = LockState.of(7, Stage.IDLE, Instant.EPOCH, Secrets.only(null), "idle");

    assertThat(status(ofWebAcl, idle, List.of()).at("/gate/rule_group").asText()).isEqualTo(arn);
    assertThat(status(answers, idle, List.of()).at("/gate/rule_group").isNull()).isTrue();
  }

  private static LockState unenforced(Stage stage, Instant since) {
    LockState state = LockState.of(7, stage, Instant.EPOCH, Secrets.only(null), "taken back");
    return state.change("taken back").requests(all -> all.enforced(false, since)).build();
  }

  private String advice(LockState state) {
    return advice(state, List.of("prod: GET /"));
  }

  private String advice(LockState state, List<String> open) {
    return status(answers, state, open).at("/gate/advice").asText();
  }

  private static JsonNode status(Answers answers, LockState state, List<String> open) {
    Status status =
        new Status(
            List.of(),
            Set.of(),
            new Examination(Findings.NONE, new Demands(open, 1, List.of(), true)),
            List.of(),
            List.of(),
            List.of());
    return answers.of(
        Action.STATUS, new Reply(Outcome.DONE, "", state, Optional.empty(), Optional.of(status)));
  }

  @Test
  void anAuditNamesEachFindingAndThoseThatAreAcceptedApart() {
    Finding method =
        new Finding(
            Kind.METHOD_OPEN,
            new Place("stage prod", "GET /pets"),
            "It demands no key.",
            "Demand.");
    Finding domain =
        new Finding(Kind.DOMAIN_BYPASS, new Place("domain a.example"), "It leads.", "Delete.");
    Finding host =
        new Finding(Kind.FORWARDED_HOST, new Place("behaviour *"), "It sends Host.", "Do not.");

    JsonNode answer =
        answers.of(
            Action.CHECK,
            examined(
                List.of(method, domain, host),
                new Accepted(Kind.DOMAIN_BYPASS, "domain a.example", "It is ours.")));

    assertThat(answer.path("action").asText()).isEqualTo("check");
    assertThat(answer.path("message").asText())
        .isEqualTo("1 refuses viewers, 1 is a way around the lock. 1 more is accepted.");
    assertThat(answer.path("counts").path("refuses").asInt()).isEqualTo(1);
    assertThat(answer.path("findings").get(1).toString())
        .isEqualTo(
            "{\"severity\":\"open\",\"kind\":\"method-open\",\"where\":\"stage"
                + " prod\",\"method\":\"GET\",\"path\":\"/pets\",\"detail\":\"It demands no"
                + " key.\",\"remedy\":\"Demand.\"}");
    assertThat(answer.path("findings").get(0).path("method").isNull()).isTrue();
    assertThat(answer.path("findings")).hasSize(2);
    assertThat(answer.path("accepted")).hasSize(1);
    assertThat(answer.path("accepted").get(0).path("kind").asText()).isEqualTo("domain-bypass");
    assertThat(answer.path("accepted").get(0).path("reason").asText()).isEqualTo("It is ours.");
  }

  private static Examined examined(List<Finding> findings, Accepted... accepted) {
    return new Examined(
        Findings.of(findings, List.of(accepted)),
        new Coverage(
            List.of(
                Methods.behind("GET", "/pets", true),
                Methods.behind("POST", "/pets", false),
                Methods.behind("OPTIONS", "/pets", true)),
            true));
  }
}
