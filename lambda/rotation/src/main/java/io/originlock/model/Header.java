package io.originlock.model;

import java.util.Locale;
import java.util.Objects;

/**
 * A header that CloudFront adds to its requests to the origin. Either part may hold the secret (the
 * request-validation gate has it in the name), so {@code toString} prints neither.
 *
 * @param name in the letters that it is written in; two headers are the same whatever their case
 * @param value sent as it is
 */
public record Header(String name, String value) {

  /** The name in lower case: what two headers are told apart by. */
  public String key() {
    return name.toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Header header
        && key().equals(header.key())
        && value.equals(header.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(key(), value);
  }

  @Override
  public String toString() {
    return "[header " + new SecretValue(key() + ":" + value).fingerprint() + "]";
  }
}
