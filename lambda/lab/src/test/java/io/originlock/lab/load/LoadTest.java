package io.originlock.lab.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.edge.Configs;
import io.originlock.lab.edge.EdgeFleet;
import io.originlock.lab.gate.Gates;
import io.originlock.lab.gateway.GatewayHosts;
import io.originlock.lab.ledger.Kind;
import io.originlock.lab.ledger.Ledger;
import io.originlock.lab.model.Catalogs;
import io.originlock.lab.net.DataPlane;
import io.originlock.lab.spread.Delays;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rotation made by hand, stage by stage, under load: what the load must and must not notice. */
class LoadTest {

  private static final String DOMAIN = "d1.cloudfront.net";
  private static final int EDGES = 5;
  private static final Duration LONGEST = Duration.ofSeconds(30);

  @TempDir Path directory;

  private final Clock clock = Clock.systemUTC();
  private final DataPlane plane = new DataPlane();
  private final EdgeFleet fleet = new EdgeFleet(EDGES, Delays.none(), plane, clock);
  private final GatewayHosts hosts = new GatewayHosts(3, Delays.none(), plane, clock);
  private final Ledger ledger = new Ledger(EDGES, Duration.ofSeconds(1), Gates.named("api-key"));
  private Viewers viewers;
  private Intruders intruders;

  @BeforeEach
  void open() {
    fleet.listen(ledger.propagations());
    hosts.listen(ledger.secrets());
    plane.open(directory, fleet, hosts);
    hosts.push(Catalogs.honouring(1, "secret-one"));
    present("E1", "secret-one");
    fleet.spread().hold();
    hosts.spread().hold();
    viewers =
        Viewers.start(
            new Target(plane.edges(), DOMAIN, "/pets"), EDGES, 200, LONGEST, ledger, clock);
    intruders =
        Intruders.start(
            new Target(plane.gateway(), Catalogs.API_HOST, "/prod/pets"),
            new Captures(hosts, clock),
            200,
            LONGEST,
            1,
            ledger,
            clock);
    letSome();
  }

  @AfterEach
  void close() throws IOException {
    viewers.close();
    intruders.close();
    plane.close();
    fleet.close();
    hosts.close();
  }

  private void present(String version, String secret) {
    fleet.push("D1", DOMAIN, version, Configs.presenting(Catalogs.API_HOST, "x-api-key", secret));
  }

  /**
   * Waits until every edge and every kind of intruder had its turn several times, and nothing that
   * was sent before is still on its way: what a soak does.
   */
  private void letSome() {
    long viewersAfter = viewers.started() + 4 * EDGES;
    long intrudersAfter = intruders.started() + 16;
    await(() -> viewers.done(viewersAfter) && intruders.done(intrudersAfter));
  }

  private static void await(BooleanSupplier condition) {
    Instant deadline = Instant.now().plusSeconds(20);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("in time").isBefore(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void aRotationInTheRightOrderRefusesNobodyAndLetsNobodyIn() throws IOException {
    hosts.push(Catalogs.honouring(2, "secret-one", "secret-two"));
    letSome();
    hosts.spread().releaseAll();
    letSome();
    present("E2", "secret-two");
    for (int edge = 0; edge < EDGES; edge++) {
      fleet.spread().release(edge);
      letSome();
    }
    hosts.push(Catalogs.honouring(3, "secret-two"));
    hosts.spread().releaseAll();
    letSome();
    viewers.close();
    intruders.close();

    assertThat(ledger.totals().failures()).isEmpty();
    assertThat(ledger.intruderPassed()).isZero();
    assertThat(ledger.totals().byKind())
        .containsKeys(Kind.VIEWER, Kind.NO_KEY, Kind.GUESSED_KEY, Kind.ALTERED_KEY, Kind.OLD_KEY);
    assertThat(ledger.secrets().leftover(1)).isZero();
  }

  @Test
  void retiringTheOldSecretFirstIsNoticed() throws IOException {
    present("E2", "secret-two");
    hosts.push(Catalogs.honouring(2, "secret-two"));
    hosts.spread().releaseAll();
    letSome();
    fleet.spread().releaseAll();
    viewers.close();

    assertThat(ledger.viewerRefused()).isPositive();
    assertThat(ledger.totals().failures()).containsOnlyKeys("HTTP 403");
  }

  @Test
  void aHostThatStillHonoursARetiredSecretIsNoticed() throws IOException {
    hosts.push(Catalogs.honouring(2, "secret-one", "secret-two"));
    hosts.spread().releaseAll();
    hosts.push(Catalogs.honouring(3, "secret-two"));
    hosts.spread().release(0);
    hosts.spread().release(1);

    await(() -> ledger.intruderPassed() > 0);
    intruders.close();

    assertThat(ledger.totals().passes()).containsOnlyKeys(Kind.OLD_KEY);
  }
}
