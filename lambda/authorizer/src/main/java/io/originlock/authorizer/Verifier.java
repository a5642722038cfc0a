package io.originlock.authorizer;

import io.originlock.signing.CanonicalRequest;
import io.originlock.signing.SignatureHeader;
import io.originlock.signing.Stamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Tells whether a request is what an edge signed, not long ago, with a key that is honoured. */
final class Verifier {
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
            .filter(each -> !wantsQuery || each.stamp().form() == Stamp.Form.WITH_QUERY);
    if (parsed.isEmpty()) {
      return Verdict.MALFORMED;
    }
    SignatureHeader signature = parsed.get();
    Stamp stamp = signature.stamp();
    if (Math.abs(clock.millis() - stamp.seconds() * 1_000) > window.toMillis()) {
      return Verdict.OUT_OF_TIME;
    }
    return keys.find(stamp.keyId())
        .map(key -> key.signed(request, signature) ? Verdict.ALLOWED : Verdict.WRONG)
        .orElse(Verdict.UNKNOWN_KEY);
  }
}
