package io.originlock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.engine.SimulatedAws.Crash;
import io.originlock.engine.SimulatedAws.Shape;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Whatever the delays and wherever the worker dies: nobody is refused, nothing is left behind. */
class EngineProperties {

  @Property(tries = 500)
  void anyOfSurvivesCrashesAnywhere(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0, max = 0.2) double crashRate,
      @ForAll @IntRange(min = 1, max = 40) int propagationMinutes) {
    rotations(Rollover.ANY_OF, seed, crashRate, propagationMinutes, false);
  }

  @Property(tries = 500)
  void allOfSurvivesCrashesAnywhere(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0, max = 0.2) double crashRate,
      @ForAll @IntRange(min = 1, max = 40) int propagationMinutes) {
    rotations(Rollover.ALL_OF, seed, crashRate, propagationMinutes, false);
  }

  @Property(tries = 500)
  void anyOfSurvivesForeignWritersWhileTheOldSecretIsHonoured(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0, max = 0.1) double crashRate,
      @ForAll @IntRange(min = 1, max = 15) int propagationMinutes) {
    rotations(Rollover.ANY_OF, seed, crashRate, propagationMinutes, true);
  }

  private static void rotations(
      Rollover rollover, long seed, double crashRate, int propagationMinutes, boolean foreign) {
    SimulatedAws aws =
        new SimulatedAws(
            new Shape(
                rollover,
                2,
                5,
                3,
                Duration.ofMinutes(propagationMinutes),
                // A host is never later than a soak: that is what the soak is for.
                SimulatedLock.SETTINGS.soak().minusSeconds(10),
                true),
            seed);
    SimulatedLock lock = new SimulatedLock(aws);
    lock.ask(Action.ENGAGE);
    lock.settle();
    aws.watching = true;
    aws.crashes(crashRate);
    java.util.Random random = new java.util.Random(~seed);
    for (int rotation = 0; rotation < 2; rotation++) {
      List<Header> before = aws.configured("E1");
      Request request = new Request(Action.ROTATE, "r" + rotation, false, false);
      ask(lock, request);
      if (foreign) {
        aws.time.sleep(Duration.ofSeconds(random.nextInt(1200)));
        if (before.stream()
                .allMatch(header -> aws.held().containsValue(new SecretValue(header.value())))
            && lock.state().stage() != Stage.IDLE) {
          aws.foreignWrite("E1", before);
        }
      }
      // A schedule that retries: the same request again, harmless if it had got through.
      ask(lock, request);
      lock.settle();
    }
    aws.crashes(0);
    lock.settle();
    assertThat(aws.refusals).as("seed " + seed + "\n" + lock.story()).isEmpty();
    assertThat(lock.state().stage()).isEqualTo(Stage.IDLE);
    assertThat(aws.held()).as(lock.story()).hasSize(1).containsKey(lock.state().current().id());
    assertThat(aws.configured("E1")).isEqualTo(aws.headers(lock.state().current().value()));
  }

  private static void ask(SimulatedLock lock, Request request) {
    for (int attempt = 0; attempt < 50; attempt++) {
      try {
        lock.ask(request);
        return;
      } catch (Crash e) {
        lock.decisions.add("crash " + e.getMessage());
      }
    }
  }
}
