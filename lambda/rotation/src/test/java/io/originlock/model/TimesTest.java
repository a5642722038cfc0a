package io.originlock.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimesTest {
  private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATE = EARLY.plusSeconds(60);

  @Test
  void noneIsLaterThanWhatItIsHeldTo() {
    Times held =
        new Times(LATE, EARLY, LATE.plusSeconds(1), Map.of("a/b", LATE, "c/d", EARLY)).until(EARLY);

    assertThat(held).isEqualTo(new Times(EARLY, EARLY, EARLY, Map.of("a/b", EARLY, "c/d", EARLY)));
  }

  @Test
  void aSoakBeginsAnewWithWhatHangsOnTheSameChange() {
    assertThat(new Times(EARLY, EARLY, EARLY).soakingAnew(LATE))
        .isEqualTo(new Times(LATE, LATE, EARLY));
    assertThat(new Times(LATE, EARLY, null).soakingAnew(LATE.plusSeconds(1)))
        .isEqualTo(new Times(LATE.plusSeconds(1), EARLY, null));
    assertThat(new Times(EARLY, null, null).soakingAnew(LATE))
        .isEqualTo(new Times(LATE, null, null));
    assertThat(new Times(null, EARLY, null).soakingAnew(LATE))
        .isEqualTo(new Times(LATE, EARLY, null));
  }
}
