package io.originlock.engine;

import static io.originlock.engine.StillWorld.T0;
import static io.originlock.engine.StillWorld.id;
import static io.originlock.engine.StillWorld.secret;
import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.model.LockState;
import io.originlock.model.Stage;
import io.originlock.port.Acceptance;
import io.originlock.port.ObservedGate;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the gate is asked to honour, and what it may take away. */
class GateDifferenceTest {
  private static final LockState IDLE =
      StillWorld.state(Stage.IDLE).change("").retire(secret(9), T0, false).build();

  @Test
  void aStageGetsItsOwnSecretsAndWhatIsInPlaceStaysUntilItMayBeNarrowed() {
    GateDifference early = anyOf(IDLE, false, 1, 9);
    assertThat(early.ids()).containsExactly(id(1), id(9));
    assertThat(early.kept()).containsExactly(id(9));
    assertThat(early.desired().removable()).isEmpty();
    assertThat(early.differs()).isFalse();

    GateDifference late = anyOf(IDLE, true, 1, 9);
    assertThat(late.ids()).containsExactly(id(1));
    assertThat(late.kept()).isEmpty();
    assertThat(late.desired().removable()).containsExactly(id(9));
    assertThat(late.differs()).isTrue();
  }

  @Test
  void whatIsNotInPlaceIsNotBroughtBackUnlessItLingers() {
    assertThat(anyOf(IDLE, false, 1).ids()).containsExactly(id(1));

    LockState lingers = IDLE.change("").linger(Set.of(id(9))).build();
    GateDifference plan = anyOf(lingers, true, 1);
    assertThat(plan.ids()).containsExactly(id(1), id(9));
    assertThat(plan.kept()).as("it stays for a reason of its own").isEmpty();
    assertThat(plan.differs()).isTrue();
  }

  @Test
  void whatIsRevokedNeitherStaysNorComesBack() {
    LockState leaked =
        StillWorld.state(Stage.IDLE)
            .change("")
            .retire(secret(9), T0, true)
            .linger(Set.of(id(9)))
            .build();

    GateDifference plan = anyOf(leaked, false, 1, 9);

    assertThat(plan.ids()).containsExactly(id(1));
    assertThat(plan.desired().removable()).containsExactly(id(9));
    assertThat(plan.postponed()).isFalse();
  }

  @Test
  void aStageThatLacksASecretOfItsOwnIsToldFromOneThatOnlyLacksALingeringOne() {
    assertThat(anyOf(StillWorld.state(Stage.ADMIT), false, 1).lacks()).isTrue();
    assertThat(anyOf(StillWorld.state(Stage.ADMIT), false, 1, 2).lacks()).isFalse();
    assertThat(anyOf(IDLE.change("").linger(Set.of(id(9))).build(), true, 1).lacks()).isFalse();
  }

  @Test
  void aGateThatDemandsOneSecretChangesOnlyWhenEveryEdgeCarriesTheNext() {
    LockState require = StillWorld.state(Stage.REQUIRE);

    assertThat(allOf(require, false, 1).postponed()).isTrue();
    assertThat(allOf(require, true, 1).postponed()).isFalse();
    assertThat(allOf(require, false, 2).postponed()).as("nothing is due").isFalse();
    assertThat(allOf(StillWorld.state(Stage.ENGAGE), false).postponed()).as("it is open").isFalse();
    assertThat(anyOf(StillWorld.state(Stage.ADMIT), false, 1).postponed()).isFalse();
  }

  @Test
  void whatLeakedIsNotWaitedFor() {
    LockState leaked = StillWorld.state(Stage.IDLE).change("").retire(secret(9), T0, true).build();

    assertThat(allOf(leaked, false, 9).postponed()).isFalse();
    assertThat(allOf(leaked, false).postponed()).as("it is not in place").isTrue();
    assertThat(allOf(IDLE, false, 9).postponed()).as("it did not leak").isTrue();
    assertThat(allOf(IDLE, false, 9).ids()).containsExactly(id(1));
  }

  @Test
  void theStageSaysWhetherTheGateIsOpen() {
    assertThat(anyOf(StillWorld.state(Stage.ENGAGE), false, 1).desired().open()).isTrue();
    assertThat(anyOf(IDLE, false, 1).desired().open()).isFalse();
  }

  private static GateDifference anyOf(LockState state, boolean mayNarrow, int... inPlace) {
    return plan(Acceptance.ANY_OF, state, mayNarrow, inPlace);
  }

  private static GateDifference allOf(LockState state, boolean mayNarrow, int... inPlace) {
    return plan(Acceptance.ALL_OF, state, mayNarrow, inPlace);
  }

  private static GateDifference plan(
      Acceptance acceptance, LockState state, boolean mayNarrow, int... inPlace) {
    StillWorld still = new StillWorld(acceptance).honouring(inPlace);
    return GateDifference.of(
        Rollover.of(acceptance),
        state,
        Rollover.of(acceptance).plan(state.stage()),
        false,
        ObservedGate.of(still.held),
        mayNarrow);
  }
}
