package io.originlock.lab.conformance;

import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.port.Gate;
import java.time.Instant;

/** Secrets as a gate makes them, by the numbers of their ids. */
final class TestSecrets {
  private TestSecrets() {}

  static Secret secret(Gate gate, int id) {
    return new Secret(new SecretId(id), gate.generate(), Instant.EPOCH);
  }
}
