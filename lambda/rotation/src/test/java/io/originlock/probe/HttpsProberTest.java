package io.originlock.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.fake.FakeServer;
import io.originlock.fake.FakeServer.Call;
import io.originlock.fake.FakeServer.Reply;
import io.originlock.gate.Answer;
import io.originlock.gate.AtTheEdge;
import io.originlock.gate.Refusal;
import io.originlock.model.Header;
import io.originlock.model.LockException;
import io.originlock.port.Prober.Probe;
import io.originlock.port.Prober.Verdict;
import io.originlock.probe.HttpsProber.Target;
import io.originlock.probe.HttpsProber.Timeouts;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpsProberTest {
  private static final Header KEY = new Header("x-api-key", "secret-0123456789-0123456789");
  private static final Reply REFUSAL =
      new Reply(
          403, Map.of("x-amzn-ErrorType", "ForbiddenException"), "{\"message\":\"Forbidden\"}");

  private FakeServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void theNonceInTheHeaderPasses() {
    Probe probe = direct(call -> new Reply(200, Map.of("x-origin-lock-probe", nonce(call)), "{}"));

    assertThat(probe.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(probe.detail()).isEqualTo("stage prod: status 200");
  }

  @Test
  void theNonceInTheBodyPasses() {
    Probe probe = direct(call -> Reply.of(200, "{\"originLock\":\"" + nonce(call) + "\"}"));

    assertThat(probe.verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void eachProbeHasItsOwnNonceAndConnectionAndCarriesTheHeaders() {
    HttpsProber prober = prober(call -> REFUSAL);

    prober.direct(List.of(KEY), Optional.empty());
    prober.direct(List.of(KEY), Optional.empty());

    List<Call> calls = server.calls();
    assertThat(calls).hasSize(2).extracting(HttpsProberTest::nonce).doesNotHaveDuplicates();
    assertThat(nonce(calls.get(0))).matches("[0-9a-f]{32}");
    assertThat(calls.get(0).headers())
        .containsEntry("x-api-key", KEY.value())
        .containsEntry("Connection", "close");
  }

  @Test
  void theGatesOwnRefusalIsARefusal() {
    Probe probe = direct(call -> REFUSAL);

    assertThat(probe.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(probe.detail())
        .contains("403")
        .contains("ForbiddenException")
        .doesNotContain(KEY.value());
  }

  @ParameterizedTest
  @CsvSource({
    "400, BadRequestException, true",
    "403, BadRequestException, true",
    "403, BadRequestException:http://internal.amazon.com/, true",
    "403, ForbiddenException, false",
    "500, BadRequestException, false",
    "403, , false"
  })
  void aMissingParameterIsARefusalOfTheGateThatRequiresIt(
      int status, String type, boolean refused) {
    Map<String, String> headers = type == null ? Map.of() : Map.of("x-amzn-errortype", type);

    assertThat(Refusal.invalidParameters().isIn(new Answer(status, headers, "")))
        .isEqualTo(refused);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"MissingAuthenticationTokenException", "AccessDeniedException", "", "Forbidden"})
  void anotherRefusalSaysNothing(String type) {
    Map<String, String> headers = type.isEmpty() ? Map.of() : Map.of("x-amzn-errortype", type);

    assertThat(direct(call -> new Reply(403, headers, "")).verdict())
        .isEqualTo(type.isEmpty() ? Verdict.INTERCEPTED : Verdict.UNSERVED);
  }

  @ParameterizedTest
  @CsvSource({
    "AccessDeniedException, denied by an authorizer or the API's resource policy",
    "ForbiddenException, or by the stage's web ACL",
    "LimitExceededException, beyond the quota of a usage plan",
    "MissingAuthenticationTokenException, not a method that the stage has there",
    "TooManyRequestsException, beyond the rate of"
  })
  void whatApiGatewayTurnsAwayIsToldWithItsCause(String type, String cause) {
    Probe probe = direct(call -> new Reply(403, Map.of("x-amzn-errortype", type), ""));

    assertThat(probe.detail()).contains("(x-amzn-errortype " + type + "), ").contains(cause);
  }

  @Test
  void anErrorPageWithStatus200SaysNothing() {
    Probe probe =
        direct(
            call ->
                new Reply(
                    200,
                    Map.of("Server", "CloudFront", "X-Cache", "Error from cloudfront"),
                    "<html>"));

    assertThat(probe.verdict()).isEqualTo(Verdict.INTERCEPTED);
    assertThat(probe.detail())
        .isEqualTo(
            "stage prod: status 200 without the probe's marker (server CloudFront, x-cache Error"
                + " from cloudfront)");
  }

  @Test
  void aCachedAnswerWithAnEarlierNonceSaysNothing() {
    String old = "0".repeat(32);

    assertThat(
            direct(
                    call ->
                        new Reply(
                            200,
                            Map.of("x-origin-lock-probe", old),
                            "{\"originLock\":\"" + old + "\"}"))
                .verdict())
        .isEqualTo(Verdict.INTERCEPTED);
  }

  @Test
  void aRedirectIsNotFollowed() {
    Probe probe = direct(call -> new Reply(302, Map.of("Location", "/elsewhere"), ""));

    assertThat(probe.verdict()).isEqualTo(Verdict.INTERCEPTED);
    assertThat(server.calls()).hasSize(1);
  }

  @Test
  void anApiThatAnswersTooLateSaysNothing() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    Probe probe =
        direct(
            call -> {
              try {
                done.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return REFUSAL;
            });
    done.countDown();

    assertThat(probe.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(probe.detail()).isEqualTo("stage prod: no answer (SocketTimeoutException)");
  }

  @Test
  void aConnectionThatBreaksSaysNothing() {
    assertThat(direct(call -> Reply.DROPPED).detail()).contains("no answer");
  }

  @Test
  void aHeaderThatCannotBeSentIsNotQuoted() {
    HttpsProber prober = prober(call -> REFUSAL);

    Probe probe = prober.direct(List.of(new Header("x-api-key", "s3cret\nx")), Optional.empty());

    assertThat(probe.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(probe.detail()).doesNotContain("s3cret");
  }

  @Test
  void theWorstOfAllStagesCounts() {
    server = new FakeServer(HttpsProberTest::byPath);
    Target good = target("good", "/good");
    Target bad = target("bad", "/bad");
    Target odd = target("odd", "/odd?x=1");

    assertThat(prober(List.of(good, good)).direct(List.of(), Optional.empty()).verdict())
        .isEqualTo(Verdict.PASSED);
    assertThat(prober(List.of(good, odd)).direct(List.of(), Optional.empty()).verdict())
        .isEqualTo(Verdict.UNSERVED);
    assertThat(prober(List.of(odd, bad, good)).direct(List.of(), Optional.empty()))
        .satisfies(probe -> assertThat(probe.verdict()).isEqualTo(Verdict.REFUSED))
        .satisfies(probe -> assertThat(probe.detail()).startsWith("bad: "));
    assertThat(server.calls())
        .extracting(call -> call.uri().getRawQuery())
        .anyMatch(q -> q.startsWith("x=1&nonce="));
  }

  @Test
  void withoutAUrlThereIsNothingToSay() {
    server = new FakeServer(HttpsProberTest::byPath);
    HttpsProber prober =
        new HttpsProber(
            List.of(new Target("stage prod", Optional.empty())),
            Map.of(
                "E1", new Target("distribution E1", Optional.empty()), "E2", target("E2", "/good")),
            AtTheEdge.unchanged(),
            Refusal.forbidden(),
            Timeouts.usual(),
            Clock.systemUTC(),
            new SecureRandom());

    assertThat(prober.direct(List.of(), Optional.empty()))
        .isEqualTo(new Probe(Verdict.INCONCLUSIVE, "stage prod: no probe URL configured"));
    assertThat(prober.through("E1").detail()).isEqualTo("distribution E1: no probe URL configured");
    assertThat(prober.through("E2").verdict()).isEqualTo(Verdict.PASSED);
    assertThat(prober.through("E3").verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.example.com/",
        "ftp://127.0.0.1/",
        "/probe",
        "https:probe",
        "https://a.example/#f"
      })
  void aSecretIsNotSentInTheClear(String url) {
    assertThatThrownBy(
            () -> prober(List.of(new Target("stage prod", Optional.of(URI.create(url))))))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("stage prod")
        .hasMessageContaining(url);
  }

  @Test
  void aRefusalOlderThanTheQuestionSaysNothing() {
    Probe probe =
        direct(
            call ->
                new Reply(403, Map.of("x-amzn-errortype", "ForbiddenException", "Age", "3"), "{}"));

    assertThat(probe.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(probe.detail()).contains("age 3");
  }

  @ParameterizedTest
  @CsvSource({"true, INCONCLUSIVE", "false, REFUSED"})
  void whatRefusesTheReferenceTooIsNotTheGate(boolean alike, Verdict verdict) {
    HttpsProber prober =
        prober(
            call ->
                alike || call.headers().containsKey("x-new")
                    ? REFUSAL
                    : new Reply(200, Map.of("x-origin-lock-probe", nonce(call)), ""));

    Probe probe = prober.direct(List.of(new Header("x-new", "1")), Optional.of(List.of(KEY)));

    assertThat(probe.verdict()).isEqualTo(verdict);
    assertThat(probe.detail().contains("something else refuses it")).isEqualTo(alike);
    assertThat(server.calls())
        .last()
        .satisfies(call -> assertThat(call.headers()).containsKey("x-api-key"));
  }

  @Test
  void theReferenceIsAskedAtTheStageThatRefuses() {
    server =
        new FakeServer(
            call ->
                call.uri().getPath().equals("/bad") && call.headers().containsKey("x-api-key")
                    ? new Reply(200, Map.of("x-origin-lock-probe", nonce(call)), "")
                    : REFUSAL);

    Probe probe =
        prober(List.of(target("blocked", "/blocked"), target("bad", "/bad")))
            .direct(List.of(new Header("x-new", "1")), Optional.of(List.of(KEY)));

    assertThat(probe.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(probe.detail()).startsWith("bad: ");
  }

  @ParameterizedTest
  @CsvSource({"0, REFUSED", "150, REFUSED", "-260, INCONCLUSIVE", "260, INCONCLUSIVE"})
  void aRefusalForTheWorkersOwnClockSaysNothing(long off, Verdict verdict) {
    server = new FakeServer(call -> REFUSAL);
    AtTheEdge stamping =
        new AtTheEdge() {
          @Override
          public List<Header> send(URI url, List<Header> presented) {
            return presented;
          }

          @Override
          public Optional<Duration> tolerance() {
            return Optional.of(Duration.ofSeconds(200));
          }
        };

    Probe probe =
        prober(
                List.of(target("stage prod", "/")),
                stamping,
                Clock.offset(Clock.systemUTC(), Duration.ofSeconds(off)))
            .direct(List.of(KEY), Optional.empty());

    assertThat(probe.verdict()).isEqualTo(verdict);
    assertThat(probe.detail().contains("clock is off by"))
        .isEqualTo(verdict == Verdict.INCONCLUSIVE);
  }

  @Test
  void anAnswerThatTricklesEndsAtTheDeadline() {
    try (TricklingServer trickling = new TricklingServer()) {
      Probe probe =
          prober(List.of(new Target("stage prod", Optional.of(trickling.uri()))))
              .direct(List.of(KEY), Optional.empty());

      assertThat(probe.detail()).isEqualTo("stage prod: no answer (SocketTimeoutException)");
    }
  }

  private Probe direct(Function<Call, Reply> api) {
    return prober(api).direct(List.of(KEY), Optional.empty());
  }

  private HttpsProber prober(Function<Call, Reply> api) {
    server = new FakeServer(api);
    return prober(List.of(target("stage prod", "/prod/origin-lock-probe")));
  }

  private static HttpsProber prober(List<Target> stages) {
    return prober(stages, AtTheEdge.unchanged(), Clock.systemUTC());
  }

  private static HttpsProber prober(List<Target> stages, AtTheEdge edge, Clock clock) {
    return new HttpsProber(
        stages,
        Map.of(),
        edge,
        Refusal.forbidden(),
        new Timeouts(Duration.ofSeconds(2), Duration.ofMillis(300), Duration.ofMillis(900)),
        clock,
        new SecureRandom());
  }

  private Target target(String name, String path) {
    return new Target(name, Optional.of(server.uri().resolve(path)));
  }

  private static Reply byPath(Call call) {
    return switch (call.uri().getPath()) {
      case "/good" -> new Reply(200, Map.of("x-origin-lock-probe", nonce(call)), "");
      case "/bad" -> REFUSAL;
      default -> Reply.of(502, "");
    };
  }

  private static String nonce(Call call) {
    return call.uri().getRawQuery().replaceFirst(".*nonce=", "");
  }
}
