package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.finding.Kind;
import io.originlock.lab.control.Clients;
import io.originlock.lab.gate.Gates;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.apigateway.model.Op;

/**
 * Probes that tell nothing of the gate: a resource policy lets CloudFront in and not the worker, or
 * a cache answers in the API's place. The lock goes on by the other way and says so.
 */
@Tag("verify")
class BlockedProbesTest {
  private static final String PROBE = "/origin-lock-probe";

  /** More than enough for each edge to be asked. */
  private static final int MANY = 60;

  @ParameterizedTest
  @ValueSource(strings = {"signature", "api-key"})
  void aRotationGoesOnWhereTheWorkersProbesAreRefused(String gate) throws Exception {
    try (LabLock lock = LabLock.start("blocked-" + gate, Gates.named(gate), Map.of());
        Clients clients = new Clients(lock.site().aws().endpoint())) {
      new ApiOwner(clients.apiGateway(), lock.stack())
          .change("/policy", Admission.CLOUDFRONT.policy());
      lock.hostsKnow();
      long refused = lock.refused();

      lock.rotate("blocked");

      assertThat(lock.current()).isEqualTo(2);
      assertThat(lock.refused() - refused).as("viewers refused").isZero();
      assertThat(lock.status().findValuesAsText("kind")).contains(Kind.REFUSED_PROBE.label());
    }
  }

  /** The first engagement of all that the API's owner does who had the policy before the lock. */
  @Test
  void aLockEngagesAndClosesItsGateWhereTheWorkersProbesAreRefused() throws Exception {
    try (LabLock lock =
            LabLock.start("blocked-engagement", Gates.named("request-validation"), Map.of());
        Clients clients = new Clients(lock.site().aws().endpoint())) {
      lock.viewersAlone();
      lock.ask("{\"action\":\"unenforce\"}");
      lock.rest();
      lock.disengage();
      new ApiOwner(clients.apiGateway(), lock.stack())
          .change("/policy", Admission.CLOUDFRONT.policy());
      lock.hostsKnow();
      long refused = lock.refused();

      lock.engage();
      lock.load();
      lock.rotate("blocked");

      assertThat(lock.refused() - refused).as("viewers refused").isZero();
      assertThat(lock.passed()).as("intruders that passed").isZero();
      JsonNode status = lock.status();
      assertThat(status.path("stage").asText()).isEqualTo("idle");
      assertThat(status.findValuesAsText("kind")).contains(Kind.REFUSED_PROBE.label());
    }
  }

  /** A refusal of a time when the stage was out of its plan, which edges may keep for an hour. */
  @Test
  void aRefusalThatACacheKeepsTakesNoRotationBack() throws Exception {
    try (LabLock lock = LabLock.prepared("kept-refusal", Gates.named("api-key"));
        Clients clients = new Clients(lock.site().aws().endpoint())) {
      lock.stack().apply();
      lock.rest();
      lock.untilServed();
      ApiOwner owner = new ApiOwner(clients.apiGateway(), lock.stack());
      SingleRequests requests = new SingleRequests(lock);
      owner.haveRefusalsKept(Duration.ofHours(1));
      owner.changePlan(Op.REMOVE);
      lock.hostsKnow();
      IntStream.range(0, MANY).forEach(each -> requests.viewer(PROBE));
      owner.changePlan(Op.ADD);
      // Whoever asked before would have an edge keep that refusal, too.
      lock.load();
      assertThat(IntStream.range(0, MANY).map(each -> requests.viewer(PROBE)))
          .as("what edges keep")
          .containsOnly(403);

      lock.rotate("kept");

      assertThat(lock.current()).isEqualTo(2);
      assertThat(lock.refused()).as("viewers refused").isZero();
      assertThat(lock.status().at("/distributions/0").toString()).contains("age ");
    }
  }
}
