package io.originlock.lab.demo;

import io.originlock.lab.LabException;
import io.originlock.lab.aws.AwsLab;
import io.originlock.lab.control.Caller;
import io.originlock.lab.edge.EdgeFleet;
import io.originlock.lab.gate.ApiKeyView;
import io.originlock.lab.gate.GateView;
import io.originlock.lab.gateway.AuthorizerPath;
import io.originlock.lab.gateway.GatewayHosts;
import io.originlock.lab.ledger.Ledger;
import io.originlock.lab.load.Captures;
import io.originlock.lab.load.Intruders;
import io.originlock.lab.load.Target;
import io.originlock.lab.load.Viewers;
import io.originlock.lab.model.Invoker;
import io.originlock.lab.net.DataPlane;
import io.originlock.lab.spread.Delays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /**
   * How the lab is made.
   *
   * @param directory for everything that it writes
   * @param port of the control plane; 0 for a free one
   * @param speed of schedules: 12 makes a minute 5 s
   * @param slowestEdge until the last edge has a change; the first has it after {@code fastestEdge}
   * @param slowestHost the hosts' lag: until the last host has learned of a change
   * @param gate what the API looks at
   * @param soak the lock's soak
   * @param limits whether API Gateway's control plane limits the rates of calls
   * @param authorizerPath the form of the path in the events of authorizers
   */
  public record Settings(
      Path directory,
      int port,
      double speed,
      int edges,
      Duration fastestEdge,
      Duration slowestEdge,
      int hosts,
      Duration slowestHost,
      GateView gate,
      Duration soak,
      boolean limits,
      AuthorizerPath authorizerPath,
      long seed) {

    /** The demo's: 40 edges that take 2 to 13 s, 4 hosts that take up to 2 s. */
    public static Settings demo(Path directory) {
      return new Settings(
          directory,
          0,
          12,
          40,
          Duration.ofSeconds(2),
          Duration.ofSeconds(13),
          4,
          Duration.ofSeconds(2),
          new ApiKeyView(),
          Duration.ofSeconds(4),
          true,
          AuthorizerPath.SENT,
          20180606);
    }

    /** The same with the control plane on a port of one's choice. */
    public Settings onPort(int other) {
      return new Settings(
          directory,
          other,
          speed,
          edges,
          fastestEdge,
          slowestEdge,
          hosts,
          slowestHost,
          gate,
          soak,
          limits,
          authorizerPath,
          seed);
    }

    /** The same at another speed of schedules. */
    public Settings atSpeed(double other) {
      return new Settings(
          directory,
          port,
          other,
          edges,
          fastestEdge,
          slowestEdge,
          hosts,
          slowestHost,
          gate,
          soak,
          limits,
          authorizerPath,
          seed);
    }

    /** The same with a fleet of another size and speed. */
    public Settings withEdges(int number, Duration fastest, Duration slowest) {
      return new Settings(
          directory,
          port,
          speed,
          number,
          fastest,
          slowest,
          hosts,
          slowestHost,
          gate,
          soak,
          limits,
          authorizerPath,
          seed);
    }

    /** The same with another gate. */
    public Settings withGate(GateView other) {
      return new Settings(
          directory,
          port,
          speed,
          edges,
          fastestEdge,
          slowestEdge,
          hosts,
          slowestHost,
          other,
          soak,
          limits,
          authorizerPath,
          seed);
    }

    /** The same for a lock with another soak. */
    public Settings withSoak(Duration other) {
      return new Settings(
          directory,
          port,
          speed,
          edges,
          fastestEdge,
          slowestEdge,
          hosts,
          slowestHost,
          gate,
          other,
          limits,
          authorizerPath,
          seed);
    }

    /** The same without limits: for tests that have to be quick. */
    public Settings withoutLimits() {
      return new Settings(
          directory,
          port,
          speed,
          edges,
          fastestEdge,
          slowestEdge,
          hosts,
          slowestHost,
          gate,
          soak,
          false,
          authorizerPath,
          seed);
    }

    /** The same with other hosts. */
    public Settings withHosts(int number, Duration slowest) {
      return new Settings(
          directory,
          port,
          speed,
          edges,
          fastestEdge,
          slowestEdge,
          number,
          slowest,
          gate,
          soak,
          limits,
          authorizerPath,
          seed);
    }

    /** The same with paths of another form in the events of authorizers. */
    public Settings withAuthorizerPath(AuthorizerPath other) {
      return new Settings(
          directory,
          port,
          speed,
          edges,
          fastestEdge,
          slowestEdge,
          hosts,
          slowestHost,
          gate,
          soak,
          limits,
          other,
          seed);
    }
  }

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
                settings.edges(),
                Delays.between(settings.fastestEdge(), settings.slowestEdge(), settings.seed()),
                plane,
                clock,
                this::invoke));
    this.hosts =
        keep(
            new GatewayHosts(
                settings.hosts(),
                Delays.between(Duration.ZERO, settings.slowestHost(), settings.seed() + 1),
                plane,
                clock,
                this::invoke,
                settings.authorizerPath()));
    Duration lag = settings.gate().lag(settings.slowestHost(), settings.soak());
    this.ledger = new Ledger(settings.edges(), lag.plus(TOLERANCE), settings.gate());
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
                new AwsLab.Options(
                    settings.directory(),
                    settings.port(),
                    settings.speed(),
                    plane.jvmFlags(),
                    PROCESSES,
                    settings.limits(),
                    clock),
                fleet,
                hosts));
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
    return Intruders.start(target, captures, perSecond, longest, settings.seed(), ledger, clock);
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

  /** Folders of the lab's own. */
  static final class Folders {
    private Folders() {}

    /** Deletes what is in a folder that an earlier run has left, and makes it anew. */
    static void empty(Path folder) {
      try {
        if (Files.exists(folder)) {
          try (var files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
              Files.delete(file);
            }
          }
        }
        Files.createDirectories(folder);
      } catch (IOException failed) {
        throw new LabException(folder.toString(), "empty it", "Is it in use?", failed);
      }
    }
  }
}
