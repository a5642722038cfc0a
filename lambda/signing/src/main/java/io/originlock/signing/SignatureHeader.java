package io.originlock.signing;

import java.util.Optional;

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

  private static final int MAC_LENGTH = 43;
  private static final boolean[] BASE64_URL =
      EncodedText.set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

  /** Reads a header's value; empty for any other form. */
  public static Optional<SignatureHeader> parse(String value) {
    int dot = value.lastIndexOf('.');
    if (dot < 0 || dot + 1 + MAC_LENGTH != value.length()) {
      return Optional.empty();
    }
    String mac = value.substring(dot + 1);
    return isBase64Url(mac)
        ? Stamp.parse(value.substring(0, dot)).map(stamp -> new SignatureHeader(stamp, mac))
        : Optional.empty();
  }

  private static boolean isBase64Url(String text) {
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each >= BASE64_URL.length || !BASE64_URL[each]) {
        return false;
      }
    }
    return true;
  }

  /** The header's value. */
  public String value() {
    return stamp + "." + mac;
  }
}
