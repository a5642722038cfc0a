package io.originlock.lab.e2e;

import io.originlock.lab.e2e.DisturbedRotations.Result;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs trials on several locks at once. */
final class FaultMatrix {
  private final Deque<Trial> quick = new ArrayDeque<>();
  private final Deque<Trial> waiting = new ArrayDeque<>();
  private final List<Result> results = new CopyOnWriteArrayList<>();

  FaultMatrix(Collection<Trial> trials) {
    trials.forEach(each -> (each.waits() ? waiting : quick).add(each));
  }

  /**
   * Runs all. The first lock takes those first that are mostly waiting, so that the others have the
   * processors meanwhile.
   *
   * @return one result a case
   */
  List<Result> run(List<DisturbedRotations> locks) {
    ExecutorService threads = Executors.newFixedThreadPool(locks.size());
    try {
      List<CompletableFuture<Void>> lanes = new ArrayList<>();
      for (int lane = 0; lane < locks.size(); lane++) {
        DisturbedRotations lock = locks.get(lane);
        boolean first = lane == 0;
        lanes.add(CompletableFuture.runAsync(() -> run(lock, first), threads));
      }
      lanes.forEach(CompletableFuture::join);
    } finally {
      threads.shutdownNow();
    }
    return List.copyOf(results);
  }

  private void run(DisturbedRotations lock, boolean waitingFirst) {
    for (Trial next = take(waitingFirst); next != null; next = take(waitingFirst)) {
      List<Result> found = run(lock, next);
      results.addAll(found);
      found.stream()
          .filter(Result::broken)
          .forEach(
              broken ->
                  System.out.println(
                      "fault matrix: " + broken.disturbed() + ": " + broken.wrong()));
    }
  }

  /** Runs each case of a trial that went wrong by itself, so that the one at fault is named. */
  private static List<Result> run(DisturbedRotations lock, Trial trial) {
    List<Result> found = lock.run(trial);
    if (found.stream().noneMatch(Result::broken)) {
      return found;
    }
    List<Result> apart = trial.apart().stream().flatMap(alone -> lock.run(alone).stream()).toList();
    return apart.stream().anyMatch(Result::broken) ? apart : found;
  }

  private synchronized Trial take(boolean waitingFirst) {
    Trial next = (waitingFirst ? waiting : quick).poll();
    return next != null ? next : (waitingFirst ? quick : waiting).poll();
  }
}
