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
  /** The form of a key's secret, as a regular expression. */
  public static final String FORM = "[A-Za-z0-9]{20,128}";

  private static final Pattern SECRET = Pattern.compile(FORM);
  private static final String ALGORITHM = "HmacSHA256";

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  /** With the key in it: to look for an algorithm and to take a key in costs as much as a MAC. */
  private final Mac mac;

  /**
   * @param secret 20 to 128 letters and digits
   * @throws IllegalArgumentException for anything else; its message does not quote it
   */
  public SigningKey(String secret) {
    if (!SECRET.matcher(secret).matches()) {
      throw new IllegalArgumentException("A signing key is 20 to 128 letters and digits.");
    }
    this.mac = mac(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), ALGORITHM));
  }

  private static Mac mac(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java runtime has HMAC-SHA256, but not this one.", e);
    }
  }

  /** Signs as an edge does. */
  public SignatureHeader sign(CanonicalRequest request, Stamp stamp) {
    byte[] made = mac(request, stamp);
    return new SignatureHeader(stamp, new String(made, StandardCharsets.US_ASCII));
  }

  /** Whether the signature is this key's, of this request; in the same time wherever it differs. */
  public boolean signed(CanonicalRequest request, SignatureHeader signature) {
    return MessageDigest.isEqual(
        mac(request, signature.stamp()), signature.mac().getBytes(StandardCharsets.US_ASCII));
  }

  /** In base64url. */
  private byte[] mac(CanonicalRequest request, Stamp stamp) {
    byte[] text = request.text(stamp);
    byte[] made;
    // A function has one request at a time, so nobody waits.
    synchronized (mac) {
      made = mac.doFinal(text);
    }
    return BASE64.encode(made);
  }

  @Override
  public String toString() {
    return "SigningKey[***]";
  }
}
