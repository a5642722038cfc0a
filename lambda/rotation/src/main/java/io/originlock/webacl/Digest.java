package io.originlock.webacl;

import io.originlock.model.SecretValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import software.amazon.awssdk.core.SdkBytes;

/**
 * What a rule holds of a secret: the 16 bytes that WAF's text transformation MD5 makes of the
 * header. Collisions of MD5 take two texts of one's own choice; to find a text for the digest of
 * 238 random bits is as hard as to guess them.
 *
 * @param hex its 32 hexadecimal digits
 */
record Digest(String hex) {

  static Digest of(SecretValue value) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(value.reveal().getBytes(StandardCharsets.UTF_8));
      return new Digest(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has MD5, but this one says no.", e);
    }
  }

  static Digest of(SdkBytes bytes) {
    return new Digest(HexFormat.of().formatHex(bytes.asByteArray()));
  }

  SdkBytes bytes() {
    return SdkBytes.fromByteArray(HexFormat.of().parseHex(hex));
  }
}
