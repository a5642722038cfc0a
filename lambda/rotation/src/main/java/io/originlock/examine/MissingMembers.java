package io.originlock.examine;

import io.originlock.finding.Finding;
import io.originlock.finding.Kind;
import io.originlock.finding.Place;
import io.originlock.survey.DistributionFacts;
import io.originlock.survey.Origin;
import io.originlock.survey.StageFacts;
import io.originlock.survey.Survey;
import io.originlock.survey.Target;
import io.originlock.survey.Unread;
import io.originlock.survey.Unread.Part;
import io.originlock.survey.Unread.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds members of the lock that are not there. */
final class MissingMembers implements Judge {
  private static final Set<Part> OF_THE_LOCK =
      Set.of(Part.DISTRIBUTION, Part.API, Part.STAGES, Part.PLANS);

  @Override
  public List<Finding> judge(Survey survey, LockFacts lock) {
    List<Finding> findings = new ArrayList<>();
    survey.unread().stream()
        .filter(MissingMembers::absent)
        // An API that is not there has no stages either.
        .filter(each -> each.part() != Part.STAGES)
        .map(MissingMembers::missing)
        .forEach(findings::add);
    survey.members().forEach(distribution -> findings.addAll(origins(survey, distribution)));
    survey.scope().targets().forEach(target -> stage(survey, target).ifPresent(findings::add));
    return findings;
  }

  /** Whether it is of the lock and is not there; all else may come back or was never needed. */
  static boolean absent(Unread unread) {
    return unread.reason() == Reason.ABSENT && OF_THE_LOCK.contains(unread.part());
  }

  private static Finding missing(Unread unread) {
    return new Finding(
        Kind.MEMBER_MISSING,
        new Place(unread.place()),
        "It is not there: " + unread.said(),
        unread.remedy());
  }

  private static List<Finding> origins(Survey survey, DistributionFacts distribution) {
    Set<String> gone = new TreeSet<>(survey.scope().origins().get(distribution.id()));
    distribution.origins().stream().map(Origin::id).forEach(gone::remove);
    return gone.stream()
        .map(
            id ->
                new Finding(
                    Kind.MEMBER_MISSING,
                    Places.of(distribution).part("origin " + id),
                    "The lock covers it, and the distribution has no such origin.",
                    "Correct the lock's list of distributions, or give the distribution that"
                        + " origin."))
        .toList();
  }

  private static Optional<Finding> stage(Survey survey, Target.Stage target) {
    boolean unread =
        survey.unread().stream()
            .filter(each -> each.part() == Part.API || each.part() == Part.STAGES)
            .anyMatch(each -> each.place().contains(target.restApiId()));
    Optional<StageFacts> found =
        survey.stages().stream().filter(each -> each.stage().equals(target)).findFirst();
    boolean serves = found.flatMap(StageFacts::deployment).isPresent();
    return unread || serves
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Kind.MEMBER_MISSING,
                new Place(target.label()),
                found.isPresent() ? "It has no deployment." : "It does not exist.",
                "Correct the lock's list of stages, or deploy the API to it."));
  }
}
