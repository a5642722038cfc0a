package io.originlock.engine;

import io.originlock.finding.Finding;
import io.originlock.finding.Findings;
import io.originlock.model.LockException;
import io.originlock.model.Wait;
import io.originlock.port.Examiner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What of the world around a lock keeps it from being led on, unless somebody accepted it. */
final class Barriers {
  private final Examiner examiner;

  Barriers(Examiner examiner) {
    this.examiner = examiner;
  }

  /**
   * Before a lock begins, or its gate is to close.
   *
   * @throws LockException if viewers would be refused, if what follows could not be carried out, or
   *     if the gate would shut nothing
   */
  void beforeClosing(String lock, Action action) {
    Findings findings = examiner.examine().findings();
    List<Finding> all = new ArrayList<>(findings.forbidding());
    all.addAll(findings.hindering());
    all.addAll(findings.voiding());
    refuse(lock, action, all);
  }

  /**
   * Before a new secret takes over at once. What hinders a rotation does not stop this: a leak is
   * worse.
   *
   * @throws LockException if it would go to a stranger, or over the network in the clear
   */
  void beforeReplacing(String lock, Action action) {
    refuse(lock, action, examiner.examine().findings().givingAway());
  }

  /** What a rotation that could begin now waits for. */
  Optional<Wait> beforeRotating() {
    List<Finding> all = examiner.examine().findings().hindering();
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Wait(
                "what hinders the rotation to be mended: " + sentences(all),
                "the same; or accept it by kind and place in accepted_findings",
                null));
  }

  private static void refuse(String lock, Action action, List<Finding> all) {
    if (!all.isEmpty()) {
      throw new LockException(
          "lock " + lock,
          action.label() + " is refused. " + sentences(all),
          "Nothing was changed. Mend it, or accept it by kind and place in accepted_findings, and"
              + " ask again; make check shows what is left.");
    }
  }

  /** What was found, in sentences with the kinds by which they can be accepted. */
  static String sentences(List<Finding> all) {
    return all.stream()
        .map(finding -> finding.sentence() + " (" + finding.kind().label() + ")")
        .collect(Collectors.joining(" "));
  }
}
