package io.originlock.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The demo, with its protocol broken on purpose, must say so. */
@Tag("verify")
class SabotageTest {

  @Test
  void deletingTheOldKeyBeforeCloudFrontHasTheNewOneFailsTheDemo() throws IOException {
    QuickDemo demo = QuickDemo.run("api-key", Optional.of(Sabotage.RETIRE_FIRST));

    assertThat(demo.status()).as(demo.said()).isEqualTo(1);
    assertThat(demo.unmet())
        .as(demo.said())
        .anyMatch(line -> line.startsWith("viewers refused"))
        .noneMatch(SabotageTest::isOfEveryDemo);
    JsonNode summary = new ObjectMapper().readTree(demo.summary().toFile());
    assertThat(summary.get("viewer_refused").asLong()).isPositive();
    assertThat(summary.get("viewer_failures").has("HTTP 403")).isTrue();
    assertThat(summary.get("intruder_passed").asLong()).isZero();
  }

  /** What no deleted key can excuse. */
  private static boolean isOfEveryDemo(String unmet) {
    return Stream.of(
            "intruders passed",
            "permissions that nothing uses",
            "resources left after the destroy",
            "secrets in logs, plans, answers, reports")
        .anyMatch(unmet::startsWith);
  }
}
