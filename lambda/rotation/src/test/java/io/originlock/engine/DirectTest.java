package io.originlock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.model.Header;
import io.originlock.model.LockState;
import io.originlock.model.Stage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What each host lets in whatever it has learnt, by gate and stage. */
class DirectTest {

  @Test
  void whileTheGateIsOpenItIsEverybody() {
    StillWorld still = StillWorld.anyOf().presenting("E1", 1).honouring(1);
    still.opensItself = true;
    still.open = true;

    assertThat(reference(still, Stage.ENGAGE)).contains(List.of());
  }

  @Test
  void ofAFirstSecretAtAClosedGateItIsNothing() {
    assertThat(reference(StillWorld.anyOf().presenting("E1", 1), Stage.ENGAGE)).isEmpty();
  }

  @Test
  void duringARotationAndAtRestItIsTheCurrentSecret() {
    StillWorld still = StillWorld.anyOf().presenting("E1", 1).honouring(1, 2);

    assertThat(reference(still, Stage.ADMIT)).contains(still.headers(1));
    assertThat(reference(still, Stage.IDLE)).contains(still.headers(1));
  }

  @Test
  void ofAGateThatDemandsAllItIsBoth() {
    StillWorld still = StillWorld.allOf().presenting("E1", 1, 2).honouring(2);

    assertThat(reference(still, Stage.REQUIRE)).contains(still.headers(1, 2));
  }

  private static Optional<List<Header>> reference(StillWorld still, Stage stage) {
    LockState state = StillWorld.state(stage);
    Situation situation =
        Situation.of(still.world(), StillWorld.SETTINGS, still, Position.read(state));
    new Direct(still.world().prober(), situation, 3).ask(StillWorld.secret(1));
    return still.references.get(still.references.size() - 1);
  }
}
