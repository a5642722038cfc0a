package io.originlock.lab.demo;

import io.originlock.lab.ledger.Rotation;
import io.originlock.lab.report.Results;
import io.originlock.lab.report.Results.RotationResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The results as a table for the terminal. */
final class Table {

  private Table() {}

  static List<String> lines(Results results) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "rotation  propagation  soaks+grace  rotation     limit  old secret  writes  updates "
            + " deploys  plan");
    for (RotationResult result : results.rotations()) {
      Rotation rotation = result.figures();
      lines.add(
          String.format(
              Locale.ROOT,
              "%8d  %11s  %11s  %8s  %8s  %10s  %6d  %7d  %7d  %s",
              rotation.number(),
              seconds(rotation.propagation()),
              seconds(Optional.of(results.soaks())),
              seconds(rotation.duration()),
              seconds(Optional.ofNullable(results.limit(rotation))),
              seconds(rotation.oldSecretLifetime()),
              rotation.writingCalls(),
              rotation.updateDistributionCalls(),
              rotation.createDeploymentCalls(),
              result.planEmpty() ? "empty" : "CHANGES"));
    }
    lines.add("");
    row(lines, "viewers' requests", results.totals().viewerRequests());
    row(lines, "  of them refused", results.totals().viewerRefused());
    row(lines, "intruders' requests", results.totals().intruderRequests());
    row(lines, "  of them passed", results.totals().intruderPassed());
    lines.add(
        String.format(
            Locale.ROOT,
            "%-32s %8s s",
            "superseded secrets let in for",
            seconds(results.totals().longestSuperseded())));
    if (results.changeMissing() != null) {
      row(lines, "where GET /orders is not live", results.changeMissing().size());
      results.changeMissing().forEach(each -> lines.add("  not live: " + each));
    }
    row(lines, "secrets left over at the gate", results.leftoverKeys());
    row(lines, "calls that IAM would refuse", results.iamViolations().size());
    row(lines, "permissions that nothing uses", results.unusedPermissions().size());
    row(lines, "files that hold a secret", results.secretsFound().size());
    row(lines, "resources left after destroy", results.leftInAws().size());
    lines.add(
        String.format(
            Locale.ROOT,
            "%-32s %8s s",
            "worker's first answer",
            seconds(Optional.ofNullable(results.coldStart()))));
    results.unusedPermissions().forEach(p -> lines.add("  unused: " + p));
    results.iamViolations().forEach(v -> lines.add("  IAM would refuse: " + v));
    results.secretsFound().forEach(f -> lines.add("  holds a secret: " + f));
    results.leftInAws().forEach(l -> lines.add("  left: " + l));
    results
        .permissionsLeftToTests()
        .forEach((permission, test) -> lines.add("  used by " + test + ": " + permission));
    return lines;
  }

  private static void row(List<String> lines, String name, long value) {
    lines.add(String.format(Locale.ROOT, "%-32s %,8d", name, value));
  }

  private static String seconds(Optional<Duration> duration) {
    return duration.map(d -> String.format(Locale.ROOT, "%.1f", d.toMillis() / 1000.0)).orElse("-");
  }
}
