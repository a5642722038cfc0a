package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.Eventually;
import io.originlock.lab.control.Call;
import io.originlock.lab.control.Faults;
import io.originlock.lab.control.Faults.Effect;
import io.originlock.lab.control.Faults.Fault;
import io.originlock.lab.control.Faults.Moment;
import io.originlock.lab.edge.EdgeFleet;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Response;
import io.originlock.lab.net.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The gate signature; what the engine does is shown with the other gates. */
@Tag("verify")
class SignatureEndToEndTest extends EndToEnd {
  private static final String KEY = "x-origin-lock-key";
  private static final String SIGNATURE = "x-origin-lock-signature";
  private static final int IN_A_ROW = 12;

  /** How long Parameter Store cannot be read when an authorizer starts. */
  private static final Duration UNREADABLE = Duration.ofSeconds(5);

  /** Each looks for 4 s, and no stage lasts as long where nothing is wrong. */
  private static final int TICKS = 2;

  /** The worker keeps 60 s for its last step, so of these a few are left to wait in. */
  private static final Duration TOLD = Duration.ofSeconds(64);

  SignatureEndToEndTest() {
    super("signature", Map.of());
  }

  @Test
  @Order(2)
  void theKeyNeverReachesTheApiAndWhatViewersSendInItsPlaceIsDropped() throws IOException {
    Response answer =
        viewer(Request.of("GET", "/pets").with(KEY, "g1.forged").with(SIGNATURE, "g1.1.q.forged"));
    assertThat(answer.status()).isEqualTo(200);

    Request captured = lock.site().captures().newest().orElseThrow().request();
    assertThat(captured.headers().has(KEY)).isFalse();
    assertThat(captured.headers().all(SIGNATURE))
        .singleElement()
        .satisfies(value -> assertThat(value).startsWith(current() + "."));
  }

  @Test
  @Order(3)
  void aSignatureIsGoodForItsRequestAlone() throws IOException {
    viewer(Request.of("GET", "/pets?type=dog"));
    String signature =
        lock.site().captures().newest().orElseThrow().request().headers().first(SIGNATURE).get();

    assertThat(direct("GET", "/pets?type=cat", signature).status()).isEqualTo(403);
    assertThat(direct("GET", "/pets/1?type=dog", signature).status()).isEqualTo(403);
    assertThat(direct("POST", "/pets?type=dog", signature).status()).isEqualTo(403);
    assertThat(direct("GET", "/pets?type=dog", "").status()).isEqualTo(401);
  }

  @Test
  @Order(4)
  void anAuditNamesTheMethodsThatAskNobody() {
    assertThat(audit()).isEmpty();
    try (PlantedDoors doors = new PlantedDoors(lock)) {
      doors.method("DELETE", "/pets/{petId}", false);
      doors.method("OPTIONS", "/pets", false);
      assertThat(audit()).as("what is not deployed").isEmpty();
      doors.deploy();

      assertThat(audit()).containsExactly("method-open: DELETE /pets/{petId}");
    }
    assertThat(audit()).isEmpty();
  }

  @Test
  @Order(5)
  void aRotationWaitsForAnAuthorizerThatCannotReadTheKeys() {
    Fault blind = blind();
    int before = lock.current();
    String published = lock.published().orElseThrow();

    assertThat(lock.stack().invoke(LabLock.rotation("blind"), TOLD).failed()).isFalse();
    for (int i = 0; i < TICKS; i++) {
      lock.stack().invoke(TICK, TOLD);
    }

    assertThat(blind.struck()).isPositive();
    assertThat(lock.published()).contains(published);
    assertThat(lock.cloudFront().config()).contains(published);
    Eventually.await("it says that its keys are old", () -> log().contains("StaleKeys"));
    blind.remove();
    lock.rest();
    assertThat(lock.current()).isEqualTo(before + 1);
  }

  @Test
  @Order(6)
  void whatIsKnownIsGoneByWhileParameterStoreIsAway() {
    Fault blind = blind();
    long before = lock.site().ledger().viewerRequests();

    // Longer than keys are kept.
    Eventually.await(
        "three seconds of viewers", () -> lock.site().ledger().viewerRequests() > before + 120);

    assertThat(blind.struck()).isPositive();
    blind.remove();
  }

  @Test
  @Order(7)
  void whoComesWhileAnAuthorizerStartsWaitsForKeysThatCannotBeReadForFiveSeconds() {
    Fault blind = blind(calls -> Faults.fromTheFirstFor(calls, UNREADABLE));

    // Those that are busy go on, so it may take some times until one starts in this time.
    Eventually.await(
        "an authorizer starts and reads nothing",
        () -> {
          lock.chillAuthorizer();
          return log().contains("Nobody is let in until they can be read.");
        });
    long before = lock.site().ledger().viewerRequests();
    Eventually.await(
        "five seconds of viewers", () -> lock.site().ledger().viewerRequests() > before + 200);

    assertThat(blind.struck()).isPositive();
    blind.remove();
  }

  /** The authorizer cannot read its keys anew. */
  private Fault blind() {
    return blind(calls -> calls);
  }

  private Fault blind(UnaryOperator<Predicate<Call>> which) {
    return lock.site()
        .aws()
        .faults()
        .inject(
            which.apply(Faults.by(authorizer()).and(Faults.operation("GetParametersByPath"))),
            Moment.BEFORE,
            new Effect.Error(503, "ServiceUnavailable"),
            0,
            Integer.MAX_VALUE);
  }

  private String authorizer() {
    return lock.stack().output("authorizer_function_name");
  }

  private String log() {
    try {
      return Files.readString(lock.site().aws().functions().logFile(authorizer()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @Order(8)
  void aKeyThatSomebodyDeletedIsPutBackByTheNextTick() throws IOException {
    mayRefuse = true;
    String name = lock.stack().output("path") + "/honoured/" + current();
    try (SsmClient ssm = lock.ssm()) {
      ssm.deleteParameter(r -> r.name(name));
    }
    Eventually.await("nobody is let in", () -> viewers(403));

    lock.rest();

    Eventually.await("everybody is let in again", () -> viewers(200));
    assertThat(lock.status().path("stage").asText()).isEqualTo("idle");
  }

  @Test
  @Order(9)
  void anEdgeWithoutAKeySendsNothingAndTheNextTickGivesItBack() throws IOException {
    mayRefuse = true;
    String secret = lock.published().orElseThrow();
    lock.cloudFront()
        .change(config -> config.replace(secret, secret.replaceFirst("\\..*", ".no-key")));
    Eventually.await("no edge signs", () -> viewers(502));
    assertThat(viewer(Request.of("GET", "/pets")).text())
        .isEqualTo("{\"message\":\"This request could not be signed for its origin.\"}");

    lock.rest();

    Eventually.await("all edges sign", () -> viewers(200));
    assertThat(lock.cloudFront().config()).contains(secret);
  }

  @Test
  @Order(10)
  void itsOwnerTakesItOffMethodsAndEdgesFirst() throws IOException {
    assertThat(lock.fails("{\"action\":\"disengage\"}"))
        .contains("demands the secret on 4 methods (");
    lock.viewersAlone();
    lock.stack().change(Map.of("demand_key", false));
    lock.stack().change(Map.of("demand_key", false, "sign_requests", false));
    Eventually.await("every edge knows", () -> lock.site().fleet().spread().behind() == 0);

    lock.disengage();

    assertThat(lock.cloudFront().config()).doesNotContain(KEY);
    try (SsmClient ssm = lock.ssm()) {
      assertThat(
              ssm.getParametersByPath(r -> r.path(lock.stack().output("path") + "/honoured"))
                  .parameters())
          .isEmpty();
    }
    lock.ask("{\"action\":\"engage\"}");
    lock.rest();
    assertThat(audit()).anyMatch(finding -> finding.startsWith("edge-sends-secret: "));
    lock.stack().change(Map.of("demand_key", false, "sign_requests", true));
    Eventually.await("every edge knows", () -> lock.site().fleet().spread().behind() == 0);
    lock.stack().change(Map.of("demand_key", true, "sign_requests", true));
    lock.load();
    lock.rotate("locked-again");
    assertThat(plan("locked-again").empty()).isTrue();
    assertThat(audit()).isEmpty();
  }

  /** Whether every edge's viewers are all answered so now. */
  private boolean viewers(int status) {
    return IntStream.range(0, Math.max(IN_A_ROW, lock.site().fleet().size()))
        .allMatch(
            edge -> {
              try {
                Request request =
                    Request.of("GET", "/pets").with(EdgeFleet.EDGE_HEADER, String.valueOf(edge));
                return viewer(request).status() == status;
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private Response viewer(Request request) throws IOException {
    try (Wire wire = new Wire(Duration.ofSeconds(10), 1)) {
      return wire.send(lock.site().plane().edges(), request.with("host", lock.stack().domain()));
    }
  }

  private Response direct(String method, String target, String signature) throws IOException {
    Request request =
        Request.of(method, "/" + lock.stack().stage() + target)
            .with("host", lock.stack().apiHost())
            .with(SIGNATURE, signature);
    try (Wire wire = new Wire(Duration.ofSeconds(10), 1)) {
      return wire.send(lock.site().plane().gateway(), request);
    }
  }
}
