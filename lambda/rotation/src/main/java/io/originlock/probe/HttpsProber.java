package io.originlock.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.gate.Answer;
import io.originlock.gate.AtTheEdge;
import io.originlock.gate.Refusal;
import io.originlock.model.Header;
import io.originlock.model.LockException;
import io.originlock.port.Prober;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
  private static final int BODY_MAX = 4096;
  private static final String MARKER_HEADER = "x-origin-lock-probe";
  private static final String MARKER_FIELD = "originLock";
  private static final ObjectMapper JSON = new ObjectMapper();

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
   */
  public record Timeouts(Duration connect, Duration read) {
    /** 2 s to connect, 5 s to read: API Gateway answers a MOCK method in milliseconds. */
    public static Timeouts usual() {
      return new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(5));
    }
  }

  private final List<Target> stages;
  private final Map<String, Target> distributions;
  private final AtTheEdge edge;
  private final Refusal refusal;
  private final Timeouts timeouts;
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
      SecureRandom random) {
    this.stages = List.copyOf(stages);
    this.distributions = Map.copyOf(distributions);
    this.edge = edge;
    this.refusal = refusal;
    this.timeouts = timeouts;
    this.random = random;
    Stream.concat(stages.stream(), distributions.values().stream()).forEach(HttpsProber::check);
  }

  @Override
  public Probe direct(List<Header> headers) {
    return stages.stream()
        .map(stage -> probe(stage, headers))
        .max(Comparator.comparing(probe -> badness(probe.verdict())))
        .orElse(new Probe(Verdict.INCONCLUSIVE, "no stage configured"));
  }

  @Override
  public Probe through(String distribution) {
    return Optional.ofNullable(distributions.get(distribution))
        .map(target -> probe(target, List.of()))
        .orElse(
            new Probe(
                Verdict.INCONCLUSIVE, "distribution " + distribution + " is not of this lock"));
  }

  private Probe probe(Target target, List<Header> headers) {
    if (target.url().isEmpty()) {
      return new Probe(Verdict.INCONCLUSIVE, target.name() + ": no probe URL configured");
    }
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    String nonce = HexFormat.of().formatHex(bytes);
    try {
      URI url = withNonce(target.url().get(), nonce);
      Answer answer = get(url, edge.send(url, headers));
      Verdict verdict =
          answer.status() == 200 && hasMarker(answer, nonce)
              ? Verdict.PASSED
              : refusal.isIn(answer) ? Verdict.REFUSED : Verdict.INCONCLUSIVE;
      return new Probe(verdict, target.name() + ": " + describe(answer, verdict));
    } catch (IOException | IllegalArgumentException e) {
      // Only the kind: a message may quote the request, a header that cannot be sent included.
      return new Probe(
          Verdict.INCONCLUSIVE,
          target.name() + ": no answer (" + e.getClass().getSimpleName() + ")");
    }
  }

  private Answer get(URI url, List<Header> headers) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
    try {
      connection.setConnectTimeout(Math.toIntExact(timeouts.connect().toMillis()));
      connection.setReadTimeout(Math.toIntExact(timeouts.read().toMillis()));
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      connection.setRequestProperty("Connection", "close");
      connection.setRequestProperty("Cache-Control", "no-cache, no-store");
      connection.setRequestProperty("Accept", "application/json");
      connection.setRequestProperty("User-Agent", "origin-lock-probe");
      headers.forEach(header -> connection.setRequestProperty(header.name(), header.value()));
      int status = connection.getResponseCode();
      Map<String, String> received = new HashMap<>();
      connection
          .getHeaderFields()
          .forEach(
              (name, values) -> {
                if (name != null && !values.isEmpty()) {
                  received.put(name.toLowerCase(Locale.ROOT), values.get(values.size() - 1));
                }
              });
      return new Answer(status, received, body(connection, status));
    } finally {
      connection.disconnect();
    }
  }

  private static String body(HttpURLConnection connection, int status) throws IOException {
    try (InputStream stream =
        status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
      return stream == null ? "" : new String(stream.readNBytes(BODY_MAX), StandardCharsets.UTF_8);
    }
  }

  private static boolean hasMarker(Answer answer, String nonce) {
    return answer.header(MARKER_HEADER).filter(nonce::equals).isPresent()
        || nonce.equals(markerInBody(answer.body()));
  }

  private static String markerInBody(String body) {
    try {
      JsonNode marker = JSON.readTree(body).path(MARKER_FIELD);
      return marker.isTextual() ? marker.textValue() : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static String describe(Answer answer, Verdict verdict) {
    String seen =
        Stream.of("server", "x-cache", "x-amzn-errortype")
            .flatMap(
                name -> answer.header(name).map(value -> name + " " + printable(value)).stream())
            .collect(Collectors.joining(", "));
    return "status "
        + answer.status()
        + (answer.status() == 200 && verdict != Verdict.PASSED ? " without the probe's marker" : "")
        + (seen.isEmpty() ? "" : " (" + seen + ")");
  }

  /** These headers are somebody else's text, on its way into a log. */
  private static String printable(String value) {
    String clean = value.replaceAll("[^\\x20-\\x7e]", "?");
    return clean.length() <= 80 ? clean : clean.substring(0, 80);
  }

  private static URI withNonce(URI url, String nonce) {
    String text = url.toString();
    return URI.create(text + (url.getRawQuery() == null ? "?" : "&") + "nonce=" + nonce);
  }

  private static int badness(Verdict verdict) {
    return switch (verdict) {
      case PASSED -> 0;
      case INCONCLUSIVE -> 1;
      case REFUSED -> 2;
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
