package io.originlock.probe;

import io.originlock.gate.Answer;
import io.originlock.gate.AtTheEdge;
import io.originlock.gate.Refusal;
import io.originlock.model.Header;
import io.originlock.model.LockException;
import io.originlock.port.Prober;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Probes by {@code GET <url>?nonce=<32 hexadecimal digits>}, each over a connection of its own. The
 * probe method answers 200 with the nonce in the header {@code x-origin-lock-probe} and in the body
 * as {@code {"originLock":"<nonce>"}}: no cache and no error page can know it.
 *
 * <p>Proxy and trust store are the JVM's ({@code https.proxyHost}, {@code
 * javax.net.ssl.trustStore}). Redirects are not followed: who sends one is not the probe method,
 * and would get the secret.
 */
public final class HttpsProber implements Prober {
  /**
   * @param name for people, such as {@code stage prod}
   * @param url the probe method's; empty if there is nothing to probe
   */
  public record Target(String name, Optional<URI> url) {}

  /**
   * How long a probe may take.
   *
   * @param connect until the connection stands
   * @param read between two parts of the answer
   * @param whole from the first byte to the last
   */
  public record Timeouts(Duration connect, Duration read, Duration whole) {
    /** 2 s, 5 s and 10 s: API Gateway answers a MOCK method in milliseconds. */
    public static Timeouts usual() {
      return new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10));
    }
  }

  private final List<Target> stages;
  private final Map<String, Target> distributions;
  private final AtTheEdge edge;
  private final Exchange exchange;

  /** Of an answer to what this worker made as an edge makes it, by its own clock. */
  private final Judgement ofDirect;

  private final Judgement ofThrough;
  private final SecureRandom random;

  /**
   * @param stages where to reach each stage past CloudFront
   * @param distributions where to reach the API through each distribution, by its id
   * @param edge what the API gets of the headers that CloudFront presents
   * @param refusal what counts as the gate's refusal
   * @throws LockException if a URL is neither https nor http to this machine
   */
  public HttpsProber(
      List<Target> stages,
      Map<String, Target> distributions,
      AtTheEdge edge,
      Refusal refusal,
      Timeouts timeouts,
      Clock clock,
      SecureRandom random) {
    this.stages = List.copyOf(stages);
    this.distributions = Map.copyOf(distributions);
    this.edge = edge;
    this.exchange = new Exchange(timeouts);
    this.ofDirect = new Judgement(refusal, edge.tolerance(), clock);
    this.ofThrough = new Judgement(refusal, Optional.empty(), clock);
    this.random = random;
    Stream.concat(stages.stream(), distributions.values().stream()).forEach(HttpsProber::check);
  }

  @Override
  public Probe direct(List<Header> headers, Optional<List<Header>> reference) {
    return stages.stream()
        .map(stage -> probe(stage, headers, reference))
        .max(Comparator.comparing(probe -> badness(probe.verdict())))
        .orElse(new Probe(Verdict.INCONCLUSIVE, "no stage configured"));
  }

  @Override
  public Probe through(String distribution) {
    return Optional.ofNullable(distributions.get(distribution))
        .map(target -> probe(target, List.of(), ofThrough))
        .orElse(
            new Probe(
                Verdict.INCONCLUSIVE, "distribution " + distribution + " is not of this lock"));
  }

  private Probe probe(Target target, List<Header> headers, Optional<List<Header>> reference) {
    Probe probe = probe(target, headers, ofDirect);
    boolean another =
        probe.verdict() == Verdict.REFUSED
            && reference
                .filter(known -> probe(target, known, ofDirect).verdict() == Verdict.REFUSED)
                .isPresent();
    return another
        ? new Probe(
            Verdict.INCONCLUSIVE,
            probe.detail() + ", and the same to what the gate lets in: something else refuses it")
        : probe;
  }

  private Probe probe(Target target, List<Header> headers, Judgement judgement) {
    if (target.url().isEmpty()) {
      return new Probe(Verdict.INCONCLUSIVE, target.name() + ": no probe URL configured");
    }
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    String nonce = HexFormat.of().formatHex(bytes);
    try {
      URI url = withNonce(target.url().get(), nonce);
      Answer answer = exchange.get(url, edge.send(url, headers));
      Verdict verdict = judgement.of(answer, nonce);
      return new Probe(verdict, target.name() + ": " + judgement.told(answer, verdict));
    } catch (IOException | IllegalArgumentException e) {
      // Only the kind: a message may quote the request, a header that cannot be sent included.
      Throwable kind = e.getCause() instanceof IllegalArgumentException cause ? cause : e;
      return new Probe(
          Verdict.INCONCLUSIVE,
          target.name() + ": no answer (" + kind.getClass().getSimpleName() + ")");
    }
  }

  private static URI withNonce(URI url, String nonce) {
    String text = url.toString();
    return URI.create(text + (url.getRawQuery() == null ? "?" : "&") + "nonce=" + nonce);
  }

  private static int badness(Verdict verdict) {
    return switch (verdict) {
      case PASSED -> 0;
      case INCONCLUSIVE -> 1;
      case INTERCEPTED -> 2;
      case UNSERVED -> 3;
      case REFUSED -> 4;
    };
  }

  private static void check(Target target) {
    target
        .url()
        .ifPresent(
            url -> {
              boolean local =
                  List.of("localhost", "127.0.0.1", "[::1]")
                      .contains(String.valueOf(url.getHost()));
              boolean allowed =
                  "https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && local);
              if (!allowed || url.getHost() == null || url.getRawFragment() != null) {
                throw new LockException(
                    "Probe URL of " + target.name(),
                    "\"" + url + "\" is not an https URL; the probe sends a secret.",
                    "Correct its probe_url.");
              }
            });
  }
}
