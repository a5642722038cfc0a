package io.originlock.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that a run depends on: the same case always goes the same way.
 *
 * @param seed of all delays
 * @param shape of the model
 * @param anyStart whether it begins in any state of the world, else with an engagement
 * @param deeds in the order of their times
 * @param mishaps in no order
 * @param undisturbedFrom when the last mishap can happen, in milliseconds since the lock was
 *     engaged
 */
record Case(
    long seed,
    Shape shape,
    boolean anyStart,
    List<Deed> deeds,
    List<Mishap> mishaps,
    long undisturbedFrom) {

  /** Cases that are simpler by one thing, the boldest first. */
  Stream<Case> smaller() {
    List<Case> all = new ArrayList<>();
    if (deeds.size() > 3) {
      all.add(with(shape, deeds.subList(0, deeds.size() / 2), mishaps));
      all.add(with(shape, deeds.subList(deeds.size() / 2, deeds.size()), mishaps));
    }
    if (mishaps.size() > 1) {
      all.add(with(shape, deeds, List.of()));
    }
    for (int i = deeds.size() - 1; i >= 0; i--) {
      all.add(with(shape, without(deeds, i), mishaps));
    }
    for (int i = mishaps.size() - 1; i >= 0; i--) {
      all.add(with(shape, deeds, without(mishaps, i)));
    }
    Shape s = shape;
    if (s.distributions() > 1) {
      all.add(with(sized(1, s.edges(), s.hosts()), deeds, mishaps));
    }
    if (s.edges() > 1) {
      all.add(with(sized(s.distributions(), 1, s.hosts()), deeds, mishaps));
    }
    if (s.hosts() > 1) {
      all.add(with(sized(s.distributions(), s.edges(), 1), deeds, mishaps));
    }
    return all.stream();
  }

  private Shape sized(int distributions, int edges, int hosts) {
    return new Shape(
        shape.gate(),
        distributions,
        edges,
        hosts,
        shape.propagation(),
        shape.hostLag(),
        shape.latency(),
        shape.soak(),
        shape.grace(),
        shape.poll(),
        shape.limit());
  }

  private Case with(Shape newShape, List<Deed> newDeeds, List<Mishap> newMishaps) {
    return new Case(
        seed, newShape, anyStart, List.copyOf(newDeeds), List.copyOf(newMishaps), undisturbedFrom);
  }

  private static <T> List<T> without(List<T> all, int index) {
    List<T> rest = new ArrayList<>(all);
    rest.remove(index);
    return rest;
  }
}
