package io.originlock.apikey;

import io.originlock.engine.SecretId;
import java.time.Instant;

/**
 * An API key of this lock's, by name and tag, without its value.
 *
 * @param keyId API Gateway's id of the key
 * @param name its name, which tells secret and fingerprint
 * @param secret whose key it is
 * @param enabled whether API Gateway lets it through
 * @param createdAt when the key was made
 */
record LockKey(String keyId, String name, SecretId secret, boolean enabled, Instant createdAt) {}
