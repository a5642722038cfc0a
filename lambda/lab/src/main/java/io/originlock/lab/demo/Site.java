package io.originlock.lab.demo;

import io.originlock.lab.LabException;
import io.originlock.lab.aws.AwsLab;
import io.originlock.lab.aws.Options;
import io.originlock.lab.aws.Options.Processes;
import io.originlock.lab.control.Caller;
import io.originlock.lab.edge.EdgeFleet;
import io.originlock.lab.functions.NodeRuntime;
import io.originlock.lab.gateway.GatewayHosts;
import io.originlock.lab.ledger.Ledger;
import io.originlock.lab.load.Captures;
import io.originlock.lab.load.Intruders;
import io.originlock.lab.load.Target;
import io.originlock.lab.load.Viewers;
import io.originlock.lab.model.Invoker;
import io.originlock.lab.net.DataPlane;
import io.originlock.lab.spread.Delays;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The whole lab: the local AWS, the edges and the API's hosts behind real ports, and a ledger of
 * what happens. The demo, {@code make lab} and end-to-end tests run in one of these.
 */
public final class Site implements AutoCloseable {

  /** Of whatever is drawn: every run has the same. */
  private static final long SEED = 20180606;

  /** A host may learn a little after its time when the machine is busy. */
  private static final Duration TOLERANCE = Duration.ofMillis(250);

  /** The example's pets, and files whose names have to be escaped, sent in odd ways as well. */
  private static final List<String> VIEWED =
      List.of(
          "/pets",
          "/pets?type=dog&name=a+b%2Bc%20d",
          "/pets/",
          "//pets",
          "///pets",
          "/files/a%20b",
          "/files/a+b%2Bc%2bd",
          "/files/caf%C3%A9/%e2%82%ac",
          "/files/a%2Fb%2fc",
          "/files/%2F/a/%2F/",
          "/files/100%25",
          "/files/%2525/%252F",
          "/files//a///b",
          "//files/a%20b//c/",
          "/files/a//",
          "/files/%FF%FE");

  /** Of an authorizer, each with keys of its own, and of a function at the edges. */
  private static final int PROCESSES = 3;

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Settings settings;
  private final Clock clock;
  private final DataPlane plane;
  private final EdgeFleet fleet;
  private final GatewayHosts hosts;
  private final Captures captures;
  private final Ledger ledger;
  private final AwsLab aws;

  private Site(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.plane = new DataPlane();
    Petstore petstore = keep(new Petstore());
    plane.backend(Petstore.HOST, petstore.address());
    this.fleet =
        keep(
            new EdgeFleet(
                settings.edges().number(),
                Delays.between(settings.edges().fastest(), settings.edges().slowest(), SEED),
                plane.ofEdges(),
                clock,
                this::invoke));
    this.hosts =
        keep(
            new GatewayHosts(
                settings.hosts().number(),
                Delays.between(Duration.ZERO, settings.hosts().slowest(), SEED + 1),
                plane,
                clock,
                this::invoke,
                settings.hosts().authorizerPath()));
    Duration lag = settings.gate().lag(settings.hosts().slowest(), settings.lock().soak());
    this.ledger = new Ledger(fleet.size(), lag.plus(TOLERANCE), settings.gate());
    fleet.listen(ledger.propagations());
    fleet.listen(ledger.secrets());
    if (!settings.gate().inAuthorizers()) {
      hosts.listen(ledger.secrets());
    }
    this.captures = new Captures(hosts, clock);
    plane.open(settings.directory().resolve("certificate"), fleet, captures);
    keep(plane);
    this.aws =
        keep(
            AwsLab.start(
                new Options(
                    settings.directory(),
                    settings.control(),
                    new Processes(
                        PROCESSES,
                        plane.jvmFlags(),
                        settings.directory().resolveSibling("archives")),
                    clock),
                fleet,
                hosts));
    fleet.listen(aws.edgeMetrics());
    if (settings.gate().inAuthorizers()) {
      aws.signingKeys().listen(ledger.secrets(), lag.plus(TOLERANCE));
    }
    aws.listen(
        call -> {
          if (!call.caller().equals(Caller.TERRAFORM)) {
            ledger.called(call);
          }
        });
  }

  private Invoker.Result invoke(String function, String source, byte[] event) {
    return aws().functions().served().invoke(function, source, event);
  }

  /** Starts everything in an empty directory of its own. */
  public static Site start(Settings settings) {
    if (settings.gate().runsNode()) {
      NodeRuntime.require();
    }
    Folders.empty(settings.directory());
    return new Site(settings, Clock.systemUTC());
  }

  public Settings settings() {
    return settings;
  }

  public Clock clock() {
    return clock;
  }

  /** The local AWS. */
  public AwsLab aws() {
    return aws;
  }

  /** The edges. */
  public EdgeFleet fleet() {
    return fleet;
  }

  /** The API's hosts. */
  public GatewayHosts hosts() {
    return hosts;
  }

  /** The ports of the data plane. */
  public DataPlane plane() {
    return plane;
  }

  /** What happened. */
  public Ledger ledger() {
    return ledger;
  }

  /** What has passed of signed requests. */
  public Captures captures() {
    return captures;
  }

  /** Viewers, through all edges in turn. */
  public Viewers viewers(Stack stack, double perSecond, Duration longest) {
    Target target = new Target(plane.edges(), stack.domain(), VIEWED);
    return Viewers.start(target, fleet.size(), perSecond, longest, ledger, clock);
  }

  /** Intruders, straight to the API. */
  public Intruders intruders(Stack stack, double perSecond, Duration longest) {
    Target target = new Target(plane.gateway(), stack.apiHost(), "/" + stack.stage() + "/pets");
    return Intruders.start(target, captures, perSecond, longest, SEED, ledger, clock);
  }

  private <T extends AutoCloseable> T keep(T part) {
    parts.push(part);
    return part;
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception failed) {
        throw new LabException("the lab", "stop a part of it", "See the cause.", failed);
      }
    }
  }
}
