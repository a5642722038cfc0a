package io.originlock.engine;

import static io.originlock.engine.StillWorld.SETTINGS;
import static io.originlock.engine.StillWorld.T0;
import static io.originlock.port.Prober.Verdict.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.model.Effort;
import io.originlock.model.LockState;
import io.originlock.model.Stage;
import io.originlock.model.Times;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@code status} says of the next tick, without doing any of it. */
class PreviewTest {
  private static final Effort TEN = new Effort(10, T0);
  private static final LockState PRESENT =
      StillWorld.state(Stage.PRESENT).with(new Times(T0, T0, null));

  private final StillWorld still = StillWorld.anyOf().honouring(1, 2).publishing(7, 2);

  @Test
  void whatIsAwaitedCanBeLookedAtWithoutChangingAnything() {
    LockState soaked = PRESENT.with(new Times(T0, T0.minus(SETTINGS.soak()), null));
    still.presenting("E1", 2).spreading("E2", 2).honouring(1, 2).publishing(6, 2);
    assertThat(awaiting(soaked)).contains("change of E2 to");

    still.now = T0.plus(Patience.USUAL);
    assertThat(awaiting(soaked)).contains("change of E2 to").contains("longer than usual");

    still.now = T0;
    still.presenting("E2", 2);
    assertThat(awaiting(soaked)).isEqualTo("the next tick, which writes down: settled");
    assertThat(awaiting(PRESENT.with(new Times(T0.minus(SETTINGS.soak()), T0, T0))))
        .contains("soak after CloudFront settled");

    still.honouring(1);
    assertThat(awaiting(soaked)).contains("writes down: the gate lost a secret");
    assertThat(awaiting(PRESENT.with(new Times(null, null, T0))))
        .contains("makes the gate honour [g1, g2]");
    assertThat(still.writes).isEmpty();
    assertThat(still.rules).isEmpty();
  }

  @Test
  void aLockAtRestAwaitsNothingAndAHopelessStageIsGivenUp() {
    LockState idle = StillWorld.state(Stage.IDLE);
    still.presenting("E1", 1).honouring(1).publishing(6, 1).now = T0.plus(Duration.ofDays(1));
    assertThat(still.engine().awaiting(idle.with(new Times(T0, T0, T0)))).isEmpty();
    assertThat(awaiting(idle.change("").pending("r").build().with(new Times(T0, T0, T0))))
        .isEqualTo("the next tick, which writes down: rotation to g2 started");

    still.honouring(1, 2);
    still.direct.addAll(new ArrayDeque<>(Collections.nCopies(9, REFUSED)));
    assertThat(awaiting(StillWorld.state(Stage.ADMIT).with(new Times(T0, T0, T0))))
        .contains("gives up: admit is given up");
    assertThat(awaiting(StillWorld.state(Stage.ENGAGE).with(new Times(T0, T0, T0))))
        .contains("accept g1", "usual");
    assertThat(still.writes).isEmpty();
  }

  @Test
  void theFirstChangeOfANextTickIsNamed() {
    LockState soaked = PRESENT.with(new Times(T0, T0.minus(SETTINGS.soak()), T0));
    still.honouring(1, 2).presenting("E1", 1).presenting("E2", 2).publishing(6, 2);
    LockState told = soaked.with(new Times(T0, T0.minus(SETTINGS.soak()), null));
    LockState idle = StillWorld.state(Stage.IDLE).with(new Times(T0, T0, T0));

    assertThat(awaiting(soaked))
        .isEqualTo("the next tick, which writes down: the headers differ from the lock's");
    assertThat(awaiting(told.change("").repairs(TEN).build())).contains("to stay there; repaired");

    still.presenting("E1", 1).presenting("E2", 1).honouring(1).publishing(6, 2);
    assertThat(awaiting(idle)).isEqualTo("the next tick, which publishes what idle presents");
    assertThat(still.writes).isEmpty();
  }

  @Test
  void whatHindersTheGateIsAwaitedOnceNothingElseIsLeftToDo() {
    LockState admit = StillWorld.state(Stage.ADMIT).with(new Times(null, T0, T0));
    still.presenting("E1", 1).presenting("E2", 1).honouring(1).publishing(6, 1);
    assertThat(awaiting(admit)).contains("makes the gate honour [g1, g2]");

    still.hindrance = Optional.of("somebody's draft");
    assertThat(awaiting(admit)).isEqualTo("somebody's draft");

    still.publishing(6, 9);
    assertThat(awaiting(admit.with(new Times(null, T0, null))))
        .isEqualTo("the next tick, which publishes what admit presents");
    assertThat(still.writes).isEmpty();
  }

  private String awaiting(LockState state) {
    return still.engine().awaiting(state).orElseThrow().awaiting();
  }
}
