package io.originlock.finding;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that was found, each finding once, in the order of severity, kind and place.
 *
 * @param counted those that nobody accepted
 * @param accepted those that somebody did; no guard, metric or alarm heeds them
 */
public record Findings(List<Finding> counted, List<AcceptedFinding> accepted) {

  public static final Findings NONE = new Findings(List.of(), List.of());

  public Findings {
    counted = List.copyOf(counted);
    accepted = List.copyOf(accepted);
  }

  /**
   * A finding that somebody accepted.
   *
   * @param reason why, in that person's words
   */
  public record AcceptedFinding(Finding finding, String reason) {}

  /** Sorts what was found, and puts the accepted ones apart. */
  public static Findings of(Collection<Finding> found, Collection<Accepted> accepted) {
    List<Finding> all = found.stream().distinct().sorted().toList();
    return new Findings(
        all.stream().filter(finding -> acceptance(finding, accepted).isEmpty()).toList(),
        all.stream()
            .flatMap(
                finding ->
                    acceptance(finding, accepted)
                        .map(by -> new AcceptedFinding(finding, by.reason()))
                        .stream())
            .toList());
  }

  private static Optional<Accepted> acceptance(Finding finding, Collection<Accepted> accepted) {
    return accepted.stream().filter(each -> each.covers(finding)).findFirst();
  }

  /** Those for which a lock is neither engaged nor enforced. */
  public List<Finding> forbidding() {
    return of(Severity.REFUSES);
  }

  /** Those that keep the next rotation or repair from being made. */
  public List<Finding> hindering() {
    return of(Severity.HINDERS);
  }

  /** Those for which no new secret is sent out. */
  public List<Finding> givingAway() {
    return counted.stream().filter(finding -> finding.kind().givesAway()).toList();
  }

  /** Those for which a closed gate would shut nothing. */
  public List<Finding> voiding() {
    return counted.stream().filter(finding -> finding.kind().voids()).toList();
  }

  /** The ways around the lock. */
  public List<Finding> doors() {
    return of(Severity.OPEN);
  }

  /** Those of one severity. */
  public List<Finding> of(Severity severity) {
    return counted.stream().filter(finding -> finding.severity() == severity).toList();
  }

  /** How many there are of each severity, zeros included. */
  public Map<Severity, Long> count() {
    Map<Severity, Long> count = new EnumMap<>(Severity.class);
    Arrays.stream(Severity.values()).forEach(severity -> count.put(severity, 0L));
    count.putAll(counted.stream().collect(groupingBy(Finding::severity, counting())));
    return count;
  }

  /** Whether nothing is left that nobody accepted. */
  public boolean none() {
    return counted.isEmpty();
  }
}
