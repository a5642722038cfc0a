package io.originlock.examine;

import io.originlock.finding.Finding;
import io.originlock.finding.Kind;
import io.originlock.survey.Behaviour;
import io.originlock.survey.DistributionFacts;
import io.originlock.survey.EdgeFunction;
import io.originlock.survey.EdgeFunction.Event;
import io.originlock.survey.Survey;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds behaviours where the lock's function at the edge is not, and where somebody else's is shown
 * the secret: events of origin requests and responses have the origin's custom headers, see <a
 * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html">Event
 * structure</a>.
 */
final class EdgeFunctions implements Judge {

  @Override
  public List<Finding> judge(Survey survey, LockFacts lock) {
    List<Finding> findings = new ArrayList<>();
    for (DistributionFacts distribution : survey.members()) {
      for (Behaviour behaviour : distribution.behaviours()) {
        if (distribution.behind(behaviour).stream()
            .anyMatch(survey.scope().covered(distribution)::contains)) {
          if (lock.gate().takenOffAtTheEdge() && !signs(behaviour, lock)) {
            findings.addAll(unsigned(distribution, behaviour));
          }
          behaviour.functions().stream()
              .filter(function -> !isOfTheLock(function, lock) && seesTheSecret(function))
              .map(function -> shown(distribution, behaviour, function))
              .forEach(findings::add);
        }
      }
    }
    return findings;
  }

  private static boolean signs(Behaviour behaviour, LockFacts lock) {
    return behaviour.functions().stream()
        .filter(function -> function.event() == Event.ORIGIN_REQUEST)
        .anyMatch(function -> isOfTheLock(function, lock));
  }

  private static boolean isOfTheLock(EdgeFunction function, LockFacts lock) {
    return lock.functions().isEmpty()
        ? lock.gate().takenOffAtTheEdge() && function.event() == Event.ORIGIN_REQUEST
        : lock.functions().stream().anyMatch(function::isOf);
  }

  private static boolean seesTheSecret(EdgeFunction function) {
    return function.event() == Event.ORIGIN_REQUEST || function.event() == Event.ORIGIN_RESPONSE;
  }

  private static List<Finding> unsigned(DistributionFacts distribution, Behaviour behaviour) {
    String remedy = "Associate the lock's edge function with it, for origin-request.";
    return List.of(
        new Finding(
            Kind.UNSIGNED_BEHAVIOUR,
            Places.of(distribution, behaviour),
            "It does not run the lock's function for origin-request, so its requests come to the"
                + " API without a signature.",
            remedy),
        new Finding(
            Kind.EDGE_SENDS_SECRET,
            Places.of(distribution, behaviour),
            "It does not run the lock's function for origin-request, so the signing key goes to"
                + " the API as it is.",
            remedy + " Then rotate: the key may have been seen."));
  }

  private static Finding shown(
      DistributionFacts distribution, Behaviour behaviour, EdgeFunction function) {
    return new Finding(
        Kind.FUNCTION_RECEIVES_SECRET,
        Places.of(distribution, behaviour),
        "The function " + function.arn() + " is shown the origin's custom headers, the lock's too.",
        "See to it that the function does not log or pass on its event's custom headers.");
  }
}
