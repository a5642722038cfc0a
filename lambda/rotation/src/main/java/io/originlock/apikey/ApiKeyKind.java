package io.originlock.apikey;

import io.originlock.examine.GateTraits;
import io.originlock.gate.GateKind;
import io.originlock.gate.InstalledGate;
import io.originlock.gate.InstalledGate.StandsOn;
import io.originlock.gate.Refusal;
import io.originlock.gate.Workshop;
import io.originlock.settings.Environment;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;

/** The gate {@code api-key}: a key in a usage plan that covers the stages. */
public final class ApiKeyKind implements GateKind {
  private static final Pattern PLAN = Pattern.compile("[a-z0-9]{6,20}");

  @Override
  public String label() {
    return "api-key";
  }

  @Override
  public Set<String> ownTags() {
    return Set.of(ApiKeys.TAG, ApiKeys.SECRET_TAG);
  }

  @Override
  public GateTraits proposed() {
    return new ApiKeyTraits();
  }

  @Override
  public InstalledGate install(Environment settings, Workshop workshop) {
    String plan =
        settings.matching("ORIGIN_LOCK_USAGE_PLAN_ID", PLAN, "a usage plan's id, such as a1b2c3");
    Optional<Supplier<ApiGatewayClient>> patching =
        settings.flag("ORIGIN_LOCK_OWN_USAGE_PLAN")
            ? Optional.of(workshop.aws()::patchingApiGateway)
            : Optional.empty();
    ApiGatewayClient apiGateway = workshop.aws().apiGateway();
    return new InstalledGate(
        new ApiKeyGate(
            apiGateway,
            workshop.lock(),
            workshop.region(),
            workshop.tags(),
            plan,
            patching,
            workshop.stages(),
            workshop.probePaths(),
            workshop.random()),
        new PlanLook(
            new ApiKeys(apiGateway, workshop.lock(), workshop.region()),
            new UsagePlan(apiGateway, plan, Optional.empty())),
        Refusal.forbidden(),
        StandsOn.usagePlan(plan));
  }
}
