package io.originlock.apikey;

import io.originlock.aws.ApiStage;
import io.originlock.aws.AwsFailures;
import io.originlock.engine.LockException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ConflictException;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;
import software.amazon.awssdk.services.apigateway.model.UsagePlanKey;

/** The usage plan that admits CloudFront's keys to the lock's stages. */
final class UsagePlan {
  private static final int PAGE = 500;

  private final ApiGatewayClient apiGateway;
  private final String id;

  UsagePlan(ApiGatewayClient apiGateway, String id) {
    this.apiGateway = apiGateway;
    this.id = id;
  }

  String id() {
    return id;
  }

  /**
   * The stages among these that the plan does not cover: no key of its opens them.
   *
   * @throws LockException if there is no such plan
   */
  List<ApiStage> uncovered(List<ApiStage> stages) {
    try {
      Set<ApiStage> covered =
          apiGateway.getUsagePlan(request -> request.usagePlanId(id)).apiStages().stream()
              .map(stage -> new ApiStage(stage.apiId(), stage.stage()))
              .collect(Collectors.toSet());
      return stages.stream().filter(stage -> !covered.contains(stage)).toList();
    } catch (NotFoundException e) {
      throw missing();
    } catch (SdkException e) {
      throw AwsFailures.of(resource(), "apigateway:GET /usageplans/" + id, e);
    }
  }

  /** The ids of all keys in the plan. */
  Set<String> keyIds() {
    try {
      return apiGateway
          .getUsagePlanKeysPaginator(request -> request.usagePlanId(id).limit(PAGE))
          .items()
          .stream()
          .map(UsagePlanKey::id)
          .collect(Collectors.toSet());
    } catch (NotFoundException e) {
      throw missing();
    } catch (SdkException e) {
      throw AwsFailures.of(resource(), "apigateway:GET /usageplans/" + id + "/keys", e);
    }
  }

  /** Puts a key into the plan; that it is there already is as good. */
  void add(String keyId) {
    String operation = "apigateway:POST /usageplans/" + id + "/keys";
    try {
      apiGateway.createUsagePlanKey(
          request -> request.usagePlanId(id).keyId(keyId).keyType("API_KEY"));
    } catch (ConflictException e) {
      // A conflict is also the answer where another plan with this key covers the same stage.
      if (!keyIds().contains(keyId)) {
        throw new LockException(
            resource(),
            operation
                + " failed: API key "
                + keyId
                + " is in another usage plan for the same stage.",
            "Take the key out of that plan, or the stage.");
      }
    } catch (NotFoundException e) {
      throw new LockException(
          resource(),
          operation + " failed: the plan, or API key " + keyId + ", does not exist.",
          "The next tick makes a missing key again; a plan is made by Terraform.");
    } catch (SdkException e) {
      throw AwsFailures.of(resource(), operation, e);
    }
  }

  private LockException missing() {
    return new LockException(
        resource(),
        "it does not exist in this account and region.",
        "Correct ORIGIN_LOCK_USAGE_PLAN_ID, or run terraform apply, which makes the plan.");
  }

  private String resource() {
    return "Usage plan " + id;
  }
}
