package io.originlock.state;

import io.originlock.model.Attempts;
import io.originlock.model.Effort;
import io.originlock.model.LockState;
import io.originlock.model.Requests;
import io.originlock.model.Retired;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import io.originlock.model.Secrets;
import io.originlock.model.Stage;
import io.originlock.model.Times;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** States for tests. */
final class States {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456789Z");
  static final String VALUE = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcd";

  private States() {}

  static LockState numbered(long sequence) {
    return new LockState(
        sequence,
        Stage.ADMIT,
        NOW,
        new Secrets(
            secret(2),
            secret(3),
            List.of(new Retired(secret(1), NOW.minusSeconds(60), true, false)),
            Set.of(new SecretId(1))),
        new Times(NOW, NOW.minusSeconds(90), null),
        new Requests(true, "later", List.of("r2", "r1")),
        new Attempts(new Effort(2, NOW.minusSeconds(30)), Effort.NONE),
        "rotation to g3 started");
  }

  static Secret secret(int id) {
    return new Secret(new SecretId(id), new SecretValue(VALUE + id), NOW.minusSeconds(3600));
  }
}
