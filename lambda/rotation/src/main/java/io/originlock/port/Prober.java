package io.originlock.port;

import io.originlock.model.Header;
import java.util.List;

/** Sends real requests, each over a fresh connection, to the lock's own probe method. */
public interface Prober {

  /** A probe's outcome and, for people, what led to it; {@code detail} holds no secret. */
  record Probe(Verdict verdict, String detail) {}

  /** What a probe showed. */
  enum Verdict {
    /** The API answered with the marker and the probe's own nonce. */
    PASSED,
    /** The gate refused the request. */
    REFUSED,
    /** Neither: another party answered, nobody did, or there is nothing to probe. */
    INCONCLUSIVE
  }

  /**
   * One request to every stage of the lock, past CloudFront, with these headers: the worst verdict.
   */
  Probe direct(List<Header> headers);

  /** One request through a distribution, which adds its own headers. */
  Probe through(String distribution);
}
