package io.originlock.engine;

import io.originlock.model.Members;
import io.originlock.model.Wait;
import io.originlock.port.Checking;
import io.originlock.port.Presentation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How far the released members are on their way out of a lock. A stage is let go when it has
 * checked nothing for a soak; a distribution when none of the lock's stages behind it checks
 * anything and its header is off every edge.
 */
final class Departures {
  private final Situation situation;
  private final Members leaving;
  private final Map<String, Checking> checking;
  private final Map<String, Instant> open = new TreeMap<>();

  private Departures(Situation situation, Set<String> watched, Map<String, Checking> checking) {
    this.situation = situation;
    this.leaving = situation.leaving();
    this.checking = checking;
    Map<String, Instant> before = situation.state().times().open();
    watched.stream()
        .filter(stage -> !checking.containsKey(stage))
        .forEach(stage -> open.put(stage, before.getOrDefault(stage, situation.now())));
  }

  /**
   * Looks at the released stages, and at those that released distributions lead to.
   *
   * @throws LockException if AWS fails
   */
  static Departures of(Situation situation) {
    Set<String> watched = new TreeSet<>(situation.leaving().stages());
    distributions(situation).forEach(each -> watched.addAll(situation.behind(each)));
    return new Departures(
        situation,
        watched,
        watched.isEmpty() ? Map.of() : situation.world().gate().checking(watched));
  }

  /** Since when each stage that was looked at has been seen to check nothing. */
  Map<String, Instant> open() {
    return open;
  }

  /** The released stages that the lock itself can have stop checking. */
  Set<String> openable() {
    return leaving.stages().stream()
        .filter(stage -> checking.containsKey(stage) && checking.get(stage).opens())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The distributions whose header may be taken off now. */
  List<Presentation> toTakeOff() {
    return distributions(situation).stream()
        .filter(each -> blocked(each).isEmpty() && !each.allHeaders().isEmpty())
        .toList();
  }

  /** The members of which nothing of the lock's is left. */
  Members gone() {
    // An id of a distribution is no stage's name, which has a slash.
    Set<String> waiting = waits().keySet();
    return leaving.minus(new Members(waiting, waiting));
  }

  /** What each released member waits for, by its name; one that is let go waits for nothing. */
  Map<String, Wait> waits() {
    Map<String, Wait> waits = new LinkedHashMap<>();
    for (Presentation each : distributions(situation)) {
      blocked(each)
          .or(() -> each.allHeaders().isEmpty() ? Optional.empty() : Optional.of(header(each)))
          .ifPresent(wait -> waits.put(each.distribution(), wait));
    }
    for (String stage : leaving.stages()) {
      checks(stage).or(() -> soaks(stage)).ifPresent(wait -> waits.put(stage, wait));
    }
    return waits;
  }

  /** All that is waited for, as one; empty if there is nothing. */
  static Optional<Wait> joined(Map<String, Wait> waits) {
    List<Wait> all = List.copyOf(waits.values());
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            resting(
                all.stream().map(Wait::awaiting).collect(Collectors.joining("; ")),
                all.stream().map(Wait::check).distinct().collect(Collectors.joining("; ")),
                all.stream().allMatch(wait -> wait.notBefore() != null)
                    ? all.stream().map(Wait::notBefore).min(Instant::compareTo).orElseThrow()
                    : null));
  }

  private static List<Presentation> distributions(Situation situation) {
    Members leaving = situation.leaving();
    return situation.observed().distributions().stream()
        .filter(each -> leaving.distributions().contains(each.distribution()))
        .toList();
  }

  private Optional<Wait> blocked(Presentation distribution) {
    String id = distribution.distribution();
    List<Wait> behind = new ArrayList<>();
    for (String stage : situation.behind(distribution)) {
      if (checking.containsKey(stage)) {
        return Optional.of(
            resting(
                id
                    + " still leads to "
                    + stage
                    + " (origin "
                    + distribution.leads().get(stage)
                    + "), which checks the secret",
                "route " + id + " elsewhere, by another origin of it, or release that stage too",
                null));
      }
      soaks(stage).ifPresent(behind::add);
    }
    if (!behind.isEmpty()) {
      return Optional.of(behind.get(0));
    }
    if (!distribution.deployed()) {
      Wait spreading = Waits.propagation(List.of(distribution));
      return Optional.of(resting(spreading.awaiting(), spreading.check(), null));
    }
    return distribution.needed()
        ? Optional.of(
            resting(
                "edges of " + id + " to run no function that needs the lock's key",
                "take the function off every behaviour of " + id + " that leads to the API",
                null))
        : Optional.empty();
  }

  private static Wait header(Presentation distribution) {
    return resting(
        "the lock's header to come off " + distribution.distribution(),
        "nothing: the lock takes it off",
        null);
  }

  private Optional<Wait> checks(String stage) {
    return Optional.ofNullable(checking.get(stage))
        .map(how -> resting(stage + " to stop checking the secret", how.remedy(), null));
  }

  private Optional<Wait> soaks(String stage) {
    Instant end = situation.soak().end(open.get(stage));
    return situation.now().isBefore(end)
        ? Optional.of(
            resting(
                "the soak after " + stage + " stopped checking, until " + end,
                "nothing: it ends by itself",
                end))
        : Optional.empty();
  }

  static Wait resting(String awaiting, String check, Instant notBefore) {
    return new Wait(awaiting, check, notBefore, true);
  }
}
