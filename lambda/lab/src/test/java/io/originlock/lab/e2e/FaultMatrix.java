package io.originlock.lab.e2e;

import io.originlock.lab.e2e.DisturbedRotations.Case;
import io.originlock.lab.e2e.DisturbedRotations.Result;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Every place of a rotation with every disturbance, on several locks at once. */
final class FaultMatrix {
  private final Deque<Case> quick = new ArrayDeque<>();
  private final Deque<Case> waiting = new ArrayDeque<>();
  private final List<Result> results = new CopyOnWriteArrayList<>();

  FaultMatrix(Collection<Case> cases) {
    cases.forEach(each -> (each.disturbance().waits() ? waiting : quick).add(each));
  }

  /** Every place with every disturbance that is one of its own there. */
  static List<Case> cases(Collection<Place> places) {
    List<Case> all = new ArrayList<>();
    Set<String> operations = new HashSet<>();
    for (Place place : places) {
      boolean first = operations.add(place.operation());
      Arrays.stream(Disturbance.values())
          .filter(disturbance -> disturbance.strikes(place, first))
          .forEach(disturbance -> all.add(new Case(place, disturbance)));
    }
    return all;
  }

  /**
   * Runs all cases. The first lock takes those first that are mostly waiting, so that the others
   * have the processors meanwhile.
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

  /**
   * A sample: every disturbance once, but for those that mostly wait, each at a write of its own,
   * from the first of a rotation to its last.
   */
  static List<Case> sample(Collection<Place> places) {
    List<Disturbance> quick =
        Arrays.stream(Disturbance.values()).filter(disturbance -> !disturbance.waits()).toList();
    List<Place> writes = places.stream().filter(Place::writes).toList();
    int last = quick.size() - 1;
    return IntStream.rangeClosed(0, last)
        .mapToObj(i -> new Case(writes.get(i * (writes.size() - 1) / last), quick.get(i)))
        .toList();
  }

  private void run(DisturbedRotations lock, boolean waitingFirst) {
    for (Case next = take(waitingFirst); next != null; next = take(waitingFirst)) {
      Result result = lock.run(next);
      results.add(result);
      if (!result.wrong().isEmpty()) {
        System.out.println("fault matrix: " + next + ": " + result.wrong());
      }
    }
  }

  private synchronized Case take(boolean waitingFirst) {
    Case next = (waitingFirst ? waiting : quick).poll();
    return next != null ? next : (waitingFirst ? quick : waiting).poll();
  }
}
