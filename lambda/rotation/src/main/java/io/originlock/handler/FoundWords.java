package io.originlock.handler;

import io.originlock.engine.Action;
import io.originlock.finding.Findings;
import io.originlock.finding.Severity;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says in a sentence what was found. */
final class FoundWords {
  private FoundWords() {}

  /**
   * @param action an audit looks for ways around the lock, a check for what a closed gate would
   *     meet with
   */
  static String message(Action action, Findings findings) {
    Map<Severity, Long> count = findings.count();
    List<Severity> there = count.keySet().stream().filter(each -> count.get(each) > 0).toList();
    String accepted =
        findings.accepted().isEmpty()
            ? ""
            : " " + findings.accepted().size() + " more " + are(findings) + " accepted.";
    return there.isEmpty()
        ? (action == Action.AUDIT
                ? "No way around the lock was found."
                : "Nothing stands in the way of the lock.")
            + accepted
        : there.stream()
                .map(each -> count.get(each) + " " + words(each, count.get(each) == 1))
                .collect(Collectors.joining(", ", "", "."))
            + accepted;
  }

  private static String are(Findings findings) {
    return findings.accepted().size() == 1 ? "is" : "are";
  }

  private static String words(Severity severity, boolean one) {
    return switch (severity) {
      case REFUSES -> one ? "refuses viewers" : "refuse viewers";
      case HINDERS -> one ? "hinders the next rotation" : "hinder the next rotation";
      case OPEN -> one ? "is a way around the lock" : "are ways around the lock";
      case TELLS -> one ? "tells the secret" : "tell the secret";
      case BLIND -> "cannot be seen";
    };
  }
}
