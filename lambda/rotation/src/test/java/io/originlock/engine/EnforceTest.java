package io.originlock.engine;

import static io.originlock.engine.StillWorld.SETTINGS;
import static io.originlock.engine.StillWorld.T0;
import static io.originlock.engine.StillWorld.secret;
import static io.originlock.engine.StillWorld.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.engine.Reply.Outcome;
import io.originlock.model.Enforcement;
import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.Stage;
import io.originlock.model.Times;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A gate of the worker's closes when that is asked for, and opens again. */
class EnforceTest {
  private static final Instant LATER = T0.plusSeconds(86_400);

  private final StillWorld still =
      StillWorld.anyOf().presenting("E1", 1).presenting("E2", 1).honouring(1).publishing(6, 1);

  @BeforeEach
  void opensItself() {
    still.opensItself = true;
    still.open = true;
    still.now = LATER;
  }

  @Test
  void aLockBeginsWithoutEnforcement() {
    StillWorld fresh = StillWorld.anyOf().presenting("E1");
    fresh.opensItself = true;
    fresh.open = true;

    ask(fresh, Action.ENGAGE);

    assertThat(fresh.newest().awaitsEnforcement()).isTrue();
    assertThat(fresh.newest().requests().enforcement().since()).isEqualTo(T0);
  }

  @Test
  void oneThatItsOwnerClosesGoesOnToIdleByItself() {
    StillWorld fresh = StillWorld.anyOf().presenting("E1");

    ask(fresh, Action.ENGAGE);

    assertThat(fresh.newest().requests().enforcement()).isEqualTo(Enforcement.ALWAYS);
  }

  @Test
  void withoutItALockRestsAndSaysWhatItWaitsFor() {
    still.logged(unenforced());

    Reply reply = ask(still, Action.TICK);

    assertThat(reply.outcome()).isEqualTo(Outcome.DONE);
    assertThat(reply.awaiting().orElseThrow().awaiting())
        .contains("enforce the lock", "lets everyone in, not enforced since " + T0);
    assertThat(reply.awaiting().orElseThrow().check())
        .contains("make enforce closes it", "Terraform's plan does not show");
    assertThat(still.writes).containsExactly("prune");
    assertThat(reply.state().guardedSince()).isEmpty();
  }

  @Test
  void aRotationIsRememberedUntilThen() {
    still.logged(unenforced());

    Reply reply = ask(still, Action.ROTATE);

    assertThat(reply.message()).contains("remembered");
    assertThat(reply.state().stage()).isEqualTo(Stage.ENGAGE);
    assertThat(reply.state().requests().pending()).isNotNull();
  }

  @Test
  void whatIsRepairedMeanwhileIsWholeAgainAfterASoak() {
    still.logged(unenforced());
    still.presenting("E2");

    ask(still, Action.TICK);
    assertThat(still.newest().attempts().repairs().count()).isEqualTo(1);

    still.presenting("E2", 1);
    still.now = LATER.plus(SETTINGS.soak()).plusSeconds(60);
    ask(still, Action.TICK);
    still.now = still.now.plus(SETTINGS.soak());
    ask(still, Action.TICK);
    assertThat(still.newest().attempts().repairs().count()).isZero();
    assertThat(still.newest().stage()).isEqualTo(Stage.ENGAGE);
    assertThat(still.open).isTrue();
  }

  @Test
  void itClosesAfterASoakThatCountsFromTheRequest() {
    still.logged(unenforced());

    Reply reply = ask(still, Action.ENFORCE);

    assertThat(reply.outcome()).isEqualTo(Outcome.WAITING);
    assertThat(reply.message()).startsWith("The gate closes once every edge");
    assertThat(reply.state().times().settled()).isEqualTo(LATER);
    assertThat(reply.state().since()).isEqualTo(LATER);
    assertThat(still.open).isTrue();

    still.now = LATER.plus(SETTINGS.soak());
    ask(still, Action.TICK);
    assertThat(still.newest().stage()).isEqualTo(Stage.IDLE);
    assertThat(still.open).isFalse();
    assertThat(still.newest().guardedSince()).contains(LATER);
  }

  @Test
  void itWaitsForAHeaderThatWasTakenOff() {
    still.logged(unenforced());
    still.presenting("E2");

    ask(still, Action.ENFORCE);
    still.spreading("E2", 1);
    still.now = LATER.plus(SETTINGS.soak()).plusSeconds(60);
    ask(still, Action.TICK);

    assertThat(still.newest().stage()).isEqualTo(Stage.ENGAGE);
    assertThat(still.open).isTrue();
  }

  @Test
  void askedForTwiceItIsAskedForOnce() {
    still.open = false;
    still.logged(closed(Stage.IDLE));

    Reply reply = ask(still, Action.ENFORCE);

    assertThat(reply.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(reply.message()).isEqualTo("The lock was enforced before.");
    assertThat(still.writes).containsExactly("prune");
  }

  @Test
  void takenBackTwiceItIsTakenBackOnce() {
    still.logged(unenforced());

    Reply reply = ask(still, Action.UNENFORCE);

    assertThat(reply.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(reply.message()).isEqualTo("The lock was unenforced before.");
  }

  @Test
  void takenBackAtRestItOpensAtOnceAndKeepsPresenting() {
    still.open = false;
    still.logged(closed(Stage.IDLE));

    Reply reply = ask(still, Action.UNENFORCE);

    assertThat(reply.outcome()).isEqualTo(Outcome.DONE);
    assertThat(reply.state().awaitsEnforcement()).isTrue();
    assertThat(reply.state().times().honoured()).isEqualTo(LATER);
    assertThat(still.open).isTrue();
    assertThat(still.writes).noneMatch(write -> write.startsWith("tell"));
  }

  @Test
  void takenBackWhereAHostMayStillDemandAnotherSecretNoHeaderGoesBeforeASoak() {
    StillWorld demanded = StillWorld.allOf().presenting("E1", 1, 2).publishing(6, 1, 2);
    demanded.opensItself = true;
    demanded.open = true;
    demanded.now = T0.plus(SETTINGS.soak()).minusMillis(1);
    demanded.logged(unenforced());

    ask(demanded, Action.TICK);
    assertThat(demanded.writes).noneMatch(write -> write.startsWith("tell"));

    demanded.now = T0.plus(SETTINGS.soak());
    ask(demanded, Action.TICK);
    assertThat(demanded.writes).contains("tell E1 [g1]");
  }

  @Test
  void whatIsRetiredIsSeenRefusedOnlyOnceTheGateIsClosed() {
    still.logged(unenforced().change("retired").retire(secret(9), T0, false).build());

    Reply reply = ask(still, Action.TICK);

    assertThat(reply.outcome()).isEqualTo(Outcome.DONE);
    assertThat(reply.awaiting().orElseThrow().awaiting()).contains("enforce the lock");
    assertThat(reply.state().retired().get(0).refused()).isFalse();

    still.open = false;
    still.logged(
        closed(Stage.IDLE)
            .change("retired")
            .retire(secret(9), T0, false)
            .build()
            .change("")
            .build());
    assertThat(ask(still, Action.TICK).awaiting().orElseThrow().awaiting())
        .isEqualTo("the API to refuse g9");
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"ADMIT", "PRESENT", "RETREAT"})
  void takenBackInARotationItOpensWhenThatIsOver(Stage stage) {
    still.open = false;
    LockState rotating = still.logged(closed(stage));

    Reply reply = ask(still, Action.UNENFORCE);
    assertThat(reply.state().stage()).isEqualTo(rotating.stage());
    assertThat(reply.message()).contains("when the rotation is over");

    LockState over = reply.state();
    Transitions transitions = new Transitions(Rollover.ANY_OF);
    for (int i = 0; i < 3 && over.stage().rotating(); i++) {
      over = transitions.advance(over, LATER);
    }
    assertThat(over.awaitsEnforcement()).isTrue();
    assertThat(over.incoming()).isNull();
  }

  @ParameterizedTest
  @EnumSource(
      value = Action.class,
      names = {"ENFORCE", "UNENFORCE"})
  void whereTheOwnerClosesItIsRefusedByName(Action action) {
    still.opensItself = false;
    still.logged(state(Stage.IDLE));

    assertThatThrownBy(() -> ask(still, action))
        .isInstanceOf(LockException.class)
        .hasMessageStartingWith(
            "lock prod: " + action.label() + " is refused: the API's owner closes this gate");
    assertThat(still.writes).isEmpty();
  }

  private static Reply ask(StillWorld world, Action action) {
    return new Lock("prod", world.world(), SETTINGS, world, world, world)
        .handle(new Request(action, "r", false, false), world.now);
  }

  private static LockState unenforced() {
    return state(Stage.ENGAGE)
        .change("arranged")
        .requests(all -> all.enforced(false, T0))
        .times(all -> new Times(T0, T0, T0))
        .build();
  }

  private static LockState closed(Stage stage) {
    return state(stage).with(new Times(T0, T0, T0));
  }
}
