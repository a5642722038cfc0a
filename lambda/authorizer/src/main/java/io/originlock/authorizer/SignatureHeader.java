package io.originlock.authorizer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header {@code x-origin-lock-signature}: {@code <key id>.<time>.<form>.<mac>}.
 *
 * @param keyId {@code g1}, {@code g2}, …
 * @param seconds since 1970, the edge's time
 * @param form what was signed
 * @param mac the HMAC-SHA256 of the canonical form, in base64url. It is compared as text: of its
 *     last character two bits say nothing, so that several texts are the same bytes
 */
record SignatureHeader(String keyId, long seconds, Form form, String mac) {
  /** The header's name, in lower case. */
  static final String NAME = "x-origin-lock-signature";

  // A time of at most 12 digits is no overflow, and 43 characters of base64url are 32 bytes.
  private static final Pattern TEXT =
      Pattern.compile("(g[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,11})\\.([qp])\\.([A-Za-z0-9_-]{43})");

  /** What of a request was signed. */
  enum Form {
    /** Method, path and query. */
    WITH_QUERY('q'),
    /** Method and path. */
    PATH_ALONE('p');

    private final char letter;

    Form(char letter) {
      this.letter = letter;
    }

    char letter() {
      return letter;
    }
  }

  /** Reads a header's value; empty for any other form. */
  static Optional<SignatureHeader> parse(String value) {
    Matcher text = TEXT.matcher(value);
    if (!text.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new SignatureHeader(
            text.group(1),
            Long.parseLong(text.group(2)),
            text.group(3).equals("q") ? Form.WITH_QUERY : Form.PATH_ALONE,
            text.group(4)));
  }
}
