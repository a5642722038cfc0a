package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.finding.Kind;
import io.originlock.lab.control.Clients;
import io.originlock.lab.gate.Gates;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A resource policy that lets CloudFront in and not the worker, whose own probes it refuses: a
 * rotation goes on by the way through CloudFront, and the lock says so.
 */
@Tag("verify")
class BlockedProbesTest {

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
}
