package io.originlock.engine;

import static io.originlock.engine.StillWorld.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.model.LockState;
import io.originlock.model.Stage;
import io.originlock.model.Times;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of clocks that are apart; what is so since when stays as it is. */
class ClocksTest {
  private final StillWorld still =
      StillWorld.anyOf().honouring(1).publishing(6, 1).presenting("E1", 1);

  @ParameterizedTest
  @CsvSource({
    "PT0S, false",
    "PT60S, false",
    "PT-1H, false",
    "P-365D, false",
    "PT61S, true",
    "PT10M, true",
    "PT1H, true",
    "P365D, true"
  })
  void aClockThatIsBehindIsToldAndNothingIsWritten(Duration ahead, boolean told) {
    Instant then = T0.plus(ahead);
    LockState state = StillWorld.state(Stage.IDLE).with(new Times(then, then, then));

    still.run(state);

    assertThat(still.rules.contains("CLOCK")).isEqualTo(told);
    assertThat(still.warnings.stream().anyMatch(each -> each.contains("this worker's clock")))
        .isEqualTo(told);
    assertThat(still.newest()).isEqualTo(state);
  }

  @Test
  void aWriterThatWasAheadIsTold() {
    still.wroteAhead = true;

    still.run(StillWorld.state(Stage.IDLE).with(new Times(T0, T0, T0)));

    assertThat(still.rules).contains("CLOCK");
    assertThat(still.warnings).anyMatch(each -> each.contains("its worker's clock was ahead"));
  }
}
