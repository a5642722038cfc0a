package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.gate.Gates;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Hosts that learn of a change after a soak is over: a refusal that a probe sees begins the soak
 * anew, so that nobody else sees one.
 */
@Tag("verify")
class LateHostsTest {
  /** To it the hosts are as 100 s are to the 75 s of a real lock. */
  private static final Duration SOAK = Duration.ofSeconds(9);

  private static final long REQUESTS = 30_000;

  @Test
  void rotationsRefuseNobody() throws IOException {
    try (LabLock lock = LabLock.withLateHosts("late-hosts", Gates.named("api-key"), SOAK)) {
      int rotations = 0;
      while (rotations < 3 || lock.site().ledger().viewerRequests() < REQUESTS) {
        lock.rotate("late " + rotations++);
      }

      assertThat(lock.refused()).as("viewers refused").isZero();
      assertThat(lock.passed()).as("intruders that passed").isZero();
      System.out.printf(
          "%d requests in %d rotations, none refused%n",
          lock.site().ledger().viewerRequests(), rotations);
    }
  }
}
