package io.originlock.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.originlock.testing.MovingClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a function starts that cannot read Parameter Store, over the wire. */
class StartTest {
  private static final String ENDPOINT = "aws.endpointUrlSsm";
  private static final String SECRET = "AbCdEfGhIjKlMnOpQrStUvWxYz";
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "ORIGIN_LOCK_NAME", "petstore",
          "ORIGIN_LOCK_PATH", "/origin-lock/petstore",
          "AWS_REGION", "eu-west-1");

  private final MovingClock clock = new MovingClock(BEGIN.toString());
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @AfterEach
  void forgetTheEndpoint() {
    System.clearProperty(ENDPOINT);
  }

  private AuthorizerHandler start(int port) {
    System.setProperty(ENDPOINT, "http://127.0.0.1:" + port);
    return new AuthorizerHandler(
        Configuration.from(ENVIRONMENT),
        clock,
        clock::pass,
        new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  private boolean allows(AuthorizerHandler handler) {
    return Signing.allows(handler, "g1", SECRET, BEGIN.getEpochSecond());
  }

  private String written() {
    return written.toString(StandardCharsets.UTF_8);
  }

  /** Refuses to answer until then. */
  private HttpServer unreadableUntil(Instant then) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> answer(exchange, !clock.instant().isBefore(then)));
    server.start();
    return server;
  }

  private static void answer(HttpExchange exchange, boolean readable) throws IOException {
    byte[] body =
        (readable
                ? "{\"Parameters\":[{\"Name\":\"/origin-lock/petstore/honoured/g1\",\"Type\":\"SecureString\",\"Value\":\""
                    + SECRET
                    + "\"}]}"
                : "{\"__type\":\"InternalServerError\"}")
            .getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(readable ? 200 : 500, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5})
  void nobodyIsRefusedThoughParameterStoreCannotBeReadForSeconds(int seconds) throws IOException {
    HttpServer server = unreadableUntil(BEGIN.plusSeconds(seconds));
    try {
      AuthorizerHandler handler = start(server.getAddress().getPort());

      assertThat(allows(handler)).isTrue();
      assertThat(allows(handler)).isTrue();
    } finally {
      server.stop(0);
    }
    assertThat(written()).doesNotContain("SignatureOfUnknownKey");
  }

  @Test
  void whoWouldWaitForTooLongIsRefused() throws IOException {
    HttpServer server = unreadableUntil(BEGIN.plusSeconds(6));
    try {
      AuthorizerHandler handler = start(server.getAddress().getPort());

      assertThat(allows(handler)).isFalse();
      assertThat(Duration.between(BEGIN, clock.instant())).isEqualTo(PatientKeySource.LONGEST);
      clock.pass(HonouredKeys.APART);
      assertThat(allows(handler)).isTrue();
    } finally {
      server.stop(0);
    }
    assertThat(written())
        .contains("ssm:GetParametersByPath failed", "\"StaleKeys\":1")
        .doesNotContain(SECRET);
  }

  /** A Parameter Store that takes a connection and says nothing. */
  @Test
  void oneLookTakesNoLongerThanSomeFourSeconds() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      long before = System.nanoTime();

      start(silent.getLocalPort());

      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .as("so that the last of a request's ends within the function's 10 s")
          .isLessThan(Duration.ofSeconds(8));
    }
    assertThat(written()).contains("ssm:GetParametersByPath failed", "\"StaleKeys\":1");
  }
}
