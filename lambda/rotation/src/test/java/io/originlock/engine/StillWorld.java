package io.originlock.engine;

import io.originlock.finding.Accepted;
import io.originlock.finding.Finding;
import io.originlock.model.Header;
import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.Members;
import io.originlock.model.Requests;
import io.originlock.model.Roster;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import io.originlock.model.Stage;
import io.originlock.port.Acceptance;
import io.originlock.port.Announcement;
import io.originlock.port.Checking;
import io.originlock.port.Demand;
import io.originlock.port.Demands;
import io.originlock.port.Journal;
import io.originlock.port.Pause;
import io.originlock.port.Presentation;
import io.originlock.port.Prober.Verdict;
import io.originlock.port.Published;
import io.originlock.port.World;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A world in which nothing happens by itself: a test arranges it, takes a step and looks at what
 * was done to it, in its order. No edge is late and no call fails; the simulation is there for
 * that.
 */
final class StillWorld extends Clock implements Pause, Journal {
  static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  static final Settings SETTINGS =
      new Settings(
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofMinutes(10),
          Duration.ofDays(7),
          3,
          Duration.ofSeconds(2));

  final Acceptance acceptance;

  /** What was written, oldest first, such as {@code honour [g1, g2]} or {@code tell E1 [g2]}. */
  final List<String> writes = new ArrayList<>();

  /** The rules that decided something, and what was counted. */
  final List<String> rules = new ArrayList<>();

  final List<String> sayings = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();
  final List<Duration> pauses = new ArrayList<>();
  final Map<Long, LockState> log = new TreeMap<>();
  final Set<SecretId> held = new TreeSet<>();

  /** What only somebody else's keys let in. */
  final Set<SecretId> others = new TreeSet<>();

  final List<Secret> survivors = new ArrayList<>();
  final Map<String, Presentation> distributions = new LinkedHashMap<>();
  final Deque<Verdict> direct = new ArrayDeque<>();
  final Map<String, Deque<Verdict>> through = new LinkedHashMap<>();

  /** What of the lock's own is wrong, as its repair is told. */
  Optional<String> mended = Optional.empty();

  /** Whether something else refuses all that comes past CloudFront. */
  boolean blocked;

  /** What each direct probe was to be judged against. */
  final List<Optional<List<Header>>> references = new ArrayList<>();

  /** How many direct probes were sent. */
  int asked;

  Optional<Published.Document> document = Optional.of(new Published.Document(0, List.of()));
  Demands demands = new Demands(List.of(), 1, List.of("prod: GET /"), true);
  boolean opensItself;

  boolean destroyedByTerraform;

  /** Whether Terraform closes a stage that is named. */
  boolean standsWhereNamed;

  /** The lock's stages, and how those of them check that do. */
  final Set<String> stages = new TreeSet<>(Set.of("api/prod"));

  final Map<String, Checking> checking = new TreeMap<>();

  /** The members that are to be let go. */
  Members released = Members.NONE;

  /** Who is published to belong to the lock; null for all that do. */
  Optional<Members> named = null;

  /** Why the gate cannot do what it is for. */
  Optional<LockException> unready = Optional.empty();

  /** Whether the gate lets everyone in, as one that opens itself may. */
  boolean open;

  /** Whether nothing but the lock's own is there. */
  boolean exact = true;

  /** What Terraform must know of the gate, as it is, and as it says before it changes. */
  Demand demand = Demand.NONE;

  Optional<Demand> announced = Optional.empty();

  /** What else a test does with the way in which the gate says so. */
  Consumer<Announcement> onAnnounce = announcement -> {};

  /** What stands in the way of changing it. */
  Optional<String> hindrance = Optional.empty();

  /** What stands around the lock, and what of it somebody accepts. */
  final List<Finding> found = new ArrayList<>();

  final List<Accepted> accepted = new ArrayList<>();

  /** How often it was examined. */
  int examinations;

  /** How many changes of the gate find it changed by somebody else. */
  int overtakenGate;

  Instant now = T0;

  /** What somebody else does after each write, and while the lock sleeps. */
  Runnable meanwhile = () -> {};

  /** What somebody else does just before a state is written. */
  Runnable beforeAppend = () -> {};

  /** Whether somebody changes each distribution just before it is told. */
  boolean overtaken;

  /** Whether the newest state's writer had a clock that was ahead. */
  boolean wroteAhead;

  /** Whether the newest state cannot be read. */
  boolean malformed;

  StillWorld(Acceptance acceptance) {
    this.acceptance = acceptance;
  }

  static StillWorld anyOf() {
    return new StillWorld(Acceptance.ANY_OF);
  }

  static StillWorld allOf() {
    return new StillWorld(Acceptance.ALL_OF);
  }

  static Secret secret(int number) {
    return new Secret(new SecretId(number), new SecretValue("value-" + number), T0);
  }

  static SecretId id(int number) {
    return new SecretId(number);
  }

  /**
   * A state of this stage with g1 as the current secret, and g2 as the incoming one if rotating.
   */
  static LockState state(Stage stage) {
    LockState.Change change =
        Transitions.begin(6, secret(1), Requests.NONE, T0).change("arranged").enter(stage, T0);
    return (stage.rotating() ? change.incoming(secret(2)) : change).build();
  }

  /** The headers of these secrets, as a distribution has them. */
  List<Header> headers(int... numbers) {
    List<Header> headers = new ArrayList<>();
    for (int number : numbers) {
      headers.add(header(secret(number).value()));
    }
    return headers;
  }

  /** A distribution with these secrets on its one origin, every edge up to date. */
  StillWorld presenting(String distribution, int... numbers) {
    return distribution(distribution, headers(numbers), true);
  }

  /** The same while edges are behind. */
  StillWorld spreading(String distribution, int... numbers) {
    return distribution(distribution, headers(numbers), false);
  }

  /** Its edges, all up to date, run a function that sends nothing on without a secret. */
  StillWorld needing(String id, int... numbers) {
    distributions.put(id, new Presentation(id, "1", Map.of("api", headers(numbers)), true, true));
    return this;
  }

  StillWorld distribution(String id, List<Header> headers, boolean deployed) {
    distributions.put(id, new Presentation(id, "1", Map.of("api", headers), deployed));
    return this;
  }

  StillWorld honouring(int... numbers) {
    held.clear();
    for (int number : numbers) {
      held.add(id(number));
    }
    return this;
  }

  StillWorld publishing(long sequence, int... numbers) {
    document = Optional.of(new Published.Document(sequence, headers(numbers)));
    return this;
  }

  /** Puts this state at the log's end, as if it had been written before. */
  LockState logged(LockState state) {
    log.put(state.sequence(), state);
    return state;
  }

  LockState newest() {
    return log.values().stream().reduce((older, newer) -> newer).orElse(null);
  }

  World world() {
    return new World(
        new StillGate(this),
        new StillDistributions(this),
        new StillProber(this),
        new StillLog(this),
        new StillPublished(this),
        new StillExaminer(this),
        roster());
  }

  /** All but the released members are listed. */
  Roster roster() {
    return new Roster(new Members(distributions.keySet(), stages).minus(released), released);
  }

  Engine engine() {
    return new Engine(world(), SETTINGS, this, this, this);
  }

  /** A run from a logged state that leaves no time to wait. */
  Step run(LockState state, Function<LockState, Position> start) {
    return engine().run(start.apply(logged(state)), now);
  }

  Step run(LockState state) {
    return run(state, Position::read);
  }

  Header header(SecretValue value) {
    return acceptance == Acceptance.ANY_OF
        ? new Header("x-key", value.reveal())
        : new Header("x-lock-" + value.reveal(), "1");
  }

  Optional<SecretValue> carried(Header header) {
    String text = header.name().equals("x-key") ? header.value() : header.name();
    return text.contains("value-")
        ? Optional.of(new SecretValue(text.replace("x-lock-", "")))
        : Optional.empty();
  }

  void wrote(String what) {
    writes.add(what);
    meanwhile.run();
  }

  String ids(List<Header> headers) {
    return headers.stream()
        .map(header -> "g" + carried(header).orElseThrow().reveal().replace("value-", ""))
        .toList()
        .toString();
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }

  @Override
  public void sleep(Duration duration) {
    pauses.add(duration);
    now = now.plus(duration);
    meanwhile.run();
  }

  @Override
  public void decided(String rule, String what) {
    rules.add(rule);
    sayings.add(what);
  }

  @Override
  public void warned(String rule, String what) {
    warnings.add(rule + " " + what);
  }

  @Override
  public void happened(Occurrence occurrence) {
    rules.add(occurrence.name());
  }
}
