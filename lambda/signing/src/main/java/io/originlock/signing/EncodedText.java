package io.originlock.signing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text that is written once, as bytes. Percent-encoded is all but RFC 3986's unreserved characters:
 * {@code java.net.URLEncoder} writes forms, which are another thing.
 */
final class EncodedText {
  private static final byte[] DIGITS = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private static final boolean[] KEPT = set(UNRESERVED);
  private static final boolean[] KEPT_IN_A_PATH = set(UNRESERVED + "/");

  private byte[] bytes;
  private int length;

  /**
   * @param expected about how many bytes there will be; there may be more
   */
  EncodedText(int expected) {
    this.bytes = new byte[expected];
  }

  /** Of ASCII, which characters are among these. */
  static boolean[] set(String characters) {
    boolean[] set = new boolean[128];
    characters.chars().forEach(each -> set[each] = true);
    return set;
  }

  /** A text in its encoded form. */
  static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isIn(KEPT, text.charAt(i))) {
        EncodedText encoded = new EncodedText(3 * text.length());
        encoded.encode(text);
        return new String(encoded.toBytes(), StandardCharsets.US_ASCII);
      }
    }
    return text;
  }

  /** Of this ASCII, as it is. */
  void append(String ascii) {
    int size = ascii.length();
    reserve(size);
    for (int i = 0; i < size; i++) {
      bytes[length + i] = (byte) ascii.charAt(i);
    }
    length += size;
  }

  void append(char ascii) {
    reserve(1);
    bytes[length++] = (byte) ascii;
  }

  /**
   * Writes a path in its one form: each escape is decoded once and written by its byte, but that of
   * a slash, which stays one; slashes at the start are one; a {@code %} that begins no escape is a
   * percent sign.
   *
   * @param path as it was sent
   */
  void canonicalPath(String path) {
    int size = path.length();
    reserve(3 * size);
    for (int i = lastLeadingSlash(path); i < size; i++) {
      char each = path.charAt(i);
      if (isIn(KEPT_IN_A_PATH, each)) {
        bytes[length++] = (byte) each;
      } else if (each == '%' && octet(path, i) >= 0) {
        unescape(octet(path, i));
        i += 2;
      } else if (each < KEPT.length) {
        escape(each);
      } else {
        int end = afterNonAscii(path, i);
        encode(path.substring(i, end));
        reserve(3 * (size - end));
        i = end - 1;
      }
    }
  }

  /** Finds the last of the slashes at the start. */
  private static int lastLeadingSlash(String path) {
    int start = 0;
    while (path.startsWith("//", start)) {
      start++;
    }
    return start;
  }

  private static int afterNonAscii(String path, int from) {
    int end = from;
    while (end < path.length() && path.charAt(end) >= KEPT.length) {
      end++;
    }
    return end;
  }

  /** Reads the byte of the escape that begins here; -1 if none does. */
  private static int octet(String path, int at) {
    if (at + 2 >= path.length()) {
      return -1;
    }
    int high = digit(path.charAt(at + 1));
    int low = digit(path.charAt(at + 2));
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  /** Knows ASCII alone: {@link Character#digit(char, int)} takes digits of other scripts. */
  private static int digit(char each) {
    if (each >= '0' && each <= '9') {
      return each - '0';
    }
    int lower = each | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  private void unescape(int octet) {
    if (octet < KEPT.length && KEPT[octet]) {
      bytes[length++] = (byte) octet;
    } else {
      escape(octet);
    }
  }

  /** Percent-encodes as UTF-8. */
  void encode(String text) {
    int size = text.length();
    reserve(3 * size);
    for (int i = 0; i < size; i++) {
      char each = text.charAt(i);
      if (isIn(KEPT, each)) {
        bytes[length++] = (byte) each;
      } else if (each < KEPT.length) {
        escape(each);
      } else {
        encodeUtf8(text.substring(i));
        return;
      }
    }
  }

  private void encodeUtf8(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    reserve(3 * utf8.length);
    for (byte each : utf8) {
      if (each >= 0 && KEPT[each]) {
        bytes[length++] = each;
      } else {
        escape(each);
      }
    }
  }

  private void escape(int octet) {
    bytes[length++] = '%';
    bytes[length++] = DIGITS[octet >> 4 & 15];
    bytes[length++] = DIGITS[octet & 15];
  }

  private static boolean isIn(boolean[] kept, char each) {
    return each < kept.length && kept[each];
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }
}
