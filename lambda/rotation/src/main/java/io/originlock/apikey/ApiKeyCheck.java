package io.originlock.apikey;

import static io.originlock.audit.OpenDoor.Kind.KEY_SOURCE;
import static io.originlock.audit.OpenDoor.Kind.OTHER_KEYS;

import io.originlock.audit.DeployedStage;
import io.originlock.audit.GateCheck;
import io.originlock.audit.OpenDoor;
import io.originlock.aws.ApiStage;
import io.originlock.aws.StageExport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;

/** The audit of the gate {@code api-key}: methods that demand no key, and keys that are others'. */
public final class ApiKeyCheck implements GateCheck {
  private final ApiGatewayClient apiGateway;
  private final ApiKeys keys;
  private final UsagePlan plan;
  private final KeySources sources;
  private final List<ApiStage> stages;

  /** The parameters are those of {@link ApiKeyGate}. */
  public ApiKeyCheck(
      ApiGatewayClient apiGateway,
      String lock,
      String region,
      String usagePlan,
      List<ApiStage> stages) {
    this.apiGateway = apiGateway;
    this.keys = new ApiKeys(apiGateway, lock, region);
    this.plan = new UsagePlan(apiGateway, usagePlan);
    this.sources = new KeySources(apiGateway, stages);
    this.stages = List.copyOf(stages);
  }

  @Override
  public Optional<String> header() {
    return Optional.of(StageExport.API_KEY_HEADER);
  }

  @Override
  public List<String> accessLogVariables() {
    return List.of("context.identity.apiKey");
  }

  /** API Gateway "redacts authorization headers, API key values, and similar". */
  @Override
  public ExecutionLogs executionLogs() {
    return ExecutionLogs.HIDE_IT;
  }

  @Override
  public List<OpenDoor> gate() {
    List<OpenDoor> doors = new ArrayList<>();
    sources
        .elsewhere()
        .forEach(
            (api, source) ->
                doors.add(
                    new OpenDoor(
                        KEY_SOURCE,
                        "REST API " + api,
                        "",
                        "It takes its API keys from " + source + ", not from the header.",
                        "Set apiKeySource to HEADER and deploy.")));
    Set<String> inPlan = plan.keyIds();
    long others =
        inPlan.size()
            - keys.list(inPlan).stream().map(LockKey::keyId).filter(inPlan::contains).count();
    if (others > 0) {
      doors.add(
          door(
              "usage plan " + plan.id(),
              "It lets in " + count(others) + " that the lock did not make.",
              "Take them out, unless whoever holds them may walk past CloudFront."));
    }
    for (UsagePlan.Other other : plan.others(stages, Optional.empty())) {
      int held = new UsagePlan(apiGateway, other.id()).heldKeyIds().size();
      if (held > 0) {
        doors.add(
            door(
                "usage plan " + other.id() + " (" + other.name() + ")",
                "It covers a stage of the lock, and lets in " + count(held) + " of its own.",
                "Take the stage out of it, unless whoever holds them may walk past CloudFront."));
      }
    }
    return doors;
  }

  private static String count(long keys) {
    return keys == 1 ? "one API key" : keys + " API keys";
  }

  private static OpenDoor door(String where, String detail, String remedy) {
    return new OpenDoor(OTHER_KEYS, where, "", detail, remedy);
  }

  @Override
  public List<OpenDoor> stage(DeployedStage stage) {
    return stage.methods().stream()
        .filter(method -> !method.keyRequired())
        .map(
            method ->
                stage.open(
                    method,
                    "It demands no API key.",
                    "Set api_key_required = true on it, and deploy."))
        .toList();
  }
}
