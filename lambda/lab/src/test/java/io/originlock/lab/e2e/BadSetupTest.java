package io.originlock.lab.e2e;

import io.originlock.lab.aws.AwsLab;
import io.originlock.lab.control.Clients;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.apigateway.model.ApiStage;

/** What any lock is set up with, and the gate api-key's usage plan. */
class BadSetupTest extends BadSetup {
  private final String plan;

  BadSetupTest(AwsLab lab, Clients clients) {
    super(lab, clients);
    ApiStage stage = ApiStage.builder().apiId(api).stage("live").build();
    this.plan = clients.apiGateway().createUsagePlan(r -> r.name(lock).apiStages(stage)).id();
  }

  @Override
  Map<String, String> gate() {
    return Map.of("ORIGIN_LOCK_GATE", "api-key", "ORIGIN_LOCK_USAGE_PLAN_ID", plan);
  }

  @Test
  void aDistributionThatDoesNotExistIsNamed() {
    refuses(
        Map.of("ORIGIN_LOCK_DISTRIBUTIONS", distributions("EGONE0000001", ORIGIN)),
        "CloudFront distribution EGONE0000001",
        "does not exist");
  }

  @Test
  void anOriginThatTheDistributionLacksIsNamed() {
    refuses(
        Map.of("ORIGIN_LOCK_DISTRIBUTIONS", distributions(distribution, "backend")),
        "CloudFront distribution " + distribution,
        "Origin backend of CloudFront distribution");
  }

  @Test
  void aUsagePlanThatDoesNotExistIsNamed() {
    refuses(Map.of("ORIGIN_LOCK_USAGE_PLAN_ID", "gone01"), "Usage plan gone01", "does not exist");
  }

  @Test
  void aRestApiThatDoesNotExistIsNamed() {
    refuses(
        Map.of("ORIGIN_LOCK_STAGES", stages("gone000001", "live")),
        "REST API gone000001",
        "does not exist");
  }

  @Test
  void aStageThatDoesNotExistIsNamed() {
    refuses(
        Map.of("ORIGIN_LOCK_STAGES", stages(api, "gone")),
        "Stage gone of REST API " + api,
        "does not exist");
  }
}
