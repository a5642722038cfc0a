package io.originlock.examine;

import io.originlock.examine.Coverage.Behind;
import io.originlock.finding.Finding;
import io.originlock.finding.Kind;
import io.originlock.survey.StageFacts;
import io.originlock.survey.Survey;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds canaries of the lock's stages: a share of viewers gets what another deployment serves. */
final class Canaries implements Judge {
  private static final String REMEDY =
      "Take the canary's traffic to 0 %, or delete the canary; promote it only if it was deployed"
          + " after the lock's last deployment.";

  @Override
  public List<Finding> judge(Survey survey, LockFacts lock) {
    Coverage coverage = Coverage.of(survey, lock.gate(), lock.probePaths());
    List<Finding> findings = new ArrayList<>();
    for (StageFacts stage : survey.targetStages()) {
      stage
          .canary()
          .ifPresent(
              canary -> {
                if (lock.gate().deploys()) {
                  findings.add(standsStill(stage, canary));
                }
                if (lock.closed()) {
                  open(survey, stage, canary, coverage).ifPresent(findings::add);
                }
              });
    }
    return findings;
  }

  private static Finding standsStill(StageFacts stage, StageFacts.Canary canary) {
    return new Finding(
        Kind.CANARY_STANDS_STILL,
        Places.of(stage),
        share(canary)
            + ", and a rotation does not deploy to it: it would go on demanding what CloudFront no"
            + " longer sends.",
        REMEDY);
  }

  private static Optional<Finding> open(
      Survey survey, StageFacts stage, StageFacts.Canary canary, Coverage coverage) {
    if (survey.served(stage.stage().restApiId(), canary.deployment()).isEmpty()) {
      return Optional.of(
          new Finding(
              Kind.CANARY,
              Places.of(stage),
              share(canary) + ", and its methods are not known.",
              REMEDY));
    }
    List<String> reached =
        coverage.open().stream()
            .filter(each -> each.canary() && each.stage().equals(stage))
            .map(Behind::method)
            .map(Object::toString)
            .toList();
    return reached.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Kind.CANARY,
                Places.of(stage),
                share(canary)
                    + ", and without the secret "
                    + Places.list(reached)
                    + " can be reached there.",
                REMEDY));
  }

  private static String share(StageFacts.Canary canary) {
    return "A canary with deployment "
        + canary.deployment()
        + " gets "
        + BigDecimal.valueOf(canary.percent()).stripTrailingZeros().toPlainString()
        + " % of its requests";
  }
}
