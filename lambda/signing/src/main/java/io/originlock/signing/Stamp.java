package io.originlock.signing;

import java.util.regex.Matcher;

/**
 * What stands in a signature in clear, and is signed with the request.
 *
 * @param keyId {@code g1}, {@code g2}, …, the key that it is made with
 * @param seconds since 1970, the edge's time: at most 12 digits of them
 * @param form what of the request is signed
 */
public record Stamp(String keyId, long seconds, Form form) {
  /** {@code <key id>.<time>.<form>}; a time of at most 12 digits is no overflow. */
  static final String PATTERN = "(g[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,11})\\.([qp])";

  private static final long LAST = 999_999_999_999L;

  /** What of a request was signed. */
  public enum Form {
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

    private static Form of(String letter) {
      return letter.charAt(0) == WITH_QUERY.letter ? WITH_QUERY : PATH_ALONE;
    }
  }

  /**
   * @throws IllegalArgumentException if the key's id or the time is of another form
   */
  public Stamp {
    if (seconds < 0 || seconds > LAST || !isPlain(keyId)) {
      throw new IllegalArgumentException(
          "\"" + keyId + "\" at " + seconds + " is no stamp: docs/signature.md has its form.");
    }
  }

  /** Of a text that was matched by {@link #PATTERN}, its first three groups. */
  static Stamp of(Matcher matched) {
    return new Stamp(matched.group(1), Long.parseLong(matched.group(2)), Form.of(matched.group(3)));
  }

  /** Without a separator, of the header or of the canonical form. */
  private static boolean isPlain(String keyId) {
    return !keyId.isEmpty() && keyId.chars().allMatch(each -> each >= '0' && each <= 'z');
  }

  /** {@code <key id>.<time>.<form>}. */
  @Override
  public String toString() {
    return keyId + "." + seconds + "." + form.letter();
  }
}
