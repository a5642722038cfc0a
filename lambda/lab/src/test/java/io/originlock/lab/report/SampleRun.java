package io.originlock.lab.report;

import io.originlock.lab.control.AwsCall;
import io.originlock.lab.gate.Gates;
import io.originlock.lab.ledger.Kind;
import io.originlock.lab.ledger.Ledger;
import io.originlock.lab.ledger.Outcome;
import io.originlock.lab.ledger.Rotation;
import io.originlock.lab.model.ApiCatalog;
import io.originlock.lab.model.Catalogs;
import io.originlock.lab.model.Header;
import io.originlock.lab.report.Results.RotationResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A run of three rotations that never happened, for tests of the report. */
final class SampleRun {

  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int EDGES = 40;
  private static final int HOSTS = 4;
  private static final int LENGTH = 150;

  private static final List<Kind> KINDS = List.copyOf(Kind.intruders(false));

  private final Ledger ledger = new Ledger(EDGES, Duration.ofSeconds(2), Gates.named("api-key"));
  private final Random random = new Random(5);
  private final int refusals;

  /**
   * @param refusals how many viewers are refused in one second of the first rotation
   */
  SampleRun(int refusals) {
    this.refusals = refusals;
    honour(-40, 1, "secret-value-1");
    present(-30, "secret-value-1");
    for (int rotation = 1; rotation <= 3; rotation++) {
      double fired = 45 * rotation - 35.0;
      String old = "secret-value-" + rotation;
      String incoming = "secret-value-" + (rotation + 1);
      ledger.rotationFired(at(fired));
      honour(fired + 1, 2L * rotation, old, incoming);
      call(fired + 1, "apigateway", "CreateApiKey", true);
      call(fired + 8, "cloudfront", "GetDistribution", false);
      call(fired + 8, "cloudfront", "UpdateDistribution", true);
      present(fired + 8, incoming);
      honour(fired + 31, 2L * rotation + 1, incoming);
      call(fired + 31, "apigateway", "DeleteApiKey", true);
    }
    requests();
  }

  private static Instant at(double seconds) {
    return START.plusMillis(Math.round(seconds * 1000));
  }

  private void honour(double seconds, long version, String... keys) {
    ApiCatalog catalog = Catalogs.honouring(version, keys);
    ledger.secrets().pushed(catalog, at(seconds));
    for (int host = 0; host < HOSTS; host++) {
      ledger.secrets().learned(host, catalog, at(seconds + 2 * random.nextDouble()));
    }
  }

  private void present(double seconds, String secret) {
    ledger
        .propagations()
        .pushed("D1", secret, Set.of(new Header("x-api-key", secret)), at(seconds));
    for (int edge = 0; edge < EDGES; edge++) {
      ledger.propagations().took(edge, "D1", secret, at(seconds + 2 + 11 * random.nextDouble()));
    }
  }

  private void call(double seconds, String service, String operation, boolean writes) {
    ledger.called(new AwsCall(at(seconds), "worker", service, operation, "r", 200, writes));
  }

  private void requests() {
    for (int second = 0; second < LENGTH; second++) {
      for (int i = 0; i < 150; i++) {
        int status = second == 30 && i < refusals ? 403 : 200;
        record(second, Kind.VIEWER, status);
      }
      for (int i = 0; i < 20; i++) {
        record(second, KINDS.get(i % KINDS.size()), 403);
      }
    }
  }

  private void record(int second, Kind kind, int status) {
    Duration latency = Duration.ofMillis(4 + random.nextInt(9));
    ledger.record(new Outcome(at(second + 0.5), kind, 0, 0, status, latency, null, null));
  }

  Ledger ledger() {
    return ledger;
  }

  Results results() {
    List<RotationResult> rotations =
        ledger.rotations().stream().map((Rotation r) -> new RotationResult(r, true)).toList();
    return new Results(
        "api-key",
        3,
        EDGES,
        HOSTS,
        Duration.ofSeconds(15),
        ledger.totals(),
        rotations,
        null,
        ledger.secrets().leftover(1),
        List.of(),
        List.of(),
        Map.of("apigateway:PATCH /apikeys/*", "AdoptionTest"),
        Duration.ofMillis(1840),
        List.of(),
        List.of(),
        START,
        at(LENGTH));
  }
}
