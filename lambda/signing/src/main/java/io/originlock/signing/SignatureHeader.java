package io.originlock.signing;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header {@code x-origin-lock-signature}: {@code <key id>.<time>.<form>.<mac>}.
 *
 * @param stamp what it says in clear
 * @param mac the HMAC-SHA256 of the canonical form, 43 characters of base64url. It is compared as
 *     text: of its last character two bits say nothing, so that several texts are the same bytes
 */
public record SignatureHeader(Stamp stamp, String mac) {
  /** The header's name, in lower case. */
  public static final String NAME = "x-origin-lock-signature";

  private static final Pattern TEXT = Pattern.compile(Stamp.PATTERN + "\\.([A-Za-z0-9_-]{43})");

  /** Reads a header's value; empty for any other form. */
  public static Optional<SignatureHeader> parse(String value) {
    Matcher text = TEXT.matcher(value);
    return text.matches()
        ? Optional.of(new SignatureHeader(Stamp.of(text), text.group(4)))
        : Optional.empty();
  }

  /** The header's value. */
  public String value() {
    return stamp + "." + mac;
  }
}
