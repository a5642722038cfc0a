package io.originlock.engine;

import java.util.Locale;

/**
 * A header that CloudFront adds to its requests to the origin. Either part may hold the secret (the
 * request-validation gate has it in the name), so {@code toString} prints neither.
 *
 * @param name lower case, as HTTP/2 has it; two headers are the same whatever their case
 * @param value sent as it is
 */
public record Header(String name, String value) {
  public Header {
    name = name.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return "[header " + new SecretValue(name + ":" + value).fingerprint() + "]";
  }
}
