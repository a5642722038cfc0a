package io.originlock.lab.report;

import io.originlock.lab.gate.Gates;
import io.originlock.lab.ledger.Kind;
import io.originlock.lab.ledger.Rotation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Something that must be so, and whether it is.
 *
 * @param name what is looked at
 * @param wanted in words
 * @param found in words
 */
public record Expectation(String name, String wanted, String found, boolean met) {

  private static final int MOST_WRITING_CALLS = 12;

  /**
   * A second UpdateDistribution, CreateDeployment, UpdateStage, DeleteDeployment, published twice.
   */
  private static final int WITH_A_DEPLOYMENT = 6;

  private static final int MOST_UPDATES = 2;
  private static final int MOST_DEPLOYMENTS = 1;

  /** Everything that a demo must show. */
  public static List<Expectation> of(Results results) {
    List<Expectation> all = new ArrayList<>();
    int done =
        (int) results.rotations().stream().filter(r -> r.figures().ended().isPresent()).count();
    all.add(
        new Expectation(
            "rotations completed",
            String.valueOf(results.rotationsWanted()),
            String.valueOf(done),
            done == results.rotationsWanted()));
    all.add(some("viewer requests", results.totals().viewerRequests()));
    all.add(none("viewers refused", results.totals().viewerRefused()));
    all.add(some("intruder requests", results.totals().intruderRequests()));
    all.add(none("intruders passed", results.totals().intruderPassed()));
    all.add(ofEachKind(results));
    all.add(superseded(results));
    all.add(
        new Expectation(
            "terraform plan after each rotation",
            "empty",
            results.plansEmpty() ? "empty" : "changes",
            results.plansEmpty()));
    if (results.changeMissing() != null) {
      all.add(none("where a change of the API is not live", results.changeMissing().size()));
    }
    all.add(none("secrets left over at the gate", results.leftoverKeys()));
    all.add(none("calls that IAM would refuse", results.iamViolations().size()));
    all.add(none("permissions that nothing uses", results.unusedPermissions().size()));
    results.rotations().forEach(r -> ofRotation(r.figures(), results.limit(r.figures()), all));
    all.add(none("secrets in logs, plans, answers, reports", results.secretsFound().size()));
    if (results.leftInAws() != null) {
      all.add(none("resources left after the destroy", results.leftInAws().size()));
    }
    return List.copyOf(all);
  }

  private static Expectation ofEachKind(Results results) {
    Set<Kind> missing =
        Kind.intruders(Gates.named(results.gate()).signing().isPresent()).stream()
            .filter(kind -> !results.totals().byKind().containsKey(kind))
            .collect(Collectors.toCollection(TreeSet::new));
    return new Expectation(
        "kinds of intruders that never came",
        "none",
        missing.isEmpty() ? "none" : missing.toString(),
        missing.isEmpty());
  }

  private static Expectation superseded(Results results) {
    Duration longest = results.totals().longestSuperseded().orElse(Duration.ZERO);
    return new Expectation(
        "superseded secrets let in, seconds",
        "at most " + seconds(results.longestSuperseded()),
        seconds(longest),
        longest.compareTo(results.longestSuperseded()) <= 0);
  }

  private static void ofRotation(Rotation rotation, Duration limit, List<Expectation> all) {
    String name = "rotation " + rotation.number();
    // Each method is a call of its own, and so is what comes with a deployment.
    long most =
        MOST_WRITING_CALLS
            + rotation.updateMethodCalls()
            + (rotation.createDeploymentCalls() == 0 ? 0 : WITH_A_DEPLOYMENT);
    Duration took = rotation.duration().orElse(null);
    all.add(
        new Expectation(
            name + ", seconds",
            limit == null ? "an end" : "at most " + seconds(limit),
            took == null ? "no end" : seconds(took),
            took != null && limit != null && took.compareTo(limit) <= 0));
    all.add(
        new Expectation(
            name + ", writing AWS calls",
            "at most " + most,
            String.valueOf(rotation.writingCalls()),
            rotation.writingCalls() <= most));
    all.add(
        atMost(MOST_UPDATES, name + ", UpdateDistribution", rotation.updateDistributionCalls()));
    all.add(
        atMost(MOST_DEPLOYMENTS, name + ", CreateDeployment", rotation.createDeploymentCalls()));
  }

  private static Expectation atMost(long most, String name, long found) {
    return new Expectation(name, "at most " + most, String.valueOf(found), found <= most);
  }

  private static Expectation none(String name, long found) {
    return new Expectation(name, "0", String.format(Locale.ROOT, "%,d", found), found == 0);
  }

  private static Expectation some(String name, long found) {
    return new Expectation(name, "some", String.format(Locale.ROOT, "%,d", found), found > 0);
  }

  /** A duration in seconds with one decimal. */
  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
  }
}
