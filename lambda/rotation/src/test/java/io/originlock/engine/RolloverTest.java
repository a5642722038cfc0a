package io.originlock.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.engine.StagePlan.Role;
import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.Stage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of the stages, and who plays which part in them. */
class RolloverTest {

  @ParameterizedTest
  @CsvSource({
    "ANY_OF, ENGAGE, ENGAGE IDLE",
    "ANY_OF, ADMIT, ADMIT PRESENT IDLE",
    "ALL_OF, PRESENT, PRESENT REQUIRE IDLE",
    "ANY_OF, RETREAT, RETREAT IDLE",
    "ALL_OF, DISENGAGE, DISENGAGE WITHDRAW OPEN"
  })
  void stagesFollowEachOtherUntilTheLockRests(Rollover rollover, Stage first, String stages) {
    List<String> passed = new ArrayList<>();
    for (Optional<Stage> stage = Optional.of(first);
        stage.isPresent();
        stage = rollover.next(stage.get())) {
      passed.add(stage.get().name());
    }

    assertThat(String.join(" ", passed)).isEqualTo(stages);
  }

  @ParameterizedTest
  @CsvSource({"ANY_OF, REQUIRE", "ALL_OF, ADMIT"})
  void aStageOfTheOtherGateIsRefused(Rollover rollover, Stage stage) {
    assertThatThrownBy(() -> rollover.next(stage))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("stage " + stage.label())
        .hasMessageContaining("written for another gate");
    assertThatThrownBy(() -> rollover.plan(stage))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("stage " + stage.label());
  }

  @Test
  void whoPlaysAPartIsCast() {
    LockState present = StillWorld.state(Stage.PRESENT);

    assertThat(Rollover.cast(present, EnumSet.allOf(Role.class)))
        .containsExactly(StillWorld.secret(1), StillWorld.secret(2));
    assertThat(Rollover.cast(present, Set.of(Role.INCOMING))).containsExactly(StillWorld.secret(2));
    assertThat(Rollover.cast(LockState.open(StillWorld.T0), EnumSet.allOf(Role.class))).isEmpty();
  }
}
