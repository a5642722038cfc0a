package io.originlock.engine;

import static io.originlock.engine.StillWorld.T0;
import static io.originlock.engine.StillWorld.id;
import static io.originlock.engine.StillWorld.secret;
import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.model.LockState;
import io.originlock.model.Stage;
import io.originlock.port.Presentation;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is presented, known and not leaked stays honoured. */
class GuardTest {
  private static final Duration MEMORY = Duration.ofDays(7);

  private final StillWorld still =
      StillWorld.anyOf().presenting("E1", 1).presenting("E2", 3).presenting("E3", 9);
  private final Guard guard = new Guard(still.world().gate(), MEMORY);
  private final List<Presentation> seen = still.world().distributions().read();

  @Test
  void currentAndIncomingAreAlwaysRemembered() {
    assertThat(guard.remembered(StillWorld.state(Stage.PRESENT), T0.plus(MEMORY)))
        .containsExactly(secret(1), secret(2));
    assertThat(guard.remembered(StillWorld.state(Stage.IDLE), T0)).containsExactly(secret(1));
  }

  @Test
  void aRetiredSecretIsRememberedUntilItsTimeIsOver() {
    LockState state = retired(false);

    assertThat(guard.remembered(state, T0.plus(MEMORY).minusMillis(1))).contains(secret(3));
    assertThat(guard.remembered(state, T0.plus(MEMORY))).doesNotContain(secret(3));
  }

  @Test
  void aRevokedSecretIsNotRemembered() {
    assertThat(guard.remembered(retired(true), T0)).containsExactly(secret(1));
    assertThat(guard.presented(retired(true), seen, T0)).containsExactly(id(1));
  }

  @Test
  void presentedIsWhatIsRememberedOnAnyDistribution() {
    assertThat(guard.presented(retired(false), seen, T0)).containsExactly(id(1), id(3));
    assertThat(guard.presented(retired(false), seen.subList(2, 3), T0)).isEmpty();
  }

  @Test
  void whatTheGateHonoursMayServe() {
    Presentation third = seen.get(1);

    assertThat(guard.mayServe(retired(false), third, Set.of(id(3)), T0)).isTrue();
    assertThat(guard.mayServe(retired(false), third, Set.of(id(1)), T0)).isFalse();
    assertThat(guard.mayServe(retired(true), third, Set.of(id(3)), T0)).isFalse();
  }

  @Test
  void whatTheStateNeverHeardOfMayServeAndNothingServesNobody() {
    Presentation unknown = seen.get(2);
    still.presenting("E4");
    Presentation bare = still.distributions.get("E4");

    assertThat(guard.mayServe(retired(false), unknown, Set.of(id(1)), T0)).isTrue();
    assertThat(guard.mayServe(retired(false), bare, Set.of(id(1)), T0)).isFalse();
  }

  private static LockState retired(boolean revoked) {
    return StillWorld.state(Stage.IDLE).change("").retire(secret(3), T0, revoked).build();
  }
}
