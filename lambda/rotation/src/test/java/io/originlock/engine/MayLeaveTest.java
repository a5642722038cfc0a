package io.originlock.engine;

import static io.originlock.engine.StillWorld.SETTINGS;
import static io.originlock.engine.StillWorld.id;
import static io.originlock.engine.StillWorld.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.engine.Reply.Outcome;
import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.Stage;
import io.originlock.port.Demands;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a lock may be destroyed: asked before anything of it is, and nothing is changed. */
class MayLeaveTest {
  private final StillWorld still =
      StillWorld.anyOf().presenting("E1", 1).honouring(1).publishing(7, 1);

  @Test
  void aGateThatTerraformDestroysIsOpenedFirst() {
    still.opensItself = true;
    still.destroyedByTerraform = true;
    still.logged(state(Stage.IDLE));

    assertThatThrownBy(() -> ask(false))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("its gate is closed")
        .hasMessageContaining("Apply enforce = false, then destroy");

    still.open = true;
    assertThat(ask(false).outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(still.writes).isEmpty();
  }

  @Test
  void oneThatTheWorkerOpensOnTheWayOutNeedNotBeOpen() {
    still.opensItself = true;
    still.logged(state(Stage.IDLE));

    assertThat(ask(false).message()).isEqualTo("The lock may leave.");
  }

  @Test
  void viewersThatWouldBeRefusedKeepIt() {
    still.demands = new Demands(List.of(), 1, List.of("prod: GET /", "prod: OPTIONS /"), true);
    still.logged(state(Stage.IDLE));

    assertThatThrownBy(() -> ask(false))
        .hasMessageContaining("disengaging would cut off viewers")
        .hasMessageContaining("2 methods (prod: GET /, prod: OPTIONS /)");
    assertThat(ask(true).message()).isEqualTo("The lock may leave.");
  }

  @Test
  void whereThereIsNoLockNothingIsInTheWay() {
    still.destroyedByTerraform = true;
    still.publishing(0);

    assertThat(ask(false).outcome()).isEqualTo(Outcome.UNCHANGED);
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, true", "false, false"})
  void everythingElseIsTakenAwayOnTheWayOut(boolean destroyedByTerraform, boolean open) {
    still.opensItself = true;
    still.destroyedByTerraform = destroyedByTerraform;
    still.open = open;

    takeOff();

    assertThat(still.held).isEmpty();
  }

  @Test
  void whatCountsIsLeftAsItIsOnTheWayOut() {
    still.opensItself = true;
    still.destroyedByTerraform = true;
    still.open = true;

    takeOff();

    assertThat(still.held).containsExactly(id(1));
    assertThat(still.writes).contains("erase").noneMatch(write -> write.startsWith("honour"));
  }

  /** The last step on the way out, with one secret left. */
  private void takeOff() {
    LockState off =
        LockState.open(still.now).change("").retire(StillWorld.secret(1), still.now, false).build();

    new Teardown(still.world(), still).run(off, false);
  }

  private Reply ask(boolean force) {
    return new Lock("prod", still.world(), SETTINGS, still, still, still)
        .handle(new Request(Action.MAY_LEAVE, "r", force, false), still.now);
  }
}
