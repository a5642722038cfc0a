package io.originlock.signature;

import io.originlock.gate.AtTheEdge;
import io.originlock.model.Header;
import io.originlock.signing.CanonicalRequest;
import io.originlock.signing.SignatureHeader;
import io.originlock.signing.SignedPath;
import io.originlock.signing.Stamp;
import io.originlock.signing.Stamp.Form;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Signs the worker's own probes as the edge function signs viewers' requests, so that it is the
 * authorizer that answers them.
 */
public final class SigningEdge implements AtTheEdge {
  /** The longest that a probe takes, and as much for what the answer's whole seconds hide. */
  private static final Duration UNDERWAY = Duration.ofSeconds(11);

  private static final String DEFAULT_ENDPOINT = ".execute-api.";

  private final SignedPath signedPath;
  private final Duration window;
  private final Clock clock;

  /**
   * @param signedPath as the authorizer has it
   * @param window how far a signature's time may be off, as the authorizer has it
   */
  public SigningEdge(SignedPath signedPath, Duration window, Clock clock) {
    this.signedPath = signedPath;
    this.window = window;
    this.clock = clock;
  }

  @Override
  public List<Header> send(URI url, List<Header> presented) {
    return presented.stream()
        .map(header -> KeyHeader.parse(header).map(key -> signed(url, key)).orElse(header))
        .toList();
  }

  /** The window less the seconds that a request may take: what is off by more may be refused. */
  @Override
  public Optional<Duration> tolerance() {
    return Optional.of(
        window.minus(UNDERWAY).isNegative() ? Duration.ZERO : window.minus(UNDERWAY));
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
