package io.originlock.simulation;

import io.originlock.port.Acceptance;
import io.originlock.testing.Seeds;
import org.junit.jupiter.api.Test;

/** Whatever happens: nobody is refused by the lock's doing, and in the end it is whole. */
class SimulationPropertiesTest {

  @Test
  void anyOf() {
    holds(2000, new Cases(Acceptance.ANY_OF));
  }

  @Test
  void allOf() {
    holds(2000, new Cases(Acceptance.ALL_OF));
  }

  @Test
  void anyOfFromAnyStart() {
    holds(500, Cases.fromAnyStart(Acceptance.ANY_OF));
  }

  @Test
  void allOfFromAnyStart() {
    holds(500, Cases.fromAnyStart(Acceptance.ALL_OF));
  }

  private static void holds(int number, Cases cases) {
    try (Runner runner = new Runner()) {
      Seeds.each(
          number,
          seed -> {
            Case story = cases.of(seed);
            String broken = runner.broken(story);
            if (broken != null) {
              throw new AssertionError(runner.report(seed, runner.shrink(story), broken));
            }
          });
    }
  }
}
