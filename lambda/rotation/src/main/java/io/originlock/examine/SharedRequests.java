package io.originlock.examine;

import io.originlock.finding.Finding;
import io.originlock.finding.Kind;
import io.originlock.finding.Place;
import io.originlock.survey.PlanFacts;
import io.originlock.survey.Survey;
import io.originlock.survey.Throttle;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds limits of the lock's usage plan. They count for each API key, and all viewers come with the
 * same; who comes beyond them is answered 429. See <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html">Usage
 * plans</a>.
 */
final class SharedRequests implements Judge {

  @Override
  public List<Finding> judge(Survey survey, LockFacts lock) {
    return lock.gate().isApiKey()
        ? survey.plans().stream()
            .filter(PlanFacts::ofTheLock)
            .flatMap(plan -> ofPlan(plan).stream())
            .toList()
        : List.of();
  }

  private static List<Finding> ofPlan(PlanFacts plan) {
    List<String> throttles = new ArrayList<>();
    plan.throttle().ifPresent(each -> throttles.add(words(each)));
    Map<String, Throttle> byMethod = new TreeMap<>(plan.methodThrottles());
    byMethod.forEach((method, each) -> throttles.add("for " + method + " " + words(each)));
    List<Finding> findings = new ArrayList<>();
    if (!throttles.isEmpty()) {
      findings.add(
          new Finding(
              Kind.SHARED_THROTTLE,
              new Place(plan.label()),
              "All viewers share the lock's API key, and the plan lets a key make "
                  + Places.list(throttles)
                  + "; requests beyond that are answered 429.",
              "Take the throttle out of the plan, which is for CloudFront alone. A web ACL with a"
                  + " rate-based rule at the distribution limits each viewer instead."));
    }
    plan.quota()
        .ifPresent(
            quota ->
                findings.add(
                    new Finding(
                        Kind.SHARED_QUOTA,
                        new Place(plan.label()),
                        "All viewers share the lock's API key, and the plan lets a key make "
                            + quota.limit()
                            + " requests a "
                            + quota.period().name().toLowerCase(Locale.ROOT)
                            + "; requests beyond that are answered 429.",
                        "Take the quota out of the plan, which is for CloudFront alone.")));
    return findings;
  }

  private static String words(Throttle throttle) {
    return BigDecimal.valueOf(throttle.rate()).stripTrailingZeros().toPlainString()
        + " requests a second, "
        + throttle.burst()
        + " at once";
  }
}
