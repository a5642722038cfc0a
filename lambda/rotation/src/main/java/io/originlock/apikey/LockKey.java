package io.originlock.apikey;

import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import java.time.Instant;

/**
 * An API key that carries a secret of this lock's, without its value.
 *
 * @param keyId API Gateway's id of the key
 * @param name its name
 * @param mark which secret it carries
 * @param enabled whether API Gateway lets it through
 * @param createdAt when the key was made
 */
record LockKey(String keyId, String name, Mark mark, boolean enabled, Instant createdAt) {

  /** How texts name it. */
  String label() {
    return "API key " + keyId + " (" + name + ")";
  }

  SecretId secret() {
    return mark.id();
  }

  boolean carries(Secret secret) {
    return mark.equals(Mark.of(secret));
  }
}
