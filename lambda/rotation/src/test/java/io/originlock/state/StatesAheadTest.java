package io.originlock.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.fake.FakeSsm;
import io.originlock.model.Effort;
import io.originlock.model.LockState;
import io.originlock.model.Retired;
import io.originlock.model.Secrets;
import io.originlock.model.Stage;
import io.originlock.model.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** States of a writer whose clock was ahead of AWS's: whichever time, and by how much. */
class StatesAheadTest {
  private static final Instant STORED = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant BEFORE = STORED.minusSeconds(600);

  private static FakeSsm ssm;

  private SsmStateLog log;

  /** Each time of a state, put off. */
  private enum Put {
    SINCE((state, to) -> state.change("").enter(state.stage(), to).build()),
    HONOURED((state, to) -> state.with(new Times(to, BEFORE, BEFORE))),
    ACCEPTED((state, to) -> state.with(new Times(BEFORE, to, BEFORE))),
    SETTLED((state, to) -> state.with(new Times(BEFORE, BEFORE, to))),
    OPEN((state, to) -> state.with(new Times(BEFORE, BEFORE, BEFORE, Map.of("api/prod", to)))),
    CREATED((state, to) -> state.change("").current(States.secret(1).madeAt(to)).build()),
    INCOMING((state, to) -> state.change("").incoming(States.secret(2).madeAt(to)).build()),
    RETIRED(
        (state, to) ->
            state
                .change("")
                .secrets(
                    all ->
                        all.retired(
                            List.of(
                                new Retired(States.secret(3).madeAt(BEFORE), to, false, false))))
                .build()),
    REPAIRED((state, to) -> state.change("").repairs(new Effort(1, to)).build()),
    TRIED(
        (state, to) -> state.change("").attempts(all -> all.rotations(new Effort(1, to))).build()),
    ENFORCED((state, to) -> state.change("").requests(all -> all.enforced(true, to)).build());

    private final BiFunction<LockState, Instant, LockState> change;

    Put(BiFunction<LockState, Instant, LockState> change) {
      this.change = change;
    }

    LockState to(Instant when) {
      return change.apply(STATE, when);
    }
  }

  private static final LockState STATE =
      LockState.of(
              11,
              Stage.PRESENT,
              BEFORE,
              new Secrets(
                  States.secret(1).madeAt(BEFORE),
                  States.secret(2).madeAt(BEFORE),
                  List.of(),
                  Set.of()),
              "before")
          .with(new Times(BEFORE, BEFORE, BEFORE));

  @BeforeAll
  static void start() {
    ssm = new FakeSsm();
    ssm.writtenAt = STORED;
  }

  @AfterAll
  static void stop() {
    ssm.close();
  }

  @BeforeEach
  void empty() {
    ssm.parameters.clear();
    log = new SsmStateLog(ssm.client(), "/origin-lock/petstore");
  }

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

  /** Else a rotation waits until the clock comes to a time that is a year away. */
  @ParameterizedTest
  @MethodSource("ahead")
  void whatIsLaterCountsAsWhenItWasStored(Put put, Duration skew) {
    LockState written = put.to(STORED.plus(skew));
    log.append(written);

    LockState read = log.newest().orElseThrow();

    assertThat(read).isEqualTo(put.to(STORED));
    assertThat(log.wroteAhead()).isTrue();
    assertThat(log.isNewest(written)).as("for its writer, too").isTrue();
    assertThat(log.isNewest(read)).isTrue();
    assertThat(log.isNewest(put.to(BEFORE))).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void aMinuteAheadAndWhatWasBeforeIsReadAsItIs(Put put) {
    for (Instant time : List.of(STORED.plusSeconds(60), STORED, STORED.minusSeconds(86_400))) {
      ssm.parameters.clear();
      log.append(put.to(time));

      assertThat(log.newest()).contains(put.to(time));
      assertThat(log.wroteAhead()).isFalse();
    }
  }
}
