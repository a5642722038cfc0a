package io.originlock.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.audit.Audit;
import io.originlock.audit.OpenDoor;
import io.originlock.engine.Action;
import io.originlock.engine.Reply;
import io.originlock.engine.Reply.Outcome;
import io.originlock.engine.Status;
import io.originlock.model.LockState;
import io.originlock.model.Secrets;
import io.originlock.model.Stage;
import io.originlock.model.Times;
import io.originlock.port.Inspection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private final Answers answers = new Answers("petstore");

  @Test
  void anAuditThatFoundNothingSaysSo() {
    JsonNode answer = answers.of(new Audit(List.of(), List.of("prod: OPTIONS /pets"), 4));

    assertThat(answer.path("action").asText()).isEqualTo("audit");
    assertThat(answer.path("message").asText()).isEqualTo("No way around the lock was found.");
    assertThat(answer.path("methods").asInt()).isEqualTo(4);
    assertThat(answer.path("open").asInt()).isZero();
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

  private String advice(LockState state) {
    Status status =
        new Status(
            List.of(),
            Set.of(),
            new Inspection(List.of("prod: GET /"), 1, List.of()),
            List.of(),
            List.of());
    return answers
        .of(
            Action.STATUS,
            new Reply(Outcome.DONE, "", state, Optional.empty(), Optional.of(status)))
        .at("/gate/advice")
        .asText();
  }

  @Test
  void anAuditNamesEachDoor() {
    OpenDoor method =
        new OpenDoor(
            OpenDoor.Kind.METHOD_OPEN, "stage prod", "GET /pets", "It demands no key.", "Demand.");
    OpenDoor domain =
        new OpenDoor(OpenDoor.Kind.DOMAIN_BYPASS, "domain a.example", "", "It leads.", "Delete.");

    JsonNode answer = answers.of(new Audit(List.of(method, domain), List.of(), 2));

    assertThat(answer.path("message").asText()).isEqualTo("2 open doors were found.");
    assertThat(answer.path("open").asInt()).isEqualTo(1);
    assertThat(answer.path("findings").get(0).toString())
        .isEqualTo(
            "{\"kind\":\"method-open\",\"where\":\"stage"
                + " prod\",\"method\":\"GET\",\"path\":\"/pets\",\"detail\":\"It demands no"
                + " key.\",\"remedy\":\"Demand.\"}");
    assertThat(answer.path("findings").get(1).path("method").isNull()).isTrue();
    assertThat(answers.of(new Audit(List.of(domain), List.of(), 2)).path("message").asText())
        .isEqualTo("One open door was found.");
  }
}
