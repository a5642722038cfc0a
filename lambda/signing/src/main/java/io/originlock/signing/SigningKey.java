package io.originlock.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret that requests are signed with. Its text form does not tell it. */
public final class SigningKey {
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9]{20,128}");
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  /**
   * @param secret 20 to 128 letters and digits
   * @throws IllegalArgumentException for anything else; its message does not quote it
   */
  public SigningKey(String secret) {
    if (!SECRET.matcher(secret).matches()) {
      throw new IllegalArgumentException("A signing key is 20 to 128 letters and digits.");
    }
    this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), ALGORITHM);
  }

  /** Signs as an edge does. */
  public SignatureHeader sign(CanonicalRequest request, Stamp stamp) {
    return new SignatureHeader(stamp, mac(request.text(stamp)));
  }

  /** Whether the signature is this key's, of this request; in the same time wherever it differs. */
  public boolean signed(CanonicalRequest request, SignatureHeader signature) {
    String expected = mac(request.text(signature.stamp()));
    return MessageDigest.isEqual(ascii(expected), ascii(signature.mac()));
  }

  private String mac(byte[] text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java runtime has HMAC-SHA256, but not this one.", e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return "SigningKey[***]";
  }
}
