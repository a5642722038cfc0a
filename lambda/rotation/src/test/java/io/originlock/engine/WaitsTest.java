package io.originlock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.model.LockState;
import io.originlock.model.Stage;
import io.originlock.model.Wait;
import org.junit.jupiter.api.Test;

class WaitsTest {
  @Test
  void whatIsOverdueSaysSinceWhenAndNothingOfALeakThatIsNone() {
    LockState rotating = StillWorld.state(Stage.PRESENT);

    Wait late =
        Waits.overdue(
                rotating, new Wait("the edges", "them", null), StillWorld.T0.plus(Patience.USUAL))
            .orElseThrow();

    assertThat(late.awaiting()).isEqualTo("the edges, for 60 minutes now, longer than usual");
  }
}
