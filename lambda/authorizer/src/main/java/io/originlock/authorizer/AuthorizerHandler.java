package io.originlock.authorizer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.originlock.signing.CanonicalRequest;
import io.originlock.signing.SignatureHeader;
import io.originlock.signing.SignedPath;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The function's entry: lets a request in that an edge signed. Whatever comes is answered with a
 * policy, never with a failure, which API Gateway would turn into a 500.
 */
public final class AuthorizerHandler
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");

  private final Verifier verifier;
  private final SignedPath signedPath;
  private final Metrics metrics;

  /** For the Lambda runtime: configured by the environment, the keys read before any request. */
  public AuthorizerHandler() {
    this(Configuration.from(System.getenv()));
  }

  private AuthorizerHandler(Configuration config) {
    this(config, Clock.systemUTC(), AuthorizerHandler::sleep, System.out);
  }

  /** With the keys read; if they cannot be, the first request reads them. */
  AuthorizerHandler(Configuration config, Clock clock, Pause pause, PrintStream out) {
    this(config, clock, pause, new Metrics(config.namespace(), config.lock(), clock, out));
  }

  private AuthorizerHandler(Configuration config, Clock clock, Pause pause, Metrics metrics) {
    this(config.verifier(metrics, clock, pause), config.signedPath(), metrics);
  }

  AuthorizerHandler(Verifier verifier, SignedPath signedPath, Metrics metrics) {
    this.verifier = verifier;
    this.signedPath = signedPath;
    this.metrics = metrics;
  }

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> input, Context context) {
    AuthorizerEvent event = new AuthorizerEvent(input == null ? Map.of() : input);
    Verdict verdict = verdict(event);
    metrics.count(verdict);
    if (verdict == Verdict.ALLOWED && hasEscape(event.path().orElse(""))) {
      metrics.firstReading();
    }
    return Policy.of(verdict.allows(), event.methodArn().orElse("*"));
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Verdict verdict(AuthorizerEvent event) {
    Optional<String> method = event.method();
    Optional<String> path = event.path();
    Optional<String> signature = event.header(SignatureHeader.NAME);
    if (method.isEmpty() || path.isEmpty() || signature.isEmpty()) {
      return Verdict.MALFORMED;
    }
    CanonicalRequest asSent =
        new CanonicalRequest(method.get(), signedPath.of(path.get()), event.query());
    Verdict verdict = verifier.verify(asSent, signature.get());
    boolean decoded =
        switch (verdict) {
          case ALLOWED -> isSurelyDecoded(path.get());
          case WRONG -> isSignedIfDecoded(event, asSent, signature.get());
          default -> false;
        };
    return decoded ? Verdict.ALLOWED_BY_SECOND_READING : verdict;
  }

  /**
   * Tells a decoded path by characters that no request line has; without an escape both readings of
   * it are the same.
   */
  private static boolean isSurelyDecoded(String path) {
    return path.chars().anyMatch(each -> each <= ' ' || each > '~') && !hasEscape(path);
  }

  private static boolean hasEscape(String path) {
    return path.indexOf('%') >= 0 && ESCAPE.matcher(path).find();
  }

  /** Verifies the second reading. */
  private boolean isSignedIfDecoded(
      AuthorizerEvent event, CanonicalRequest asSent, String signature) {
    return event
        .pathIfDecoded()
        .map(signedPath::of)
        .filter(path -> !path.equals(asSent.path()))
        .map(path -> verifier.verify(asSent.withPath(path), signature))
        .filter(Verdict::allows)
        .isPresent();
  }
}
