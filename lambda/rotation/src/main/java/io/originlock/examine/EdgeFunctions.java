package io.originlock.examine;

import io.originlock.finding.Finding;
import io.originlock.finding.Kind;
import io.originlock.survey.Behaviour;
import io.originlock.survey.DistributionFacts;
import io.originlock.survey.EdgeFunction;
import io.originlock.survey.EdgeFunction.Event;
import io.originlock.survey.Origin;
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
    // A lock begins without the function: no edge has a key yet, and no method asks for signatures.
    boolean demanded = !Coverage.of(survey, lock.gate(), lock.probePaths()).demanding().isEmpty();
    for (DistributionFacts distribution : survey.members()) {
      List<Origin> covered = survey.scope().covered(distribution);
      for (Behaviour behaviour : distribution.behaviours()) {
        List<Origin> behind =
            distribution.behind(behaviour).stream().filter(covered::contains).toList();
        if (!behind.isEmpty()) {
          if (lock.gate().takenOffAtTheEdge() && !signs(behaviour, lock)) {
            boolean sent = behind.stream().anyMatch(each -> sends(each, lock));
            findings.addAll(unsigned(distribution, behaviour, demanded, sent));
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

  private static boolean sends(Origin origin, LockFacts lock) {
    return origin.headers().any(lock.gate()::carries);
  }

  private static List<Finding> unsigned(
      DistributionFacts distribution, Behaviour behaviour, boolean demanded, boolean sent) {
    String remedy = "Associate the lock's edge function with it, for origin-request.";
    List<Finding> findings = new ArrayList<>();
    if (demanded) {
      findings.add(
          new Finding(
              Kind.UNSIGNED_BEHAVIOUR,
              Places.of(distribution, behaviour),
              "It does not run the lock's function for origin-request, so its requests come to the"
                  + " API without a signature.",
              remedy));
    }
    if (sent) {
      findings.add(
          new Finding(
              Kind.EDGE_SENDS_SECRET,
              Places.of(distribution, behaviour),
              "It does not run the lock's function for origin-request, so the signing key goes to"
                  + " the API as it is.",
              remedy + " Then rotate: the key may have been seen."));
    }
    return findings;
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
