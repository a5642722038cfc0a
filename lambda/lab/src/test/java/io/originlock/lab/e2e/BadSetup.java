package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.aws.AwsLab;
import io.originlock.lab.control.AwsCall;
import io.originlock.lab.control.Clients;
import io.originlock.lab.control.SharedLab;
import io.originlock.lab.functions.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.cloudfront.model.Origin;
import software.amazon.awssdk.services.cloudfront.model.ViewerProtocolPolicy;

/**
 * A worker that is set up for something that does not exist, in an AWS that is made without
 * Terraform, which would not get that far. It may do everything, so that no permission stops it.
 */
@ExtendWith(SharedLab.class)
abstract class BadSetup {
  private static final String ENGAGE = "{\"action\":\"engage\"}";
  static final String ORIGIN = "api";

  final AwsLab lab;
  final Clients clients;
  final String lock = "b" + UUID.randomUUID().toString().substring(0, 8);
  final String api;
  final String distribution;

  BadSetup(AwsLab lab, Clients clients) {
    this.lab = lab;
    this.clients = clients;
    this.api = deployedApi(clients.apiGateway());
    this.distribution = distribution();
    BareWorker.publishNothing(clients, lock);
  }

  /** What the worker is told of its gate where nothing is wrong. */
  abstract Map<String, String> gate();

  /** Engages a worker with these variables of its own; it must say so and change nothing. */
  final void refuses(Map<String, String> wrong, String resource, String problem) {
    int before = lab.calls().calls().size();

    Outcome answer = engage(wrong);

    assertThat(answer.failed()).isTrue();
    assertThat(answer.text().replace("\\\"", "\"")).contains("\"errorMessage\"", resource, problem);
    assertThat(lab.calls().calls().subList(before, lab.calls().calls().size()))
        .filteredOn(call -> call.caller().equals(lock) && !call.service().equals("logs"))
        .noneMatch(AwsCall::writes);
  }

  private Outcome engage(Map<String, String> wrong) {
    Map<String, String> variables =
        new HashMap<>(
            BareWorker.variables(lock, distributions(distribution, ORIGIN), stages(api, "live")));
    variables.putAll(gate());
    variables.putAll(wrong);
    return BareWorker.deploy(lab, clients, lock, variables).ask(ENGAGE);
  }

  static String distributions(String id, String origin) {
    return "[{\"id\":\"%s\",\"origins\":[\"%s\"],\"probe_url\":null}]".formatted(id, origin);
  }

  static String stages(String api, String stage) {
    return "[{\"rest_api_id\":\"%s\",\"stage\":\"%s\",\"probe_url\":null}]".formatted(api, stage);
  }

  private static String deployedApi(ApiGatewayClient gateway) {
    String id = gateway.createRestApi(r -> r.name("bad-setup")).id();
    String root = gateway.getResources(r -> r.restApiId(id)).items().get(0).id();
    gateway.putMethod(
        r ->
            r.restApiId(id)
                .resourceId(root)
                .httpMethod("GET")
                .authorizationType("NONE")
                .apiKeyRequired(true));
    gateway.putIntegration(r -> r.restApiId(id).resourceId(root).httpMethod("GET").type("MOCK"));
    gateway.createDeployment(r -> r.restApiId(id).stageName("live"));
    return id;
  }

  private String distribution() {
    Origin origin = Origin.builder().id(ORIGIN).domainName("a.example.com").build();
    return clients
        .cloudFront()
        .createDistribution(
            r ->
                r.distributionConfig(
                    c ->
                        c.callerReference(lock)
                            .comment("")
                            .enabled(true)
                            .origins(o -> o.quantity(1).items(origin))
                            .defaultCacheBehavior(
                                b ->
                                    b.targetOriginId(ORIGIN)
                                        .viewerProtocolPolicy(ViewerProtocolPolicy.HTTPS_ONLY))))
        .distribution()
        .id();
  }
}
