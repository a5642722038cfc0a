package io.originlock.simulation;

import io.originlock.simulation.Simulation.Result;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs cases, each twice, since the same case must go the same way. */
final class Runner implements AutoCloseable {
  private final ExecutorService spare =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "overlapping invocation");
            thread.setDaemon(true);
            return thread;
          });

  /** What is broken, if anything, as {@code invariant: what happened}; else null. */
  String broken(Case story) {
    return broken(story, run(story));
  }

  /** The same, of a case that was run once already. */
  String broken(Case story, Result first) {
    if (!first.violations().isEmpty()) {
      return first.violations().get(0).toString();
    }
    return run(story).hash() == first.hash()
        ? null
        : "same case, same trace: it went another way the second time";
  }

  Result run(Case story) {
    return new Simulation(story, false, spare).run();
  }

  /** The story of a case, line by line. */
  List<String> tell(Case story) {
    return new Simulation(story, true, spare).run().lines();
  }

  /** The simplest case that breaks the same invariant. */
  Case shrink(Case broken) {
    String invariant = invariant(broken);
    Case smallest = broken;
    while (true) {
      Case smaller =
          smallest
              .smaller()
              .filter(each -> invariant.equals(invariant(each)))
              .findFirst()
              .orElse(null);
      if (smaller == null) {
        return smallest;
      }
      smallest = smaller;
    }
  }

  private String invariant(Case story) {
    String broken = broken(story);
    return broken == null ? "" : broken.substring(0, broken.indexOf(':'));
  }

  /** All that a person needs to follow a broken case and to repeat it. */
  String report(long seed, Case shrunk, String broken) {
    return "Broken: "
        + broken
        + repeatedBy(seed, shrunk)
        + "\n"
        + shrunk
        + "\n"
        + String.join("\n", tell(shrunk));
  }

  /** The command that runs a case again. */
  static String repeatedBy(long seed, Case story) {
    return "\nRepeat it: make soak SEED="
        + seed
        + " ROLLOVER="
        + story.shape().acceptance()
        + (story.anyStart() ? " START=any" : "");
  }

  @Override
  public void close() {
    spare.shutdownNow();
  }
}
