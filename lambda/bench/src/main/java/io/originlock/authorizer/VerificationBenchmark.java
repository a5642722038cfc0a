package io.originlock.authorizer;

import io.originlock.signing.CanonicalRequest;
import io.originlock.signing.SignatureHeader;
import io.originlock.signing.SignedPath;
import io.originlock.signing.SigningKey;
import io.originlock.signing.Stamp;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What it costs to verify, beside what cannot be saved: one HMAC over the same bytes, by a MAC that
 * has its key already.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class VerificationBenchmark {
  private static final String SECRET = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcd";

  /** Requests of several kinds. */
  public enum Shape {
    /** As most are. */
    PLAIN("GET", "/pets/4711", Map.of()),
    /** Ten pairs, some of whose values must be encoded. */
    QUERY("GET", "/pets", query()),
    /** A path none of whose letters travels as it is. */
    UNICODE("GET", "/%E7%8C%AB/%E7%8A%AC/%C3%A4%C3%B6%C3%BC/%F0%9F%90%B6", Map.of());

    final CanonicalRequest request;

    Shape(String method, String path, Map<String, List<String>> query) {
      this.request = new CanonicalRequest(method, path, query);
    }

    private static Map<String, List<String>> query() {
      Map<String, List<String>> query = new LinkedHashMap<>();
      query.put("type", List.of("dog", "cat"));
      query.put("page", List.of("2"));
      query.put("size", List.of("50"));
      query.put("sort", List.of("price,desc"));
      query.put("name", List.of("Rex the dog"));
      query.put("from", List.of("2026-01-01T00:00:00Z"));
      query.put("fields", List.of("id,type,price"));
      query.put("filter[age]", List.of("3"));
      query.put("cursor", List.of("eyJpZCI6NDcxMX0="));
      return query;
    }
  }

  @Param Shape shape;

  private Mac mac;
  private SigningKey key;
  private Stamp stamp;
  private SignatureHeader header;
  private byte[] text;
  private String signature;
  private Verifier verifier;
  private AuthorizerHandler handler;
  private Map<String, Object> event;

  @Setup
  public void setUp() throws GeneralSecurityException {
    Clock clock = Clock.systemUTC();
    key = new SigningKey(SECRET);
    stamp = new Stamp("g3", clock.millis() / 1_000, Stamp.Form.WITH_QUERY);
    text = shape.request.text(stamp);
    header = key.sign(shape.request, stamp);
    signature = header.value();
    mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));

    Metrics metrics =
        new Metrics(
            "OriginLock",
            "bench",
            clock,
            new PrintStream(System.err, true, StandardCharsets.UTF_8));
    HonouredKeys keys =
        new HonouredKeys(
            () -> Map.of("g3", key),
            Duration.ofSeconds(60),
            clock,
            VerificationBenchmark::fail,
            new Jitter(new SplittableRandom()),
            metrics);
    verifier = new Verifier(keys, Duration.ofSeconds(300), true, clock);
    handler = new AuthorizerHandler(verifier, new SignedPath("", ""), metrics);
    event = event();
  }

  private Map<String, Object> event() {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("Accept", List.of("application/json"));
    headers.put("Accept-Encoding", List.of("gzip"));
    headers.put("Host", List.of("abcdef1234.execute-api.eu-west-1.amazonaws.com"));
    headers.put("User-Agent", List.of("Amazon CloudFront"));
    headers.put("Via", List.of("2.0 d111111abcdef8.cloudfront.net (CloudFront)"));
    headers.put("X-Amz-Cf-Id", List.of("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="));
    headers.put("X-Amzn-Trace-Id", List.of("Root=1-00000000-000000000000000000000000"));
    headers.put("X-Forwarded-For", List.of("203.0.113.178, 198.51.100.7"));
    headers.put("X-Forwarded-Port", List.of("443"));
    headers.put("X-Forwarded-Proto", List.of("https"));
    headers.put("x-origin-lock-signature", List.of(signature));
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("type", "REQUEST");
    event.put("methodArn", "arn:aws:execute-api:eu-west-1:123456789012:abcdef1234/prod/GET/pets");
    event.put("path", shape.request.path());
    event.put("httpMethod", shape.request.method());
    event.put("multiValueHeaders", headers);
    event.put("multiValueQueryStringParameters", shape.request.query());
    return event;
  }

  /** The measure of it. */
  @Benchmark
  public byte[] hmac() {
    return mac.doFinal(text);
  }

  /** The bytes themselves. */
  @Benchmark
  public byte[] canonical() {
    return shape.request.text(stamp);
  }

  /** The bytes, their HMAC, and the comparison with what came. */
  @Benchmark
  public boolean signed() {
    return key.signed(shape.request, header);
  }

  /** From the header and the request to the verdict. */
  @Benchmark
  public Verdict verify() {
    return allowed(verifier.verify(shape.request, signature));
  }

  /** From API Gateway's event to the policy. */
  @Benchmark
  public Object handle() {
    return handler.handleRequest(event, null);
  }

  private static void fail(Duration pause) {
    throw new IllegalStateException("Keys that are there were waited for: " + pause + ".");
  }

  private static Verdict allowed(Verdict verdict) {
    if (verdict != Verdict.ALLOWED) {
      throw new IllegalStateException("What was signed is " + verdict + ".");
    }
    return verdict;
  }
}
