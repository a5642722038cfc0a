package io.originlock.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestsTest {

  /** Whatever their form, they leave the rest of a parameter to the secrets. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2026-03-01T12:00:00Z                 |  1 | 16
          8476a536-e9f4-11e8-9739-2dfe598c3fcd |  1 | 16
          x                                    | 64 | 15
          x                                    | 128 | 7
          ü                                    | 64 | 7
          日                                    | 42 | 7
          🔒                                   | 32 | 7
          \"                                   | 64 | 7
          {                                    | 128 | 1
          """)
  void asManyAreRememberedAsFit(String part, int times, int kept) {
    Requests requests = Requests.NONE;
    for (int i = 0; i < 40; i++) {
      requests = requests.carriedOut(part.repeat(times));
    }

    assertThat(requests.done()).hasSize(kept);
  }

  /** Eight of 125 bytes, with what stands around them, are what fits. */
  @Test
  void bytesAreCountedAsJsonHasThem() {
    assertThat(kept("x".repeat(125))).isEqualTo(8);
    assertThat(kept("x".repeat(126))).isEqualTo(7);
    assertThat(kept(" ".repeat(125))).as("a space is written as it is").isEqualTo(8);
    assertThat(kept("\u001f".repeat(125))).as("a control character in six bytes").isEqualTo(1);
    assertThat(kept("\\".repeat(62) + "x")).as("a backslash in two").isEqualTo(8);
    assertThat(kept("\\".repeat(63))).isEqualTo(7);
  }

  private static int kept(String id) {
    Requests requests = Requests.NONE;
    for (int i = 0; i < 40; i++) {
      requests = requests.carriedOut(id);
    }
    return requests.done().size();
  }

  @Test
  void theNewestAreRememberedAndOneThatTakesAllStaysAlone() {
    Requests requests = Requests.NONE.carriedOut("a").carriedOut("b".repeat(900));
    assertThat(requests.done()).containsExactly("b".repeat(900), "a");

    assertThat(requests.carriedOut("c".repeat(128)).done()).containsExactly("c".repeat(128));
    assertThat(requests.carriedOut("{".repeat(300)).done()).hasSize(1);
    assertThat(requests.carriedOut(null)).isEqualTo(requests);
  }

  /** What an older worker remembered is read as it is, and shortened when it is added to. */
  @Test
  void moreThanFitIsReadAndShortened() {
    Requests requests = new Requests(false, null, Collections.nCopies(16, "x".repeat(128)));
    assertThat(requests.done()).hasSize(16);

    assertThat(requests.carriedOut("new").done()).startsWith("new").hasSize(8);
    assertThat(List.copyOf(requests.paused(true).done())).hasSize(16);
  }
}
