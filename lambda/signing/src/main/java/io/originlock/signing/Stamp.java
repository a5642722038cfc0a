package io.originlock.signing;

import java.util.Optional;

/**
 * What stands in a signature in clear, and is signed with the request.
 *
 * @param keyId {@code g1}, {@code g2}, …, the key that it is made with
 * @param seconds since 1970, the edge's time: at most 12 digits of them
 * @param form what of the request is signed
 */
public record Stamp(String keyId, long seconds, Form form) {
  private static final int KEY_DIGITS = 9;
  private static final int TIME_DIGITS = 12;
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
  }

  /**
   * @throws IllegalArgumentException if the key's id or the time is of another form
   */
  public Stamp {
    if (seconds < 0 || seconds > LAST || !isKeyId(keyId)) {
      throw new IllegalArgumentException(
          "\"" + keyId + "\" at " + seconds + " is no stamp: docs/signature.md has its form.");
    }
  }

  /**
   * Whether this is the id of a key: {@code g} and a number from 1 to 999,999,999 without leading
   * zeros. The worker's model has the same form, since it knows nothing but the JDK.
   */
  public static boolean isKeyId(String text) {
    return text.startsWith("g") && number(text, 1, text.length(), KEY_DIGITS) > 0;
  }

  /**
   * The number in the id of a key: keys have them in the order in which a lock made them.
   *
   * @param keyId of the form that {@link #isKeyId} tells
   */
  public static int keyNumber(String keyId) {
    return (int) number(keyId, 1, keyId.length(), KEY_DIGITS);
  }

  /**
   * Reads {@code <key id>.<time>.<form>}; empty for any other form, leading zeros and signs
   * included. By hand, since a regular expression takes as long as the MAC.
   */
  static Optional<Stamp> parse(String text) {
    int first = text.indexOf('.');
    int second = text.indexOf('.', first + 1);
    if (first < 0 || second < 0 || second + 2 != text.length()) {
      return Optional.empty();
    }
    String keyId = text.substring(0, first);
    char letter = text.charAt(second + 1);
    long seconds = number(text, first + 1, second, TIME_DIGITS);
    boolean known = letter == Form.WITH_QUERY.letter || letter == Form.PATH_ALONE.letter;
    return known && seconds >= 0 && isKeyId(keyId)
        ? Optional.of(
            new Stamp(
                keyId,
                seconds,
                letter == Form.WITH_QUERY.letter ? Form.WITH_QUERY : Form.PATH_ALONE))
        : Optional.empty();
  }

  /**
   * A decimal number in its only form.
   *
   * @param most how many digits it may have, so few that it is no overflow
   * @return -1 for anything else
   */
  private static long number(String text, int from, int to, int most) {
    int digits = to - from;
    if (digits < 1 || digits > most || text.charAt(from) == '0' && digits > 1) {
      return -1;
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      char each = text.charAt(i);
      if (each < '0' || each > '9') {
        return -1;
      }
      number = number * 10 + each - '0';
    }
    return number;
  }

  /** {@code <key id>.<time>.<form>}. */
  @Override
  public String toString() {
    return keyId + "." + seconds + "." + form.letter();
  }
}
