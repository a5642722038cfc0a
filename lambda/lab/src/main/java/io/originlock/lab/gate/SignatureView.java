package io.originlock.lab.gate;

import io.originlock.lab.model.ApiCatalog;
import io.originlock.lab.model.ApiCatalog.SigningKey;
import io.originlock.lab.model.Header;
import io.originlock.lab.net.Request;
import io.originlock.signing.CanonicalRequest;
import io.originlock.signing.SignatureHeader;
import io.originlock.signing.Stamp;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Signatures: the secret goes to the edges alone, which sign with it, and to the authorizer. Here a
 * secret is what CloudFront's header holds of it, {@code <key id>.<secret>}, and so is its mark.
 */
record SignatureView() implements GateView, Signing {
  /**
   * How long the lab's signatures are good for: longer than a request waits for an authorizer that
   * starts on a busy machine.
   */
  private static final Duration WINDOW = Duration.ofSeconds(20);

  /** Authorizers keep keys for the soak, but not longer. */
  private static final Duration LONGEST_KEPT = Duration.ofSeconds(60);

  private static final int UNAUTHORIZED = 401;
  private static final String KEY_HEADER = "x-origin-lock-key";
  private static final Pattern KEY = Pattern.compile("(g[1-9][0-9]{0,8}\\.[A-Za-z0-9]{20,128})~?");
  private static final Pattern FIRST_SEGMENT = Pattern.compile("^/[^/]*");

  @Override
  public String name() {
    return "signature";
  }

  @Override
  public boolean anyOf() {
    return true;
  }

  @Override
  public Header header(String secret) {
    return new Header(KEY_HEADER, secret);
  }

  @Override
  public Optional<String> secret(Header header) {
    Matcher key = KEY.matcher(header.value());
    return header.name().equals(KEY_HEADER) && key.matches()
        ? Optional.of(key.group(1))
        : Optional.empty();
  }

  @Override
  public String guess(String characters) {
    return "g1." + characters;
  }

  @Override
  public String text(String secret) {
    return secret.substring(secret.indexOf('.') + 1);
  }

  @Override
  public String mark(String value) {
    return value;
  }

  @Override
  public Optional<String> value(String mark) {
    return Optional.of(mark);
  }

  @Override
  public Set<String> honoured(ApiCatalog catalog) {
    return catalog.signingKeys().stream()
        .map(SignatureView::secret)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String secret(SigningKey key) {
    return key.id() + "." + key.secret();
  }

  @Override
  public int kept(ApiCatalog catalog) {
    return catalog.signingKeys().size();
  }

  @Override
  public boolean inAuthorizers() {
    return true;
  }

  /** {@inheritDoc} Signed as an edge would, were it asked for what is behind the stage. */
  @Override
  public Request with(Request request, String secret, Instant now) {
    String id = secret.substring(0, secret.indexOf('.'));
    return sign(request, id, text(secret), now);
  }

  @Override
  public Optional<Signing> signing() {
    return Optional.of(this);
  }

  @Override
  public Duration window() {
    return WINDOW;
  }

  @Override
  public boolean runsNode() {
    return true;
  }

  @Override
  public Request sign(Request request, String id, String text, Instant now) {
    URI url = URI.create(FIRST_SEGMENT.matcher(request.target()).replaceFirst(""));
    Stamp stamp = new Stamp(id, now.getEpochSecond(), Stamp.Form.WITH_QUERY);
    SignatureHeader signature =
        new io.originlock.signing.SigningKey(text)
            .sign(CanonicalRequest.of(request.method(), url), stamp);
    return request.with(SignatureHeader.NAME, signature.value());
  }

  @Override
  public Request blank(Request request, String secret) {
    return request.with(SignatureHeader.NAME, "");
  }

  @Override
  public int refusal() {
    return UNAUTHORIZED;
  }

  @Override
  public Map<String, Object> variables() {
    return Map.of("window_seconds", WINDOW.toSeconds());
  }

  @Override
  public Duration lag(Duration hosts, Duration soak) {
    return soak.compareTo(LONGEST_KEPT) < 0 ? soak : LONGEST_KEPT;
  }
}
