package io.originlock.lab.e2e;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One rotation, and what disturbs it: one fault, or several of a kind that the SDK absorbs. Each of
 * these meets what it would meet alone, for no invocation fails, and what is written before and
 * after it is what a rotation writes that nobody disturbs: {@link DisturbedRotations} looks at
 * both.
 */
record Trial(List<Case> cases) {
  /** Enough to be quick, and few enough for the tokens of the SDK's retries. */
  private static final int MOST = 8;

  /** A disturbance of the call at one place. */
  record Case(Place place, Disturbance disturbance) {
    @Override
    public String toString() {
      return disturbance.label() + ": " + place;
    }
  }

  Trial {
    cases = List.copyOf(cases);
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
   * A sample: every disturbance once, but for those that mostly wait, each at a write of its own,
   * from the first of a rotation to its last.
   */
  static List<Trial> sample(Collection<Place> places) {
    List<Disturbance> quick =
        Arrays.stream(Disturbance.values()).filter(disturbance -> !disturbance.waits()).toList();
    List<Place> writes = places.stream().filter(Place::writes).toList();
    int last = quick.size() - 1;
    return IntStream.rangeClosed(0, last)
        .mapToObj(i -> new Case(writes.get(i * (writes.size() - 1) / last), quick.get(i)))
        .map(Trial::of)
        .toList();
  }

  /** These cases in as few rotations as show the same; those that share one lie apart in it. */
  static List<Trial> of(Collection<Case> cases) {
    List<Trial> trials = new ArrayList<>();
    Map<Disturbance, List<Case>> sharing = new LinkedHashMap<>();
    for (Case each : cases) {
      if (each.disturbance().absorbedAt(each.place())) {
        sharing.computeIfAbsent(each.disturbance(), kind -> new ArrayList<>()).add(each);
      } else {
        trials.add(of(each));
      }
    }
    sharing.values().forEach(all -> trials.addAll(shared(all)));
    return trials;
  }

  private static List<Trial> shared(List<Case> cases) {
    int rotations = (cases.size() + MOST - 1) / MOST;
    return IntStream.range(0, rotations)
        .mapToObj(
            first ->
                new Trial(
                    IntStream.iterate(first, i -> i < cases.size(), i -> i + rotations)
                        .mapToObj(cases::get)
                        .toList()))
        .toList();
  }

  private static Trial of(Case alone) {
    return new Trial(List.of(alone));
  }

  /** Each of its cases by itself, where they are several. */
  List<Trial> apart() {
    return cases.size() == 1 ? List.of() : cases.stream().map(Trial::of).toList();
  }

  boolean waits() {
    return cases.stream().anyMatch(each -> each.disturbance().waits());
  }

  /** Whether one of its places is there in a rotation alone that prunes the log. */
  boolean prunes() {
    return cases.stream().anyMatch(each -> each.place().prunes());
  }
}
