package io.originlock.apigateway;

import io.originlock.aws.AwsFailures;
import io.originlock.aws.Looks;
import io.originlock.survey.PlanFacts;
import io.originlock.survey.PlanFacts.Keys;
import io.originlock.survey.PlanFacts.Quota;
import io.originlock.survey.Target;
import io.originlock.survey.Throttle;
import io.originlock.survey.Unread.Part;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiStage;
import software.amazon.awssdk.services.apigateway.model.QuotaSettings;
import software.amazon.awssdk.services.apigateway.model.ThrottleSettings;
import software.amazon.awssdk.services.apigateway.model.UsagePlan;

/**
 * Reads the usage plans that cover stages: a call for 500 plans, and one for each that covers some.
 * Their keys, being other people's, are not counted.
 */
final class Plans {
  private static final int PAGE = 500;

  private final ApiGatewayClient apiGateway;
  private final String region;
  private final Looks looks;

  Plans(ApiGatewayClient apiGateway, String region, Looks looks) {
    this.apiGateway = apiGateway;
    this.region = region;
    this.looks = looks;
  }

  /**
   * @param apis the APIs whose stages count
   * @param own the id of the lock's plan, if it has one
   */
  List<PlanFacts> of(Collection<String> apis, Optional<String> own) {
    return looks
        .at(Part.PLANS, "usage plans", this::all)
        // The lock's own may be read where the others may not.
        .or(() -> own.flatMap(this::one).map(List::of))
        .orElse(List.of())
        .stream()
        .filter(
            plan ->
                own.filter(id -> id.equals(plan.id())).isPresent()
                    || plan.apiStages().stream().anyMatch(stage -> apis.contains(stage.apiId())))
        .map(plan -> facts(plan, own))
        .toList();
  }

  private List<UsagePlan> all() {
    try {
      return apiGateway.getUsagePlansPaginator(request -> request.limit(PAGE)).items().stream()
          .toList();
    } catch (SdkException e) {
      throw AwsFailures.of("Usage plans", "apigateway:GET /usageplans", e);
    }
  }

  private Optional<UsagePlan> one(String id) {
    String place = "usage plan " + id;
    return looks
        .at(
            Part.PLANS,
            place,
            () -> {
              try {
                return apiGateway.getUsagePlan(request -> request.usagePlanId(id));
              } catch (SdkException e) {
                throw AwsFailures.of(place, "apigateway:GET /usageplans/" + id, e);
              }
            })
        .map(
            plan ->
                UsagePlan.builder()
                    .id(plan.id())
                    .name(plan.name())
                    .apiStages(plan.apiStages())
                    .throttle(plan.throttle())
                    .quota(plan.quota())
                    .build());
  }

  private PlanFacts facts(UsagePlan plan, Optional<String> own) {
    Set<Target.Stage> stages =
        plan.apiStages().stream().map(this::stage).collect(Collectors.toUnmodifiableSet());
    return new PlanFacts(
        Optional.ofNullable(plan.id()).orElse(""),
        Optional.ofNullable(plan.name()).orElse(""),
        stages,
        throttle(plan.throttle()),
        methodThrottles(plan.apiStages()),
        quota(plan.quota()),
        keys(plan.id()),
        own.filter(id -> id.equals(plan.id())).isPresent());
  }

  private Target.Stage stage(ApiStage told) {
    return new Target.Stage(region, told.apiId(), told.stage());
  }

  private static Optional<Throttle> throttle(ThrottleSettings told) {
    return told == null || told.rateLimit() == null && told.burstLimit() == null
        ? Optional.empty()
        : Optional.of(
            new Throttle(
                told.rateLimit() == null ? 0 : told.rateLimit(),
                told.burstLimit() == null ? 0 : told.burstLimit()));
  }

  private Map<String, Throttle> methodThrottles(List<ApiStage> stages) {
    Map<String, Throttle> throttles = new HashMap<>();
    for (ApiStage told : stages) {
      told.throttle()
          .forEach(
              (key, settings) ->
                  throttle(settings)
                      .ifPresent(
                          set -> throttles.put(stage(told).member() + " " + label(key), set)));
    }
    return throttles;
  }

  /** {@code /pets/GET} is {@code GET /pets}. */
  private static String label(String key) {
    int slash = key.lastIndexOf('/');
    String path = key.substring(0, Math.max(slash, 0));
    return key.substring(slash + 1) + " " + (path.isEmpty() ? "/" : path);
  }

  private static Optional<Quota> quota(QuotaSettings told) {
    return told == null || told.limit() == null
        ? Optional.empty()
        : List.of(Quota.Period.values()).stream()
            .filter(period -> period.name().equals(told.periodAsString()))
            .findFirst()
            .map(period -> new Quota(told.limit(), period));
  }

  private Keys keys(String plan) {
    return looks
        .at(
            Part.PLAN_KEYS,
            "usage plan " + plan,
            () -> {
              try {
                return apiGateway
                        .getUsagePlanKeys(request -> request.usagePlanId(plan).limit(1))
                        .items()
                        .isEmpty()
                    ? Keys.NONE
                    : Keys.SOME;
              } catch (SdkException e) {
                throw AwsFailures.of(
                    "Usage plan " + plan, "apigateway:GET /usageplans/" + plan + "/keys", e);
              }
            })
        .orElse(Keys.UNKNOWN);
  }
}
