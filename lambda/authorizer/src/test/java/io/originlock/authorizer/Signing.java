package io.originlock.authorizer;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Signs as an edge does. */
final class Signing {
  private Signing() {}

  static SecretKey key(String secret) {
    return new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacSHA256");
  }

  static String sign(CanonicalRequest request, String keyId, String secret, long seconds) {
    return sign(request, keyId, secret, seconds, SignatureHeader.Form.WITH_QUERY);
  }

  static String sign(
      CanonicalRequest request,
      String keyId,
      String secret,
      long seconds,
      SignatureHeader.Form form) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key(secret));
      byte[] made = mac.doFinal(request.text(new SignatureHeader(keyId, seconds, form, "")));
      return keyId
          + "."
          + seconds
          + "."
          + form.letter()
          + "."
          + Base64.getUrlEncoder().withoutPadding().encodeToString(made);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
