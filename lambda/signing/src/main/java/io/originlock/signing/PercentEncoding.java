package io.originlock.signing;

import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding of all but RFC 3986's unreserved characters: {@code java.net.URLEncoder} writes
 * forms, which are another thing.
 */
final class PercentEncoding {
  private static final String DIGITS = "0123456789ABCDEF";

  private PercentEncoding() {}

  static String of(String text) {
    StringBuilder encoded = new StringBuilder(text.length());
    append(encoded, text, false);
    return encoded.toString();
  }

  /**
   * Appends the text in its encoded form.
   *
   * @param path whether a slash stays one
   */
  static void append(StringBuilder to, String text, boolean path) {
    if (isPlain(text, path)) {
      to.append(text);
      return;
    }
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (each & 0xff);
      if (isKept(character, path)) {
        to.append(character);
      } else {
        to.append('%').append(DIGITS.charAt(character >> 4)).append(DIGITS.charAt(character & 15));
      }
    }
  }

  private static boolean isPlain(String text, boolean path) {
    for (int i = 0; i < text.length(); i++) {
      if (!isKept(text.charAt(i), path)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isKept(char character, boolean path) {
    return character >= 'a' && character <= 'z'
        || character >= 'A' && character <= 'Z'
        || character >= '0' && character <= '9'
        || character == '-'
        || character == '.'
        || character == '_'
        || character == '~'
        || path && character == '/';
  }
}
