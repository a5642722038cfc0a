package io.originlock.engine;

import static io.originlock.engine.StillWorld.SETTINGS;
import static io.originlock.engine.StillWorld.T0;
import static io.originlock.engine.StillWorld.secret;
import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.model.Effort;
import io.originlock.model.LockState;
import io.originlock.model.Stage;
import io.originlock.model.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** States that a worker wrote whose clock was ahead: whichever time, and by how much. */
class ClockRuleTest {
  private static final LockState PRESENT =
      StillWorld.state(Stage.PRESENT).with(new Times(T0, T0, T0));

  /** Each time of a state, put off. */
  private enum Put {
    SINCE((state, to) -> state.change("").enter(state.stage(), to).build()),
    HONOURED((state, to) -> state.with(new Times(to, T0, T0))),
    ACCEPTED((state, to) -> state.with(new Times(T0, to, T0))),
    SETTLED((state, to) -> state.with(new Times(T0, T0, to))),
    OPEN((state, to) -> state.with(new Times(T0, T0, T0, Map.of("api/prod", to)))),
    CREATED((state, to) -> state.change("").current(secret(1).madeAt(to)).build()),
    INCOMING((state, to) -> state.change("").incoming(secret(2).madeAt(to)).build()),
    RETIRED((state, to) -> state.change("").retire(secret(3), to, false).build()),
    REPAIRED((state, to) -> state.change("").repairs(new Effort(1, to)).build()),
    TRIED(
        (state, to) -> state.change("").attempts(all -> all.rotations(new Effort(1, to))).build()),
    ENFORCED((state, to) -> state.change("").requests(all -> all.enforced(true, to)).build());

    private final BiFunction<LockState, Instant, LockState> change;

    Put(BiFunction<LockState, Instant, LockState> change) {
      this.change = change;
    }

    LockState to(Instant when) {
      return change.apply(PRESENT, when);
    }
  }

  private final StillWorld still =
      StillWorld.anyOf().honouring(1, 2).publishing(6, 2).presenting("E1", 2);

  private static Stream<Arguments> ahead() {
    return Arrays.stream(Put.values())
        .flatMap(
            put ->
                Stream.of(
                        Duration.ofSeconds(61),
                        Duration.ofMinutes(10),
                        Duration.ofHours(1),
                        Duration.ofDays(365))
                    .map(skew -> Arguments.of(put, skew)));
  }

  @ParameterizedTest
  @MethodSource("ahead")
  void whatIsStillToComeCountsFromNow(Put put, Duration skew) {
    LockState state = put.to(T0.plus(skew));

    still.run(state);

    LockState written = still.log.get(state.sequence() + 1);
    assertThat(written.timesUntil(T0)).isEqualTo(written).isNotEqualTo(state);
    assertThat(written)
        .usingRecursiveComparison()
        .ignoringFields("sequence", "reason")
        .isEqualTo(put.to(T0));
    assertThat(still.rules).contains("CLOCK");
    assertThat(still.warnings).anyMatch(warning -> warning.startsWith("R0 The state tells of"));
  }

  @ParameterizedTest
  @EnumSource
  void aMinuteApartIsNothing(Put put) {
    still.run(put.to(T0.plus(ClockRule.APART)));
    still.run(put.to(T0.minus(Duration.ofDays(1))));

    assertThat(still.rules).doesNotContain("CLOCK");
  }

  /** Else a rotation waits until the clock comes to a time that is a year away. */
  @Test
  void aRotationIsHeldNoLongerThanItsSoakAndGrace() {
    Instant ahead = T0.plus(Duration.ofDays(365));
    LockState state = PRESENT.change("").enter(Stage.PRESENT, ahead).build();

    Step step = still.run(state.with(new Times(ahead, ahead, ahead)));
    Instant end = T0.plus(SETTINGS.soak()).plus(SETTINGS.grace());
    assertThat(step.awaiting().orElseThrow().notBefore()).isBeforeOrEqualTo(end);

    still.now = end;
    still.engine().run(Position.read(still.newest()), end);

    assertThat(still.newest().stage()).isEqualTo(Stage.IDLE);
  }
}
