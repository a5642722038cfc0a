package io.originlock.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A model of AWS in memory: edges that take a change at their own times, gateway hosts that learn
 * of one late, a log, a published document, and calls that fail before or after they took effect.
 */
final class SimulatedAws {
  /** The worker's process died. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Crash(String where) {
      super(where);
    }
  }

  /** How the model behaves. */
  record Shape(
      Rollover rollover,
      int distributions,
      int edges,
      int hosts,
      Duration propagation,
      Duration hostLag,
      boolean demanded) {}

  private final Shape shape;
  private final Random random;
  final VirtualTime time;
  private double crashRate;

  private final Map<SecretId, SecretValue> held = new TreeMap<>();
  private final List<Set<SecretValue>> hosts = new ArrayList<>();
  private final List<Instant> hostBusyUntil = new ArrayList<>();
  private final Map<String, List<Header>> configured = new LinkedHashMap<>();
  private final Map<String, Integer> versions = new HashMap<>();
  private final Map<String, List<Edge>> edges = new LinkedHashMap<>();
  final Map<Long, LockState> log = new TreeMap<>();
  Published.Document document = new Published.Document(0, List.of());

  final List<String> refusals = new ArrayList<>();
  final List<String> writes = new ArrayList<>();
  boolean watching;

  /** One edge's copy of a distribution. */
  private static final class Edge {
    private int version;
    private List<Header> headers = List.of();
  }

  SimulatedAws(Shape shape, long seed) {
    this.shape = shape;
    this.random = new Random(seed);
    this.time = new VirtualTime(this::look);
    for (int i = 0; i < shape.hosts(); i++) {
      hosts.add(Set.of());
      hostBusyUntil.add(time.instant());
    }
    for (int d = 1; d <= shape.distributions(); d++) {
      String id = "E" + d;
      configured.put(id, List.of());
      versions.put(id, 0);
      List<Edge> fleet = new ArrayList<>();
      for (int e = 0; e < shape.edges(); e++) {
        fleet.add(new Edge());
      }
      edges.put(id, fleet);
    }
  }

  World world() {
    return new World(
        new ModelGate(),
        new ModelDistributions(),
        new ModelProber(),
        new ModelLog(),
        new ModelPublished());
  }

  void crashes(double rate) {
    crashRate = rate;
  }

  Map<SecretId, SecretValue> held() {
    return Map.copyOf(held);
  }

  /** Somebody takes a key away by hand. */
  void loseKey(SecretId id) {
    held.remove(id);
    tellHosts();
  }

  /** Somebody else writes the header of a distribution. */
  void foreignWrite(String distribution, List<Header> headers) {
    configure(distribution, headers);
  }

  List<Header> configured(String distribution) {
    return configured.get(distribution);
  }

  List<Header> headers(SecretValue value) {
    return shape.rollover() == Rollover.ANY_OF
        ? List.of(new Header("x-api-key", value.reveal()))
        : List.of(new Header("x-origin-lock-" + value.reveal(), "1"));
  }

  /**
   * Whether every pair of an edge and a host agrees, as any viewer could find out at any moment.
   */
  private void look() {
    if (!watching || !shape.demanded()) {
      return;
    }
    edges.forEach(
        (id, fleet) -> {
          for (int e = 0; e < fleet.size(); e++) {
            for (int h = 0; h < hosts.size(); h++) {
              if (!accepts(h, fleet.get(e).headers)) {
                refusals.add(time.instant() + " " + id + " edge " + e + " host " + h);
              }
            }
          }
        });
  }

  private boolean accepts(int host, List<Header> headers) {
    Set<SecretValue> wanted = hosts.get(host);
    Set<SecretValue> sent = new HashSet<>();
    headers.forEach(header -> carried(header).ifPresent(sent::add));
    return shape.rollover() == Rollover.ANY_OF
        ? sent.stream().anyMatch(wanted::contains)
        : !wanted.isEmpty() && sent.containsAll(wanted);
  }

  private Optional<SecretValue> carried(Header header) {
    if (header.name().equals("x-api-key")) {
      return Optional.of(new SecretValue(header.value()));
    }
    String prefix = "x-origin-lock-";
    return header.name().startsWith(prefix)
        ? Optional.of(new SecretValue(header.name().substring(prefix.length())))
        : Optional.empty();
  }

  private void configure(String distribution, List<Header> headers) {
    int version = versions.merge(distribution, 1, Integer::sum);
    configured.put(distribution, headers);
    for (Edge edge : edges.get(distribution)) {
      time.at(
          time.instant().plusMillis((long) (random.nextDouble() * shape.propagation().toMillis())),
          () -> {
            if (version > edge.version) {
              edge.version = version;
              edge.headers = headers;
            }
          });
    }
  }

  private void tellHosts() {
    Set<SecretValue> now = Set.copyOf(held.values());
    for (int i = 0; i < hosts.size(); i++) {
      int host = i;
      Instant when =
          time.instant().plusMillis((long) (random.nextDouble() * shape.hostLag().toMillis()));
      // A host learns of changes late, but in their order.
      Instant inOrder = when.isBefore(hostBusyUntil.get(i)) ? hostBusyUntil.get(i) : when;
      hostBusyUntil.set(i, inOrder);
      time.at(inOrder, () -> hosts.set(host, now));
    }
  }

  private void mayCrash(String where) {
    if (random.nextDouble() < crashRate) {
      throw new Crash(where);
    }
  }

  private void call(String name, Runnable effect) {
    mayCrash("before " + name);
    writes.add(name);
    effect.run();
    look();
    mayCrash("after " + name);
    time.sleep(Duration.ofMillis(10));
  }

  private final class ModelGate implements Gate {
    private int made;

    @Override
    public Rollover rollover() {
      return shape.rollover();
    }

    @Override
    public boolean opensItself() {
      return false;
    }

    @Override
    public SecretValue generate() {
      return new SecretValue("v" + (++made) + "-" + Long.toHexString(random.nextLong()));
    }

    @Override
    public List<Header> present(Collection<Secret> secrets) {
      return secrets.stream()
          .flatMap(secret -> headers(secret.value()).stream())
          .sorted(Comparator.comparing(Header::name))
          .toList();
    }

    @Override
    public boolean owns(String headerName) {
      return carried(new Header(headerName, "x")).isPresent();
    }

    @Override
    public Optional<SecretValue> carriedBy(Header header) {
      return carried(header);
    }

    @Override
    public Set<SecretId> honoured(Collection<Secret> known) {
      mayCrash("reading the gate");
      return Set.copyOf(held.keySet());
    }

    @Override
    public Inspection inspect() {
      return new Inspection(shape.demanded() ? List.of() : List.of("prod: GET /"), 1, List.of());
    }

    @Override
    public boolean honour(Honoured honoured) {
      if (shape.rollover() == Rollover.ALL_OF) {
        return require(honoured);
      }
      boolean changed = false;
      for (Secret secret : honoured.secrets()) {
        if (!held.containsKey(secret.id())) {
          call(
              "CreateApiKey",
              () -> {
                held.put(secret.id(), secret.value());
                tellHosts();
              });
          changed = true;
        }
      }
      Set<SecretId> gone = new HashSet<>(honoured.removable());
      honoured.secrets().forEach(secret -> gone.remove(secret.id()));
      gone.retainAll(held.keySet());
      for (SecretId id : gone) {
        call("DeleteApiKey", () -> loseKey(id));
        changed = true;
      }
      return changed;
    }

    private boolean require(Honoured honoured) {
      Map<SecretId, SecretValue> wanted = new TreeMap<>();
      honoured.secrets().forEach(secret -> wanted.put(secret.id(), secret.value()));
      if (wanted.equals(held)) {
        return false;
      }
      call(
          "Deploy",
          () -> {
            held.clear();
            held.putAll(wanted);
            tellHosts();
          });
      return true;
    }

    @Override
    public Optional<SecretId> lastId() {
      return held.keySet().stream().max(SecretId::compareTo);
    }

    @Override
    public List<Secret> survivors() {
      return held.entrySet().stream()
          .map(entry -> new Secret(entry.getKey(), entry.getValue(), time.instant()))
          .toList();
    }

    @Override
    public void adopt(Secret adopted) {
      held.put(adopted.id(), adopted.value());
      tellHosts();
    }
  }

  private final class ModelDistributions implements Distributions {
    @Override
    public List<Presentation> read() {
      mayCrash("reading CloudFront");
      return configured.keySet().stream()
          .map(
              id ->
                  new Presentation(
                      id,
                      "" + versions.get(id),
                      Map.of("api", configured.get(id)),
                      edges.get(id).stream().allMatch(edge -> edge.version == versions.get(id))))
          .toList();
    }

    @Override
    public boolean present(Presentation seen, List<Header> headers) {
      String distribution = seen.distribution();
      if (configured.get(distribution).equals(headers)) {
        return false;
      }
      call("UpdateDistribution", () -> configure(distribution, headers));
      return true;
    }
  }

  private final class ModelProber implements Prober {
    @Override
    public Probe direct(List<Header> headers) {
      return verdict(headers);
    }

    @Override
    public Probe through(String distribution) {
      List<Edge> fleet = edges.get(distribution);
      return verdict(fleet.get(random.nextInt(fleet.size())).headers);
    }

    private Probe verdict(List<Header> headers) {
      time.sleep(Duration.ofMillis(20));
      return accepts(random.nextInt(hosts.size()), headers)
          ? new Probe(Verdict.PASSED, "200")
          : new Probe(Verdict.REFUSED, "403");
    }
  }

  private final class ModelLog implements StateLog {
    @Override
    public Optional<LockState> newest() {
      return log.values().stream().reduce((older, newer) -> newer);
    }

    @Override
    public long lastSequence() {
      return newest().map(LockState::sequence).orElse(0L);
    }

    @Override
    public boolean isNewest(LockState state) {
      return log.containsKey(state.sequence()) && !log.containsKey(state.sequence() + 1);
    }

    @Override
    public void append(LockState state) {
      if (log.containsKey(state.sequence())) {
        throw new LostRaceException("state " + state.sequence());
      }
      call("PutParameter state", () -> log.put(state.sequence(), state));
    }

    @Override
    public List<LockState> history() {
      return List.copyOf(log.values());
    }

    @Override
    public void prune() {
      while (log.size() > 40) {
        log.remove(log.keySet().iterator().next());
      }
    }

    @Override
    public void erase() {
      call("DeleteParameters", log::clear);
    }
  }

  private final class ModelPublished implements Published {
    @Override
    public Optional<Document> read() {
      return Optional.of(document);
    }

    @Override
    public void write(Document next) {
      call("PutParameter published", () -> document = next);
    }
  }
}
