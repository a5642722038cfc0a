package io.originlock.lab.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.control.AwsCall;
import io.originlock.lab.gate.Gates;
import io.originlock.lab.model.ApiCatalog;
import io.originlock.lab.model.Catalogs;
import io.originlock.lab.model.Header;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration LAG = Duration.ofSeconds(2);

  private final Ledger ledger = new Ledger(2, LAG, Gates.named("api-key"));

  private static Instant at(double seconds) {
    return START.plusMillis(Math.round(seconds * 1000));
  }

  private void request(Kind kind, int status, Duration since) {
    ledger.record(
        new Outcome(
            START,
            kind,
            0,
            0,
            status,
            Duration.ofMillis(5),
            since,
            status == 0 ? "timeout" : null));
  }

  private void call(double seconds, String operation, boolean writes) {
    ledger.called(new AwsCall(at(seconds), "worker", "cloudfront", operation, "D1", 200, writes));
  }

  private void honours(double seconds, double hostsAfter, ApiCatalog catalog) {
    ledger.secrets().pushed(catalog, at(seconds));
    ledger.secrets().learned(0, catalog, at(seconds + hostsAfter / 2));
    ledger.secrets().learned(1, catalog, at(seconds + hostsAfter));
  }

  private void presents(String version, double seconds, double first, double last) {
    ledger
        .propagations()
        .pushed("D1", version, Set.of(new Header("x-api-key", version)), at(seconds));
    ledger.secrets().pushed("D1", version, Set.of(new Header("x-api-key", version)), at(seconds));
    ledger.propagations().took(0, "D1", version, at(first));
    ledger.secrets().took(0, "D1", version, at(first));
    ledger.propagations().took(1, "D1", version, at(last));
    ledger.secrets().took(1, "D1", version, at(last));
  }

  @Test
  void everythingButASuccessIsARefusal() {
    request(Kind.VIEWER, 200, null);
    request(Kind.VIEWER, 403, null);
    request(Kind.VIEWER, 502, null);
    request(Kind.VIEWER, 0, null);

    assertThat(ledger.viewerRequests()).isEqualTo(4);
    assertThat(ledger.viewerRefused()).isEqualTo(3);
    assertThat(ledger.totals().failures()).containsOnlyKeys("HTTP 403", "HTTP 502", "timeout");
  }

  @Test
  void anOldKeyCountsFromItsRetirementAndTheLagOn() {
    request(Kind.OLD_KEY, 200, LAG.minusMillis(1));
    assertThat(ledger.intruderPassed()).isZero();
    assertThat(ledger.totals().withinLag()).isEqualTo(1);

    request(Kind.OLD_KEY, 200, LAG);
    request(Kind.NO_KEY, 200, null);
    request(Kind.GUESSED_KEY, 403, null);
    assertThat(ledger.intruderPassed()).isEqualTo(2);
    assertThat(ledger.totals().passes()).containsOnlyKeys(Kind.OLD_KEY, Kind.NO_KEY);
  }

  @Test
  void aSupersededSecretIsCountedByHowLongNoEdgeHasSentIt() {
    presents("one", 0, 1, 2);
    presents("two", 20, 22, 33);

    assertThat(ledger.secrets().superseded())
        .containsExactly(new Secrets.FormerSecret("one", at(33)));

    request(Kind.SUPERSEDED, 200, Duration.ofSeconds(7));
    request(Kind.SUPERSEDED, 200, Duration.ofSeconds(5));
    request(Kind.SUPERSEDED, 403, Duration.ofSeconds(9));
    assertThat(ledger.totals().longestSuperseded()).contains(Duration.ofSeconds(7));
    assertThat(ledger.intruderPassed()).isZero();
  }

  /** One that an edge still sends, or sends again, or never sent. */
  @Test
  void whatAnyEdgeSendsIsNotSuperseded() {
    presents("one", 0, 1, 2);
    ledger.secrets().pushed("D1", "two", Set.of(new Header("x-api-key", "two")), at(20));
    assertThat(ledger.secrets().superseded()).isEmpty();
    ledger.secrets().took(0, "D1", "two", at(21));
    assertThat(ledger.secrets().superseded()).isEmpty();
    ledger.secrets().took(1, "D1", "two", at(22));
    assertThat(ledger.secrets().superseded()).isNotEmpty();
    ledger.secrets().took(1, "D1", "one", at(23));
    assertThat(ledger.secrets().superseded()).isEmpty();
  }

  @Test
  void aRotationIsMeasuredFromTheOutside() {
    honours(0, 1, Catalogs.honouring(1, "one"));
    presents("one", 0, 1, 2);
    ledger.rotationFired(at(10));
    call(10.5, "GetDistribution", false);
    honours(11, 2, Catalogs.honouring(2, "one", "two"));
    call(20, "UpdateDistribution", true);
    presents("two", 20, 22, 33);
    call(34, "GetDistribution", false);
    honours(40, 2, Catalogs.honouring(3, "two"));
    call(40, "DeleteApiKey", true);
    call(50, "GetDistribution", false);

    Rotation rotation = ledger.rotations().get(0);

    assertThat(rotation.propagation()).contains(Duration.ofSeconds(13));
    assertThat(rotation.duration()).contains(Duration.ofSeconds(32));
    assertThat(rotation.oldSecretLifetime()).contains(Duration.ofSeconds(31));
    assertThat(rotation.retired()).contains(at(40));
    assertThat(rotation.updateDistributionCalls()).isEqualTo(1);
    assertThat(rotation.writingCalls()).isEqualTo(2);
    assertThat(rotation.calls()).containsEntry("cloudfront:GetDistribution", 2L);
    assertThat(ledger.secrets().leftover(1)).isZero();
    assertThat(ledger.secrets().retired()).hasSize(1);
    assertThat(ledger.secrets().retired().toString()).doesNotContain("one");
  }

  @Test
  void whatComesAfterTheRotationsBelongsToNone() {
    honours(0, 1, Catalogs.honouring(1, "one"));
    ledger.rotationFired(at(10));
    presents("two", 20, 22, 33);
    call(20, "UpdateDistribution", true);
    ledger.rotationsOver(at(40));
    presents("none", 50, 52, 63);
    call(50, "UpdateDistribution", true);

    Rotation rotation = ledger.rotations().get(0);

    assertThat(rotation.propagation()).contains(Duration.ofSeconds(13));
    assertThat(rotation.writingCalls()).isEqualTo(1);
  }

  @Test
  void aRotationUnderWayHasNoFiguresYet() {
    honours(0, 1, Catalogs.honouring(1, "one"));
    ledger.rotationFired(at(10));
    ledger.secrets().pushed(Catalogs.honouring(2, "one", "two"), at(11));
    ledger.propagations().pushed("D1", "two", Set.of(new Header("x-api-key", "two")), at(20));
    ledger.propagations().took(0, "D1", "two", at(21));

    Rotation rotation = ledger.rotations().get(0);

    assertThat(rotation.asked()).contains(at(11));
    assertThat(rotation.propagation()).isEmpty();
    assertThat(rotation.duration()).isEmpty();
    assertThat(ledger.propagations().edgesUpToDate()).isEqualTo(1);
  }

  @Test
  void aSecretThatIsHonouredAgainIsNotRetired() {
    honours(0, 1, Catalogs.honouring(1, "one", "two"));
    honours(5, 1, Catalogs.honouring(2, "two"));
    honours(8, 1, Catalogs.honouring(3, "one", "two"));

    assertThat(ledger.secrets().retired()).isEmpty();
    assertThat(ledger.secrets().honoured()).containsExactly("one", "two");
    assertThat(ledger.secrets().changes()).hasSize(8);
    assertThat(ledger.secrets().leftover(1)).isEqualTo(1);
  }
}
