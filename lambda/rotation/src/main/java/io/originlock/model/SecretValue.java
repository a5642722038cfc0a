package io.originlock.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A secret's value. It shows itself to {@link #reveal()} alone; {@code toString} prints the
 * fingerprint, so that a value that slips into a log line or an exception is no secret any more
 * lost.
 */
public final class SecretValue {
  private final String value;

  /**
   * @param value not blank
   */
  public SecretValue(String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("A secret's value must not be blank.");
    }
    this.value = value;
  }

  /** The value itself, for the one call that has to carry it. */
  public String reveal() {
    return value;
  }

  /**
   * The first 8 hexadecimal digits of the value's SHA-256: 32 bits, enough to tell a lock's secrets
   * apart and too few to say anything about 128 random bits.
   */
  public String fingerprint() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256, but this one says no.", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretValue that
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "[secret " + fingerprint() + "]";
  }
}
