package io.originlock.gate;

import io.originlock.model.SecretValue;
import java.security.SecureRandom;

/**
 * Makes values that every gate's header can carry: 40 of 62 letters and digits, which are 238 bits.
 * API Gateway takes API keys of 20 to 128 characters, see <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-key-file-format.html">API
 * Gateway API key file format</a>.
 */
public final class RandomSecrets {
  private static final int LENGTH = 40;
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final SecureRandom random;

  public RandomSecrets(SecureRandom random) {
    this.random = random;
  }

  public SecretValue next() {
    StringBuilder text = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new SecretValue(text.toString());
  }
}
