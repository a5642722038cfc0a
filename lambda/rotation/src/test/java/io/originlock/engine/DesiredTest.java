package io.originlock.engine;

import static io.originlock.engine.StillWorld.SETTINGS;
import static io.originlock.engine.StillWorld.T0;
import static io.originlock.engine.StillWorld.id;
import static io.originlock.engine.StillWorld.secret;
import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.model.LockState;
import io.originlock.model.Stage;
import io.originlock.model.Times;
import io.originlock.port.Acceptance;
import io.originlock.port.Published;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one look makes of the world: what is wanted where, and what may already go. */
class DesiredTest {
  private static final Instant SOAKED = T0.plus(SETTINGS.soak());
  private static final LockState IDLE = StillWorld.state(Stage.IDLE).with(new Times(T0, T0, T0));
  private static final LockState AFTER_G9 =
      IDLE.change("").retire(secret(9), T0, false).build().with(new Times(T0, T0, T0));

  private final StillWorld anyOf = StillWorld.anyOf();
  private final StillWorld allOf = StillWorld.allOf();

  @Test
  void aGateOfOneRequirementKeepsWhatItMayDemandUntilItHasLongBeenServed() {
    allOf.honouring(1).presenting("E1", 1, 77);

    allOf.now = SOAKED.minusMillis(1);
    Situation early = look(allOf, IDLE);
    assertThat(early.agrees()).as("what it must have it has").isTrue();
    assertThat(early.keepsMore()).isTrue();
    assertThat(early.desired().headersOf(early.observed().distributions().get(0)))
        .isEqualTo(allOf.headers(1, 77));
    assertThat(early.desired().headersOf(new Published.Document(1, allOf.headers(77))))
        .isEqualTo(allOf.headers(1, 77));

    allOf.now = SOAKED;
    Situation late = look(allOf, IDLE);
    assertThat(late.agrees()).isFalse();
    assertThat(late.keepsMore()).isFalse();
    assertThat(late.desired().headersOf(late.observed().distributions().get(0)))
        .isEqualTo(allOf.headers(1));
  }

  @Test
  void whatWasNeverServedIsOnlyAddedTo() {
    allOf.honouring(1).presenting("E1", 77).now = SOAKED;

    Situation sight = look(allOf, IDLE.with(new Times(T0, null, T0)));

    assertThat(sight.desired().onlyAdded()).isTrue();
    assertThat(sight.agrees()).isFalse();
    assertThat(sight.desired().headersOf(sight.observed().distributions().get(0)))
        .isEqualTo(allOf.headers(1, 77));
  }

  @Test
  void nothingMoreIsKeptWhereNothingMoreIs() {
    allOf.honouring(1).presenting("E1", 1);

    assertThat(look(allOf, IDLE).desired().onlyAdded()).isTrue();
    assertThat(look(allOf, IDLE).keepsMore()).isFalse();
  }

  @Test
  void whatIsDemandedTodayIsWantedAndWhatIsOnlyKnownIsNot() {
    LockState state =
        IDLE.change("")
            .current(secret(3))
            .retire(secret(2), T0, false)
            .retire(secret(1), T0, false)
            .build()
            .with(new Times(T0, T0, null));
    allOf.honouring(1).presenting("E1", 3).now = SOAKED;

    Situation sight = look(allOf, state);

    assertThat(sight.desired().gate().postponed()).isTrue();
    assertThat(sight.desired().headers()).isEqualTo(allOf.headers(1, 3));
  }

  @Test
  void anOpenGateMayDemandWhatItDidUntilItHasLongBeenOpen() {
    allOf.opensItself = true;
    allOf.open = true;
    allOf.presenting("E1", 1, 77);
    LockState opened = StillWorld.state(Stage.ENGAGE).with(new Times(T0, T0, T0));

    allOf.now = SOAKED.minusMillis(1);
    assertThat(look(allOf, opened).agrees()).as("a host may demand g77 still").isTrue();

    allOf.now = SOAKED;
    Situation late = look(allOf, opened);
    assertThat(late.agrees()).isFalse();
    assertThat(late.desired().headersOf(late.observed().distributions().get(0)))
        .isEqualTo(allOf.headers(1));
  }

  @Test
  void onTheWayOutTheLastHeaderGoesWhenTheGateIsOpen() {
    allOf.opensItself = true;
    allOf.open = true;
    allOf.presenting("E1", 1);

    Situation sight = look(allOf, StillWorld.state(Stage.WITHDRAW));

    assertThat(sight.desired().headersOf(sight.observed().distributions().get(0))).isEmpty();
  }

  @Test
  void aGateOfManySecretsReplacesWhatDiffers() {
    anyOf.honouring(1).presenting("E1", 77);

    Situation sight = look(anyOf, IDLE);

    assertThat(sight.desired().onlyAdded()).isFalse();
    assertThat(sight.keepsMore()).isFalse();
    assertThat(sight.desired().headersOf(sight.observed().distributions().get(0)))
        .isEqualTo(anyOf.headers(1));
  }

  @Test
  void anExtraHeaderKeepsAGateOfManySecretsFromNarrowing() {
    anyOf.honouring(1, 9).presenting("E1", 1, 77).now = SOAKED;

    assertThat(look(anyOf, AFTER_G9).desired().gate().kept()).containsExactly(id(9));

    anyOf.presenting("E1", 1);
    assertThat(look(anyOf, AFTER_G9).desired().gate().kept()).isEmpty();
  }

  @Test
  void anExtraHeaderDoesNotKeepARequirementFromChanging() {
    LockState require = StillWorld.state(Stage.REQUIRE).with(new Times(T0, T0, T0));
    allOf.honouring(1).presenting("E1", 1, 2, 77).now = SOAKED;
    assertThat(look(allOf, require).desired().gate().postponed()).isFalse();

    allOf.presenting("E2", 1);
    assertThat(look(allOf, require).desired().gate().postponed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "ANY_OF, ADMIT, '1', true", // presented is g1
    "ANY_OF, PRESENT, '1', false", // presented is g2
    "ANY_OF, PRESENT, '1 2', true",
    "ALL_OF, PRESENT, '1', true", // presented are both
    "ALL_OF, PRESENT, '1 2', true",
    "ALL_OF, IDLE, '', false", // nothing is demanded: nothing is known
    "ALL_OF, IDLE, '1', true",
    "ALL_OF, IDLE, '9', false",
    "ALL_OF, IDLE, '1 9', false"
  })
  void whatIsPresentedIsServedOrNot(
      Acceptance acceptance, Stage stage, String inPlace, boolean served) {
    StillWorld still = new StillWorld(acceptance);
    for (String number : inPlace.split(" ")) {
      if (!number.isEmpty()) {
        still.held.add(id(Integer.parseInt(number)));
      }
    }
    LockState state = StillWorld.state(stage).change("").retire(secret(9), T0, false).build();

    assertThat(look(still, state).accepts()).isEqualTo(served);
  }

  private static Situation look(StillWorld still, LockState state) {
    return Situation.of(still.world(), SETTINGS, still, Position.read(state));
  }
}
