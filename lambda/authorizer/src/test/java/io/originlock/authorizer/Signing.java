package io.originlock.authorizer;

import io.originlock.signing.CanonicalRequest;
import io.originlock.signing.SigningKey;
import io.originlock.signing.Stamp;
import io.originlock.signing.Stamp.Form;

/** Signs as an edge does. */
final class Signing {
  private Signing() {}

  static String sign(CanonicalRequest request, String keyId, String secret, long seconds) {
    return sign(request, keyId, secret, seconds, Form.WITH_QUERY);
  }

  static String sign(
      CanonicalRequest request, String keyId, String secret, long seconds, Form form) {
    return new SigningKey(secret).sign(request, new Stamp(keyId, seconds, form)).value();
  }
}
