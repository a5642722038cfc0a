package io.originlock.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.engine.Action;
import io.originlock.model.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A rotation, or the answer to a leak, that a worker begins whose clock is ahead of all others. */
class AheadWorkerTest {

  private static Stream<Arguments> beginnings() {
    return Arrays.stream(GateKind.values())
        .flatMap(
            gate ->
                Stream.of(Action.ROTATE, Action.REVOKE)
                    .flatMap(
                        action ->
                            Stream.of(
                                    Duration.ofMinutes(10),
                                    Duration.ofHours(1),
                                    Duration.ofDays(365))
                                .map(ahead -> Arguments.of(gate, action, ahead))));
  }

  /** It is through no later than at a right clock, but for two ticks, and refuses nobody more. */
  @ParameterizedTest
  @MethodSource("beginnings")
  void whatItBeginsIsNotHeld(GateKind gate, Action action, Duration ahead) {
    Duration right = through(gate, action, Duration.ZERO);

    assertThat(through(gate, action, ahead)).isLessThanOrEqualTo(right.plusMinutes(2));
  }

  private static Duration through(GateKind gate, Action action, Duration ahead) {
    SimulatedLock lock = new SimulatedLock(SimulatedLock.shape(gate), 3, true);
    lock.engage();
    if (action == Action.ROTATE) {
      lock.watch();
    }
    Instant begin = lock.time().instant();

    lock.ask(action, ahead);
    lock.settle();

    assertThat(lock.state().stage()).isEqualTo(Stage.IDLE);
    assertThat(lock.state().current().id().number()).as(lock.story()).isEqualTo(2);
    assertThat(lock.violations()).isEmpty();
    return Duration.between(begin, lock.time().instant());
  }
}
