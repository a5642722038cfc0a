package io.originlock.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.lab.gate.Gates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The demo, with its protocol broken on purpose, must say so. */
@Tag("verify")
class SabotageTest {

  @Test
  void deletingTheOldKeyBeforeCloudFrontHasTheNewOneFailsTheDemo() throws IOException {
    Path output = Path.of("target", "sabotage").toAbsolutePath();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(new PrintStream(said, true, StandardCharsets.UTF_8), false, Clock.systemUTC());

    int status =
        Demo.run(
            Repository.find(),
            QuickSettings.of(output.resolve("lab"), Gates.named("api-key")),
            output,
            Optional.of(Sabotage.RETIRE_FIRST),
            1,
            terminal);

    assertThat(status).as(said.toString(StandardCharsets.UTF_8)).isEqualTo(1);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("NOT MET  viewers refused")
        .doesNotContain(
            "NOT MET  resources left after the destroy",
            "NOT MET  secrets in logs, plans, answers, reports");
    JsonNode summary = new ObjectMapper().readTree(output.resolve("summary.json").toFile());
    assertThat(summary.get("viewer_refused").asLong()).isPositive();
    assertThat(summary.get("viewer_failures").has("HTTP 403")).isTrue();
    assertThat(summary.get("intruder_passed").asLong()).isZero();
  }
}
