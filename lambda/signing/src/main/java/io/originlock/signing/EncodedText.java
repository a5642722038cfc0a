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

  void encode(String text) {
    encode(text, KEPT);
  }

  /** Slashes stay. */
  void encodePath(String path) {
    encode(path, KEPT_IN_A_PATH);
  }

  private void encode(String text, boolean[] kept) {
    int size = text.length();
    reserve(3 * size);
    for (int i = 0; i < size; i++) {
      char each = text.charAt(i);
      if (isIn(kept, each)) {
        bytes[length++] = (byte) each;
      } else if (each < kept.length) {
        escape(each);
      } else {
        encodeUtf8(text.substring(i), kept);
        return;
      }
    }
  }

  private void encodeUtf8(String text, boolean[] kept) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    reserve(3 * utf8.length);
    for (byte each : utf8) {
      if (each >= 0 && kept[each]) {
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
