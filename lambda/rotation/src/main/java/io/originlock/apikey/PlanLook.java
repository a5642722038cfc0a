package io.originlock.apikey;

import io.originlock.aws.Looks;
import io.originlock.examine.GateTraits;
import io.originlock.finding.Finding;
import io.originlock.finding.Kind;
import io.originlock.finding.Place;
import io.originlock.gate.GateLook;
import io.originlock.gate.GateSight;
import io.originlock.survey.Unread.Part;
import java.util.List;
import java.util.Set;

/** Looks which keys of the lock's usage plan are somebody else's. */
final class PlanLook implements GateLook {
  private final ApiKeys keys;
  private final UsagePlan plan;

  PlanLook(ApiKeys keys, UsagePlan plan) {
    this.keys = keys;
    this.plan = plan;
  }

  @Override
  public GateSight look() {
    Looks looks = new Looks();
    List<Finding> found =
        looks
            .at(Part.PLAN_KEYS, place(), this::others)
            .filter(others -> others > 0)
            .map(others -> List.of(finding(others)))
            .orElse(List.of());
    return new GateSight(traits(), found, looks.unread());
  }

  @Override
  public GateTraits traits() {
    return new ApiKeyTraits();
  }

  /** One alone may be the key that the lock took over; of several, others' are among them. */
  private int others() {
    Set<String> others = keys.notMade(plan.keyIds());
    return others.size() == 1 && keys.isOurs(others.iterator().next()) ? 0 : others.size();
  }

  private Finding finding(int others) {
    return new Finding(
        Kind.OTHER_KEYS,
        new Place(place()),
        "It lets in "
            + (others == 1 ? "one API key" : others + " API keys")
            + " that the lock did not make.",
        "Accept the finding if whoever holds them may walk past CloudFront; else take them out"
            + " once nobody sends them.");
  }

  private String place() {
    return "usage plan " + plan.id();
  }
}
