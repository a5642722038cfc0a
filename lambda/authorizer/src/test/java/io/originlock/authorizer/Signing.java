package io.originlock.authorizer;

import io.originlock.signing.CanonicalRequest;
import io.originlock.signing.SigningKey;
import io.originlock.signing.Stamp;
import io.originlock.signing.Stamp.Form;
import java.util.List;
import java.util.Map;

/** Signs as an edge does. */
final class Signing {
  private static final CanonicalRequest PETS = new CanonicalRequest("GET", "/pets", Map.of());

  private Signing() {}

  static String sign(CanonicalRequest request, String keyId, String secret, long seconds) {
    return sign(request, keyId, secret, seconds, Form.WITH_QUERY);
  }

  /** Whether an authorizer lets {@code GET /pets} in that is signed so. */
  static boolean allows(AuthorizerHandler handler, String keyId, String secret, long seconds) {
    String signature = sign(PETS, keyId, secret, seconds);
    return handler
        .handleRequest(
            Map.of(
                "httpMethod",
                "GET",
                "path",
                "/pets",
                "multiValueHeaders",
                Map.of("X-Origin-Lock-Signature", List.of(signature))),
            null)
        .toString()
        .contains("Effect=Allow");
  }

  static String sign(
      CanonicalRequest request, String keyId, String secret, long seconds, Form form) {
    return new SigningKey(secret).sign(request, new Stamp(keyId, seconds, form)).value();
  }
}
