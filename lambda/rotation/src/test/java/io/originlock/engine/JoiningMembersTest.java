package io.originlock.engine;

import static io.originlock.engine.StillWorld.SETTINGS;
import static io.originlock.engine.StillWorld.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.model.LockState;
import io.originlock.model.Members;
import io.originlock.model.Stage;
import io.originlock.model.Times;
import io.originlock.port.Published.Document;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A new stage of a live lock is closed when every listed distribution has presented for a soak. */
class JoiningMembersTest {
  private static final LockState IDLE = StillWorld.state(Stage.IDLE).with(new Times(T0, T0, T0));
  private static final Instant LATER = T0.plus(Duration.ofHours(9));

  private final StillWorld still = StillWorld.allOf().honouring(1).publishing(7, 1);

  @BeforeEach
  void aStageJoinsThatDemandsNothing() {
    still.now = LATER;
    still.opensItself = true;
    still.exact = false;
    still.stages.add("api/new");
    still.presenting("E1", 1);
    still.named = Optional.of(new Members(Set.of("E1"), Set.of("api/prod")));
  }

  @Test
  void aStageAloneIsClosedAtOnce() {
    still.run(IDLE);

    assertThat(still.writes).containsSubsequence("write idle", "honour [g1]");
  }

  @Test
  void aStageThatComesWithADistributionIsNotClosedBeforeThatHasPresentedForASoak() {
    still.presenting("E2");

    LockState told = still.run(IDLE).state();
    assertThat(still.writes).contains("tell E2 [g1]").doesNotContain("honour [g1]");
    assertThat(named().stages()).as("naming it closes nothing").contains("api/new");

    still.presenting("E2", 1);
    LockState settled = still.run(told.change("").build()).state();
    assertThat(settled.times().settled()).isEqualTo(LATER);

    still.now = LATER.plus(SETTINGS.soak()).minusMillis(1);
    LockState waiting = still.run(settled.change("").build()).state();
    assertThat(still.writes).doesNotContain("honour [g1]");

    still.now = LATER.plus(SETTINGS.soak());
    still.run(waiting.change("").build());
    assertThat(still.writes).contains("honour [g1]");
  }

  @Test
  void norIsItWhereThatDistributionPresentsAlready() {
    still.presenting("E2", 1);

    LockState joined = still.run(IDLE).state();

    assertThat(still.writes).containsExactly("write idle", "publish [g1]", "write idle");
    assertThat(joined.times().settled()).isEqualTo(LATER);
    still.now = LATER.plus(SETTINGS.soak()).minusMillis(1);
    LockState waiting = still.run(joined.change("").build()).state();
    assertThat(still.writes).doesNotContain("honour [g1]");

    still.now = LATER.plus(SETTINGS.soak());
    still.run(waiting.change("").build());
    assertThat(still.writes).contains("honour [g1]");
  }

  @Test
  void whereNamingClosesAStageItIsNamedWhenEveryEdgeHasPresentedForASoak() {
    still.standsWhereNamed = true;
    still.exact = true;
    still.presenting("E2");

    LockState told = still.run(IDLE).state();
    assertThat(still.writes).contains("tell E2 [g1]");
    assertThat(named()).isEqualTo(new Members(Set.of("E1", "E2"), Set.of("api/prod")));

    still.presenting("E2", 1);
    LockState settled = still.run(told.change("").build()).state();
    still.now = LATER.plus(SETTINGS.soak()).minusMillis(1);
    LockState waiting = still.run(settled.change("").build()).state();
    assertThat(named().stages()).doesNotContain("api/new");

    still.now = LATER.plus(SETTINGS.soak());
    still.run(waiting.change("").build());
    assertThat(named()).isEqualTo(new Members(Set.of("E1", "E2"), Set.of("api/new", "api/prod")));
  }

  @Test
  void thereAStageThatJoinsAloneIsNamedAtOnce() {
    still.standsWhereNamed = true;
    still.exact = true;

    still.run(IDLE);

    assertThat(named().stages()).contains("api/new");
  }

  private Members named() {
    return still.document.flatMap(Document::members).orElseThrow();
  }

  @Test
  void whoIsNamedAndUnknownToThisWorkerStaysNamed() {
    still.named = Optional.of(new Members(Set.of("E1", "E9"), Set.of("api/prod", "far/v1")));

    still.run(IDLE);

    assertThat(still.writes).contains("publish [g1]");
    assertThat(named())
        .isEqualTo(new Members(Set.of("E1", "E9"), Set.of("api/new", "api/prod", "far/v1")));
  }

  @Test
  void whereNobodyIsNamedNobodyIsKnownToJoin() {
    still.exact = true;
    still.named = Optional.empty();

    assertThat(still.run(IDLE).state().times().settled()).isEqualTo(T0);
    assertThat(still.writes).containsExactly("publish [g1]", "prune");
  }
}
