package io.originlock.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.audit.Audit;
import io.originlock.audit.OpenDoor;
import java.util.List;
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
