package io.originlock.lab.waf;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What is done to a part of a request before it is inspected, named as in the API.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-transformation.html">Text
 *     transformations</a>
 */
public enum Transformation {
  NONE,
  LOWERCASE,
  COMPRESS_WHITE_SPACE,
  URL_DECODE,
  BASE64_DECODE,
  HEX_DECODE,
  /** The digest's 16 bytes as they are, not as hexadecimal digits. */
  MD5,
  REMOVE_NULLS,
  REPLACE_NULLS;

  /** What cannot be decoded stays as it is. */
  String apply(String bytes) {
    return switch (this) {
      case NONE -> bytes;
      case LOWERCASE -> lower(bytes);
      case COMPRESS_WHITE_SPACE -> bytes.replaceAll("[ \\t\\n\\r\\f\\x0B\\xA0]+", " ");
      case URL_DECODE -> urlDecode(bytes);
      case BASE64_DECODE -> base64Decode(bytes);
      case HEX_DECODE -> hexDecode(bytes);
      case MD5 -> md5(bytes);
      case REMOVE_NULLS -> bytes.replace("\0", "");
      case REPLACE_NULLS -> bytes.replace('\0', ' ');
    };
  }

  /** A to Z alone: the other chars are bytes of anything. */
  private static String lower(String bytes) {
    StringBuilder lowered = new StringBuilder(bytes.length());
    bytes.chars().forEach(c -> lowered.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : (char) c));
    return lowered.toString();
  }

  private static String urlDecode(String bytes) {
    try {
      return URLDecoder.decode(bytes, StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException malformed) {
      return bytes;
    }
  }

  private static String base64Decode(String bytes) {
    try {
      return text(Base64.getDecoder().decode(bytes));
    } catch (IllegalArgumentException malformed) {
      return bytes;
    }
  }

  private static String hexDecode(String bytes) {
    try {
      return text(HexFormat.of().parseHex(bytes.toLowerCase(Locale.ROOT)));
    } catch (IllegalArgumentException malformed) {
      return bytes;
    }
  }

  /** The MD5 of these bytes, one char a byte. */
  public static String md5(String bytes) {
    try {
      return text(
          MessageDigest.getInstance("MD5").digest(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException("Every JDK has MD5.", never);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
