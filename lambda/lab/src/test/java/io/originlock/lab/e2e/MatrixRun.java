package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.demo.Repository;
import io.originlock.lab.e2e.Trial.Case;
import io.originlock.lab.gate.GateView;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Every AWS call of a rotation with every fault: no viewer is refused, no intruder passes, and the
 * rotation happens exactly once. {@code -Dorigin-lock.only="killed before"} runs the cases with
 * that in their names.
 */
final class MatrixRun {
  private MatrixRun() {}

  /**
   * Runs it.
   *
   * @param number how many locks share the cases
   * @param which the places that count; all other calls are the same with every gate
   * @param name of the report's files
   * @param instrument the report's heading
   */
  static void of(GateView gate, int number, Predicate<Place> which, String name, String instrument)
      throws IOException {
    long begin = System.nanoTime();
    List<LabLock> locks = start(gate, number);
    List<DrivenLock> driven = locks.stream().map(DrivenLock::new).toList();
    List<DisturbedRotations> rotations =
        IntStream.range(0, number)
            .mapToObj(i -> new DisturbedRotations(driven.get(i), "matrix-" + i + "-"))
            .toList();
    try {
      List<Map<Place, Integer>> ways =
          rotations.stream().map(each -> each.undisturbed().visits()).toList();
      Map<Place, Integer> visits = ways.get(0);
      assertThat(ways)
          .as("the same places every time")
          .allSatisfy(way -> assertThat(way).containsOnlyKeys(visits.keySet()));
      visits.keySet().removeIf(which.negate());
      assertThat(visits).as("places").isNotEmpty();

      List<Trial> trials = Trial.of(some(Trial.cases(visits.keySet())));
      FaultReport report =
          new FaultReport(
              visits,
              new FaultMatrix(trials).run(rotations),
              trials.size(),
              driven.stream().mapToLong(DrivenLock::asked).sum(),
              Duration.ofNanos(System.nanoTime() - begin));
      report.write(Repository.find().build("fault-matrix"), name, instrument);
      System.out.println("fault matrix, " + gate.name() + ": " + report.size());
      System.out.println(report.markdown());

      assertThat(report.broken()).isEmpty();
    } finally {
      for (int i = 0; i < number; i++) {
        rotations.get(i).close();
        locks.get(i).close();
      }
    }
  }

  private static List<LabLock> start(GateView gate, int number) {
    // Most of an apply is waiting.
    List<CompletableFuture<LabLock>> starting =
        IntStream.range(0, number)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> LabLock.quick("matrix-" + gate.name() + "-" + i, gate)))
            .toList();
    return starting.stream().map(CompletableFuture::join).toList();
  }

  private static List<Case> some(List<Case> all) {
    String only = System.getProperty("origin-lock.only", "");
    return all.stream().filter(each -> each.toString().contains(only)).toList();
  }
}
