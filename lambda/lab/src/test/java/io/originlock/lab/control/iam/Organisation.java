package io.originlock.lab.control.iam;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * An organisation that demands a {@code CostCenter} of all that is created and can be tagged then,
 * and a boundary of every role.
 */
public final class Organisation {
  public static final String BOUNDARY = "arn:aws:iam::123456789012:policy/boundary";

  private Organisation() {}

  /** Its service control policy. */
  public static String policy() {
    try (InputStream document = Organisation.class.getResourceAsStream("organisation.json")) {
      return new String(document.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
