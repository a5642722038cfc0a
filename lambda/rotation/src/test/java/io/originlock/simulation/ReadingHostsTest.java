package io.originlock.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.engine.Action;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Signing keys that authorizers keep for a while. */
class ReadingHostsTest {
  private static final long SOAK = 300_000;

  @Test
  void keysKeptForAWholeSoakRefuseNobody() {
    assertThat(LongStream.range(0, 20))
        .allMatch(seed -> rotated(seed, SOAK).violations().isEmpty());
  }

  /** The rule that the Terraform module checks, kept <= soak, is one that viewers need. */
  @Test
  void keysKeptForLongerDo() {
    assertThat(LongStream.range(0, 20).mapToObj(seed -> rotated(seed, 3 * SOAK)))
        .anySatisfy(
            lock ->
                assertThat(lock.violations())
                    .anyMatch(violation -> violation.contains("no refusal")));
  }

  private static SimulatedLock rotated(long seed, long kept) {
    SimulatedLock lock =
        new SimulatedLock(
            new Shape(GateKind.PARAMETERS, 1, 4, 4, 60_000, kept, 20, SOAK, 0, 2_000, 900_000),
            seed,
            true);
    lock.ask(Action.ENGAGE);
    lock.settle();
    lock.watch();
    lock.ask(Action.ROTATE);
    lock.settle();
    return lock;
  }
}
