package io.originlock.signature;

import io.originlock.model.Header;
import io.originlock.signing.CanonicalRequest;
import io.originlock.signing.SignatureHeader;
import io.originlock.signing.SignedPath;
import io.originlock.signing.Stamp;
import io.originlock.signing.Stamp.Form;
import java.net.URI;
import java.time.Clock;
import java.util.List;

/**
 * Signs the worker's own probes as the edge function signs viewers' requests, so that it is the
 * authorizer that answers them.
 */
public final class SigningEdge {
  private static final String DEFAULT_ENDPOINT = ".execute-api.";

  private final SignedPath signedPath;
  private final Clock clock;

  /**
   * @param signedPath as the authorizer has it
   */
  public SigningEdge(SignedPath signedPath, Clock clock) {
    this.signedPath = signedPath;
    this.clock = clock;
  }

  /**
   * What the edge function makes of the headers that CloudFront presents.
   *
   * @param url of the {@code GET} request, at the API
   */
  public List<Header> send(URI url, List<Header> presented) {
    return presented.stream()
        .map(header -> KeyHeader.parse(header).map(key -> signed(url, key)).orElse(header))
        .toList();
  }

  private Header signed(URI url, KeyHeader.Key key) {
    CanonicalRequest sent = CanonicalRequest.of("GET", url);
    CanonicalRequest request =
        new CanonicalRequest(
            sent.method(), signedPath.of(shown(url.getHost(), sent.path())), sent.query());
    Stamp stamp =
        new Stamp(
            key.id(),
            clock.instant().getEpochSecond(),
            key.signsQuery() ? Form.WITH_QUERY : Form.PATH_ALONE);
    return new Header(SignatureHeader.NAME, key.signing().sign(request, stamp).value());
  }

  /** What API Gateway shows an authorizer: at its own endpoint the first part is the stage. */
  private static String shown(String host, String path) {
    int below = path.indexOf('/', 1);
    return !host.contains(DEFAULT_ENDPOINT) ? path : below < 0 ? "/" : path.substring(below);
  }
}
