package io.originlock.engine;

import static io.originlock.engine.StillWorld.SETTINGS;
import static io.originlock.engine.StillWorld.T0;
import static io.originlock.engine.StillWorld.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.engine.Reply.Outcome;
import io.originlock.finding.Accepted;
import io.originlock.finding.Finding;
import io.originlock.finding.Kind;
import io.originlock.finding.Place;
import io.originlock.finding.Severity;
import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.Stage;
import io.originlock.model.Times;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands around a lock and keeps it from going on, and what does not. */
class BarriersTest {
  private final StillWorld still =
      StillWorld.anyOf().presenting("E1", 1).honouring(1).publishing(6, 1);

  static Stream<Arguments> closing() {
    return Stream.of(Action.ENGAGE, Action.ENFORCE)
        .flatMap(
            action ->
                Arrays.stream(Kind.values())
                    .filter(kind -> stops(kind.severity()))
                    .map(kind -> Arguments.of(action, kind)));
  }

  private static boolean stops(Severity severity) {
    return severity == Severity.REFUSES || severity == Severity.HINDERS;
  }

  @ParameterizedTest
  @MethodSource("closing")
  void whatWouldRefuseViewersOrCouldNotGoOnIsRefusedInASentence(Action action, Kind kind) {
    StillWorld world = before(action);
    world.found.add(finding(kind));

    assertThatThrownBy(() -> ask(world, action))
        .isInstanceOf(LockException.class)
        .hasMessageStartingWith(
            "lock prod: " + action.label() + " is refused. Distribution E1: It is so. Do that. (")
        .hasMessageContaining("(" + kind.label() + ")")
        .hasMessageContaining("accepted_findings");
    assertThat(world.writes).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("closing")
  void whatSomebodyAcceptedIsLetThrough(Action action, Kind kind) {
    StillWorld world = before(action);
    world.found.add(finding(kind));
    world.accepted.add(new Accepted(kind, "distribution E1", "known"));

    assertThat(ask(world, action).outcome()).isNotEqualTo(Outcome.DECLINED);
    assertThat(world.writes).anyMatch(write -> write.startsWith("write engage"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"METHOD_OPEN", "LOGS_SECRET", "HIDDEN_REFUSALS", "UNREAD"})
  void whatIsOpenTellsOrCannotBeSeenStopsNothing(Kind kind) {
    for (Action action : List.of(Action.ENGAGE, Action.ENFORCE)) {
      StillWorld world = before(action);
      world.found.add(finding(kind));

      ask(world, action);

      assertThat(world.writes).anyMatch(write -> write.startsWith("write engage"));
    }
  }

  @Test
  void unenforceAndDisengageAskNobody() {
    still.opensItself = true;
    still.logged(idle());
    still.found.add(finding(Kind.FOREIGN_ORIGIN));
    still.found.add(finding(Kind.FORWARDED_HOST));

    assertThat(ask(still, Action.UNENFORCE).state().stage()).isEqualTo(Stage.ENGAGE);
    assertThat(ask(still, Action.DISENGAGE).state().stage().leaving()).isTrue();
  }

  @Test
  void aRotationIsRememberedUntilWhatHindersItIsMended() {
    still.logged(idle());
    still.found.add(finding(Kind.MISSING_PERMISSION));
    still.now = T0.plus(SETTINGS.soak());

    Reply reply = ask(still, Action.ROTATE);

    assertThat(reply.outcome()).isEqualTo(Outcome.WAITING);
    assertThat(reply.message()).contains("is remembered");
    assertThat(reply.awaiting().orElseThrow().awaiting())
        .contains("what hinders the rotation", "Distribution E1: It is so. Do that.");
    assertThat(reply.state().stage()).isEqualTo(Stage.IDLE);

    ask(still, Action.TICK);
    assertThat(still.newest().stage()).isEqualTo(Stage.IDLE);

    still.found.clear();
    ask(still, Action.TICK);
    assertThat(still.newest().stage()).isEqualTo(Stage.ADMIT);
    assertThat(still.newest().requests().pending()).isNull();
  }

  /** An examination costs some tens of calls. */
  @ParameterizedTest
  @CsvSource({
    "ROTATE, 1",
    "TICK, 1",
    "STATUS, 1",
  })
  void aHinderedRotationExaminesTheWorldOnceAnInvocation(Action action, int times) {
    still.logged(
        action == Action.ROTATE ? idle() : idle().change("asked for").pending("r0").build());
    still.found.add(finding(Kind.MISSING_PERMISSION));
    still.now = T0.plus(SETTINGS.soak());
    Lock lock = new Lock("prod", still.world(), SETTINGS, still, still, still);

    for (int invocation = 1; invocation <= 2; invocation++) {
      still.examinations = 0;
      Reply reply =
          lock.handle(
              new Request(action, "r" + invocation, false, false),
              still.now.plus(SETTINGS.poll().multipliedBy(3)));

      assertThat(still.examinations).isEqualTo(times);
      assertThat(reply.state().requests().pending()).isNotNull();
    }
  }

  @Test
  void whatRefusesViewersAlreadyDoesNotStopARotation() {
    still.logged(idle());
    still.found.add(finding(Kind.FORWARDED_HOST));

    assertThat(ask(still, Action.ROTATE).state().stage()).isEqualTo(Stage.ADMIT);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aLeakIsAnsweredUnlessTheNewSecretWouldLeakAsWell(Kind kind) {
    still.logged(idle());
    still.found.add(finding(kind));

    if (kind.givesAway()) {
      assertThatThrownBy(() -> revoke(still))
          .isInstanceOf(LockException.class)
          .hasMessageStartingWith("lock prod: revoke is refused. Distribution E1: It is so.");
      assertThat(still.writes).isEmpty();
    } else {
      assertThat(revoke(still).message()).contains("is revoked");
    }
  }

  private static StillWorld before(Action action) {
    StillWorld world =
        action == Action.ENGAGE
            ? StillWorld.anyOf().presenting("E1")
            : StillWorld.anyOf().presenting("E1", 1).honouring(1).publishing(6, 1);
    world.opensItself = true;
    world.open = true;
    if (action == Action.ENFORCE) {
      world.logged(
          state(Stage.ENGAGE)
              .change("arranged")
              .requests(all -> all.enforced(false, T0))
              .times(all -> new Times(T0, T0, T0))
              .build());
    }
    return world;
  }

  private static LockState idle() {
    return state(Stage.IDLE).with(new Times(T0, T0, T0));
  }

  private static Finding finding(Kind kind) {
    return new Finding(kind, new Place("distribution E1"), "It is so.", "Do that.");
  }

  private static Reply ask(StillWorld world, Action action) {
    return handle(world, new Request(action, "r", false, false));
  }

  private static Reply revoke(StillWorld world) {
    return handle(world, new Request(Action.REVOKE, "r", true, false));
  }

  private static Reply handle(StillWorld world, Request request) {
    return new Lock("prod", world.world(), SETTINGS, world, world, world)
        .handle(request, world.now);
  }
}
