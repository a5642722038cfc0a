package io.originlock.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.engine.Action;
import io.originlock.model.LockException;
import io.originlock.model.SecretId;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Four hosts that learn of a change within ten minutes, each at its own time, at a soak of 75 s.
 * One that is late is a quarter of them, so a row of n probes misses it with a chance of 0.75^n.
 */
class LateHostsTest {
  private static final long LAG = 600_000;
  private static final long SOAK = 75_000;
  private static final int ROTATIONS = 60;

  /** A chance of 0.75^50, less than one in a million. */
  private static final int MANY = 50;

  @ParameterizedTest
  @EnumSource(
      value = GateKind.class,
      names = {"KEYS", "REQUIREMENT"})
  void manyProbesMissNoHost(GateKind gate) {
    assertThat(refusing(gate, MANY)).isZero();
  }

  /** So that the evidence, and not the model, is what refuses nobody. */
  @ParameterizedTest
  @EnumSource(
      value = GateKind.class,
      names = {"KEYS", "REQUIREMENT"})
  void oneProbeMissesSome(GateKind gate) {
    long refusing = refusing(gate, 1);

    System.out.printf(
        "%s: %d of %d rotations refuse somebody with 1 probe, %d with 5, %d with 20%n",
        gate, refusing, ROTATIONS, refusing(gate, 5), refusing(gate, 20));
    assertThat(refusing).isPositive();
  }

  private static long refusing(GateKind gate, int probes) {
    return LongStream.rangeClosed(1, ROTATIONS).filter(seed -> refuses(gate, seed, probes)).count();
  }

  private static boolean refuses(GateKind gate, long seed, int probes) {
    Shape shape = new Shape(gate, 1, 4, 4, 60_000, LAG, 20, SOAK, 0, 2_000, 900_000);
    SimulatedLock lock = new SimulatedLock(shape, seed, true);
    lock.probes(probes);
    lock.engage();
    lock.time().sleep(Duration.ofMillis(2 * LAG));
    lock.watch();

    try {
      lock.ask(Action.ROTATE);
      lock.settle();
    } catch (LockException e) {
      // Viewers were refused for so long that the rotation was taken back.
      return true;
    }

    assertThat(lock.state().current().id()).isEqualTo(new SecretId(2));
    return !lock.violations().isEmpty();
  }
}
