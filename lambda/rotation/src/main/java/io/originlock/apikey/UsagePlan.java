package io.originlock.apikey;

import io.originlock.aws.ApiStage;
import io.originlock.aws.AwsFailures;
import io.originlock.model.LockException;
import io.originlock.model.SecretValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ConflictException;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;
import software.amazon.awssdk.services.apigateway.model.UsagePlanKey;

/** The usage plan that admits CloudFront's keys to the lock's stages. */
final class UsagePlan {
  private static final int PAGE = 500;

  private final ApiGatewayClient apiGateway;
  private final String id;
  private final Optional<Supplier<ApiGatewayClient>> patching;

  /**
   * @param patching makes what changes it; empty if it is not the lock's own
   */
  UsagePlan(ApiGatewayClient apiGateway, String id, Optional<Supplier<ApiGatewayClient>> patching) {
    this.apiGateway = apiGateway;
    this.id = id;
    this.patching = patching;
  }

  /**
   * A usage plan beside the lock's.
   *
   * @param id its id
   * @param name the name that its owner gave it
   */
  record Other(String id, String name) {}

  String id() {
    return id;
  }

  /**
   * The ids of all keys in the plan, which exists.
   *
   * @throws LockException if there is no such plan
   */
  Set<String> keyIds() {
    return present().keySet();
  }

  /**
   * The same with their values.
   *
   * @throws LockException if there is no such plan
   */
  Map<String, Optional<SecretValue>> present() {
    Map<String, Optional<SecretValue>> held = held();
    if (held.isEmpty()) {
      // AWS answers with an empty list for a plan that does not exist, emulators refuse its id.
      covered();
    }
    return held;
  }

  /** The keys in the plan by id, with their values; none if there is no such plan. */
  Map<String, Optional<SecretValue>> held() {
    try {
      return apiGateway
          .getUsagePlanKeysPaginator(request -> request.usagePlanId(id).limit(PAGE))
          .items()
          .stream()
          .collect(
              Collectors.toMap(UsagePlanKey::id, key -> ApiKeys.valueIn(key.value()), (a, b) -> b));
    } catch (NotFoundException e) {
      return Map.of();
    } catch (SdkException e) {
      throw AwsFailures.of(resource(), "apigateway:GET /usageplans/" + id + "/keys", e);
    }
  }

  /**
   * The other plans that cover one of these stages.
   *
   * @param keyId asks for the plans alone that hold this key
   */
  List<Other> others(Collection<ApiStage> stages, Optional<String> keyId) {
    try {
      return apiGateway
          .getUsagePlansPaginator(request -> keyId.ifPresent(request::keyId))
          .items()
          .stream()
          .filter(plan -> !id.equals(plan.id()))
          .filter(plan -> stages(plan.apiStages()).stream().anyMatch(stages::contains))
          .map(plan -> new Other(plan.id(), plan.name()))
          .toList();
    } catch (SdkException e) {
      throw AwsFailures.of("Usage plans", "apigateway:GET /usageplans", e);
    }
  }

  /** Puts a key into the plan; that it is there already is as good. */
  void add(String keyId) {
    String operation = "apigateway:POST /usageplans/" + id + "/keys";
    try {
      apiGateway.createUsagePlanKey(
          request -> request.usagePlanId(id).keyId(keyId).keyType("API_KEY"));
    } catch (ConflictException e) {
      if (!keyIds().contains(keyId)) {
        throw others(covered(), Optional.of(keyId)).stream()
            .findFirst()
            .map(other -> heldBy(other, keyId))
            .orElseGet(() -> AwsFailures.of(resource(), operation, e));
      }
    } catch (NotFoundException e) {
      // Says so if it is the plan that is missing, and not the key.
      covered();
      throw AwsFailures.of("API key " + keyId, operation, e);
    } catch (SdkException e) {
      throw AwsFailures.of(resource(), operation, e);
    }
  }

  /**
   * Puts stages that it does not cover back into the lock's own plan; leaves somebody else's alone.
   *
   * @return what was put back, a sentence
   */
  Optional<String> cover(Collection<ApiStage> stages) {
    if (patching.isEmpty()) {
      return Optional.empty();
    }
    List<ApiStage> missing = new ArrayList<>(stages);
    missing.removeAll(covered());
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    try (ApiGatewayClient client = patching.get().get()) {
      client.updateUsagePlan(
          request ->
              request
                  .usagePlanId(id)
                  .patchOperations(missing.stream().map(UsagePlan::adding).toList()));
    } catch (SdkException e) {
      throw AwsFailures.of(resource(), "apigateway:PATCH /usageplans/" + id, e);
    }
    return Optional.of(
        resource()
            + " did not cover "
            + missing.stream().map(ApiStage::member).collect(Collectors.joining(", "))
            + ": put back.");
  }

  private static PatchOperation adding(ApiStage stage) {
    return PatchOperation.builder()
        .op(Op.ADD)
        .path("/apiStages")
        .value(stage.restApiId() + ":" + stage.stage())
        .build();
  }

  private LockException heldBy(Other other, String keyId) {
    return new LockException(
        resource(),
        "API key "
            + keyId
            + " cannot be added: it is in usage plan "
            + other.id()
            + " ("
            + other.name()
            + "), which covers the same stage, and API Gateway takes a key in one plan a stage.",
        "Leave it there, since requests with it pass by that plan, and give the lock that plan as"
            + " its existing usage plan.");
  }

  private Set<ApiStage> covered() {
    try {
      return stages(apiGateway.getUsagePlan(request -> request.usagePlanId(id)).apiStages());
    } catch (NotFoundException e) {
      throw new LockException(
          resource(),
          "it does not exist in this account and region.",
          "Correct ORIGIN_LOCK_USAGE_PLAN_ID, or run terraform apply, which makes the plan.");
    } catch (SdkException e) {
      throw AwsFailures.of(resource(), "apigateway:GET /usageplans/" + id, e);
    }
  }

  private static Set<ApiStage> stages(
      List<software.amazon.awssdk.services.apigateway.model.ApiStage> stages) {
    return stages.stream()
        .map(stage -> new ApiStage(stage.apiId(), stage.stage()))
        .collect(Collectors.toSet());
  }

  private String resource() {
    return "Usage plan " + id;
  }
}
