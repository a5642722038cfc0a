package io.originlock.authorizer;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** Tells whether a request is what an edge signed, not long ago, with a key that is honoured. */
final class Verifier {
  private static final String ALGORITHM = "HmacSHA256";

  private final SigningKeys keys;
  private final Duration window;
  private final boolean wantsQuery;
  private final Clock clock;

  /**
   * @param window how far a signature's time may be from now, both ways: clocks differ, and
   *     CloudFront repeats a request to its origin with the signature that it has
   * @param wantsQuery whether a signature that leaves the query out is refused
   */
  Verifier(SigningKeys keys, Duration window, boolean wantsQuery, Clock clock) {
    this.keys = keys;
    this.window = window;
    this.wantsQuery = wantsQuery;
    this.clock = clock;
  }

  /**
   * @param header the signature as it came
   */
  Verdict verify(CanonicalRequest request, String header) {
    Optional<SignatureHeader> parsed =
        SignatureHeader.parse(header)
            .filter(each -> !wantsQuery || each.form() == SignatureHeader.Form.WITH_QUERY);
    if (parsed.isEmpty()) {
      return Verdict.MALFORMED;
    }
    SignatureHeader signature = parsed.get();
    if (Math.abs(clock.millis() - signature.seconds() * 1_000) > window.toMillis()) {
      return Verdict.OUT_OF_TIME;
    }
    Optional<SecretKey> key = keys.find(signature.keyId());
    if (key.isEmpty()) {
      return Verdict.UNKNOWN_KEY;
    }
    String expected = mac(key.get(), request.text(signature));
    return MessageDigest.isEqual(ascii(expected), ascii(signature.mac()))
        ? Verdict.ALLOWED
        : Verdict.WRONG;
  }

  private static String mac(SecretKey key, byte[] text) {
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
}
