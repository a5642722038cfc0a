package io.originlock.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.testing.MovingClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How much an instance writes, whoever asks how often, and that nothing is left uncounted. */
class MetricsTest {
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final MovingClock clock = new MovingClock("2026-01-01T00:00:00Z");
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Metrics metrics =
      new Metrics(
          "OriginLock", "petstore", clock, new PrintStream(out, true, StandardCharsets.UTF_8));

  private List<String> lines() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void theFirstRefusalIsWrittenAtOnce() {
    metrics.count(Verdict.WRONG);

    assertThat(lines())
        .singleElement()
        .asString()
        .endsWith("\"Lock\":\"petstore\",\"SignatureWrong\":1}");
  }

  @Test
  void whatIsAllowedWritesNothingHoweverOften() {
    for (int i = 0; i < 10; i++) {
      metrics.count(Verdict.ALLOWED);
      clock.pass(Metrics.APART);
    }

    assertThat(lines()).isEmpty();
  }

  @Test
  void refusalsOfAMinuteAreOneLineWithACountOfEachKind() {
    metrics.count(Verdict.MALFORMED);
    for (int i = 0; i < 10_000; i++) {
      metrics.count(Verdict.UNKNOWN_KEY);
    }
    metrics.count(Verdict.OUT_OF_TIME);
    clock.pass(Metrics.APART.minus(MOMENT));
    metrics.count(Verdict.WRONG);
    assertThat(lines()).hasSize(1);

    clock.pass(MOMENT);
    metrics.count(Verdict.WRONG);

    assertThat(lines()).hasSize(2);
    assertThat(lines().get(1))
        .endsWith(
            "\"Lock\":\"petstore\",\"SignatureOfUnknownKey\":10000,\"SignatureOutOfTime\":1,"
                + "\"SignatureWrong\":2}");
  }

  @Test
  void whatIsLeftIsWrittenByARequestThatIsAllowed() {
    metrics.count(Verdict.WRONG);
    metrics.count(Verdict.WRONG);
    metrics.count(Verdict.ALLOWED);
    assertThat(lines()).hasSize(1);

    clock.pass(Metrics.APART);
    metrics.count(Verdict.ALLOWED);
    clock.pass(Metrics.APART);
    metrics.count(Verdict.ALLOWED);

    assertThat(lines()).hasSize(2).last().asString().endsWith("\"SignatureWrong\":1}");
  }

  @Test
  void aClockThatIsSetBackSilencesNothing() {
    metrics.count(Verdict.WRONG);
    clock.pass(Duration.ofHours(-1));
    metrics.count(Verdict.WRONG);

    assertThat(lines()).hasSize(2);
  }

  @Test
  void thatKeysCannotBeReadDoesNotWaitForTheMinuteOfRefusals() {
    metrics.count(Verdict.UNKNOWN_KEY);
    metrics.staleKeys(new KeySourceException("No answer."));

    assertThat(lines()).anyMatch(line -> line.endsWith("\"StaleKeys\":1}"));
  }

  @Test
  void whyKeysCannotBeReadIsSaidOnceAMinuteAndCountedEachTime() {
    for (int i = 0; i < 12; i++) {
      metrics.staleKeys(new KeySourceException("No answer."));
      clock.pass(Duration.ofSeconds(5));
    }
    metrics.noKeys(new KeySourceException("No answer."));
    metrics.noKeys(new KeySourceException("No answer."));
    clock.pass(Metrics.APART);
    metrics.count(Verdict.ALLOWED);

    assertThat(lines().stream().filter(line -> !line.startsWith("{")))
        .containsExactly(
            "No answer. The keys that are known are used on.",
            "No answer. Nobody is let in until they can be read.");
    assertThat(lines().stream().filter(line -> line.startsWith("{")))
        .extracting(line -> line.substring(line.lastIndexOf(':')))
        .containsExactly(":1}", ":12}", ":1}");
  }
}
