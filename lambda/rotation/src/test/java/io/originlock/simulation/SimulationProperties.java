package io.originlock.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.engine.Rollover;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/** Whatever happens: nobody is refused by the lock's doing, and in the end it is whole. */
class SimulationProperties {
  /** The same cases each time: a build is no lottery. {@code make soak} draws new ones. */
  private static final String SEED = "20180606";

  @Property(tries = 2000, seed = SEED)
  void anyOf(@ForAll("anyOfCases") Seeded seeded) {
    holds(seeded);
  }

  @Property(tries = 2000, seed = SEED)
  void allOf(@ForAll("allOfCases") Seeded seeded) {
    holds(seeded);
  }

  @Property(tries = 500, seed = SEED)
  void anyOfFromAnyStart(@ForAll("anyOfStarts") Seeded seeded) {
    holds(seeded);
  }

  @Property(tries = 500, seed = SEED)
  void allOfFromAnyStart(@ForAll("allOfStarts") Seeded seeded) {
    holds(seeded);
  }

  /** A case, and the seed that it was made from. */
  record Seeded(long seed, Case story) {}

  @Provide
  Arbitrary<Seeded> anyOfCases() {
    return cases(new Cases(Rollover.ANY_OF));
  }

  @Provide
  Arbitrary<Seeded> allOfCases() {
    return cases(new Cases(Rollover.ALL_OF));
  }

  @Provide
  Arbitrary<Seeded> anyOfStarts() {
    return cases(Cases.fromAnyStart(Rollover.ANY_OF));
  }

  @Provide
  Arbitrary<Seeded> allOfStarts() {
    return cases(Cases.fromAnyStart(Rollover.ALL_OF));
  }

  private static Arbitrary<Seeded> cases(Cases cases) {
    return Arbitraries.fromGenerator(
        (Random random) -> {
          long seed = random.nextLong();
          return new Smaller(new Seeded(seed, cases.of(seed)));
        });
  }

  /** Lets jqwik shrink a case in the way that cases themselves know. */
  private record Smaller(Seeded value) implements Shrinkable<Seeded> {
    @Override
    public Stream<Shrinkable<Seeded>> shrink() {
      return value.story().smaller().map(each -> new Smaller(new Seeded(value.seed(), each)));
    }

    @Override
    public ShrinkingDistance distance() {
      return ShrinkingDistance.of(value.story().size());
    }
  }

  private static void holds(Seeded seeded) {
    try (Runner runner = new Runner()) {
      String broken = runner.broken(seeded.story());
      if (broken != null) {
        assertThat(broken).as(runner.report(seeded.seed(), seeded.story(), broken)).isNull();
      }
    }
  }
}
