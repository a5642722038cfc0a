package io.originlock.lab.net;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent-decoding that never fails: what is no escape stays as it is. */
public final class Percent {
  private static final int RADIX = 16;

  private Percent() {}

  /** Decodes once, as UTF-8; a plus stays one. */
  public static String decode(String raw) {
    if (raw.indexOf('%') < 0) {
      return raw;
    }
    byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int high = bytes[i] == '%' ? digit(bytes, i + 1) : -1;
      int low = high < 0 ? -1 : digit(bytes, i + 2);
      if (low < 0) {
        decoded.write(bytes[i]);
      } else {
        decoded.write(high * RADIX + low);
        i += 2;
      }
    }
    return decoded.toString(StandardCharsets.UTF_8);
  }

  /** The same of a part of a query, in which a plus is a blank. */
  public static String decodeQuery(String raw) {
    return decode(raw.replace('+', ' '));
  }

  private static int digit(byte[] bytes, int at) {
    return at < bytes.length ? Character.digit((char) (bytes[at] & 0xff), RADIX) : -1;
  }
}
