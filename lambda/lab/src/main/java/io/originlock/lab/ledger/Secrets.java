package io.originlock.lab.ledger;

import io.originlock.lab.gate.GateView;
import io.originlock.lab.gate.GateView.Deletion;
import io.originlock.lab.model.ApiCatalog;
import io.originlock.lab.model.EdgeListener;
import io.originlock.lab.model.GatewayListener;
import io.originlock.lab.model.Header;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every secret that the API ever honoured, with its life. Built from what the control plane was
 * told and what each host then did, never from what the worker says. A gate that holds digests
 * alone shows no values: those come from what CloudFront is told to send.
 */
public final class Secrets implements GatewayListener, EdgeListener {

  /** A secret that is over, and since when. */
  public record FormerSecret(String value, Instant since) {
    /** The time alone. */
    @Override
    public String toString() {
      return "over since " + since;
    }
  }

  /** A host began, or ceased, to honour a secret. */
  public record HostChange(Instant at, int host, int secret, boolean honours) {}

  private final GateView gate;
  private final List<SecretLife> lives = new ArrayList<>();
  private final List<HostChange> changes = new ArrayList<>();

  /** By their marks: everything that CloudFront was ever told to send. */
  private final Map<String, String> shown = new HashMap<>();

  /** What each configuration presents, by its distribution and version. */
  private final Map<List<String>, List<String>> presented = new HashMap<>();

  /** Which configuration each edge serves, by the edge and the distribution. */
  private final Map<List<Object>, List<String>> served = new HashMap<>();

  private final Map<String, Instant> superseded = new HashMap<>();

  private ApiCatalog newest = ApiCatalog.empty();

  Secrets(GateView gate) {
    this.gate = gate;
  }

  @Override
  public synchronized void pushed(ApiCatalog catalog, Instant at) {
    newest = catalog;
    Set<String> honoured = gate.honoured(catalog);
    for (String mark : honoured) {
      if (life(mark).isEmpty()) {
        SecretLife life = new SecretLife(lives.size() + 1, mark, at);
        gate.value(mark).or(() -> Optional.ofNullable(shown.get(mark))).ifPresent(life::shown);
        lives.add(life);
      }
    }
    for (SecretLife life : lives) {
      life.controlSays(honoured.contains(life.mark()), at);
    }
  }

  @Override
  public synchronized void learned(int host, ApiCatalog catalog, Instant at) {
    Set<String> honoured = gate.honoured(catalog);
    for (SecretLife life : lives) {
      boolean honours = honoured.contains(life.mark());
      if (life.hostSays(host, honours, at)) {
        changes.add(new HostChange(at, host, life.number(), honours));
      }
    }
  }

  @Override
  public synchronized void pushed(
      String distribution, String version, Set<Header> headers, Instant at) {
    List<String> values = among(headers).distinct().toList();
    presented.put(List.of(distribution, version), values);
    values.forEach(
        value -> {
          shown.put(gate.mark(value), value);
          life(gate.mark(value)).ifPresent(life -> life.shown(value));
        });
  }

  @Override
  public synchronized void took(int edge, String distribution, String version, Instant at) {
    List<String> now = List.of(distribution, version);
    List<String> before = served.put(List.of(edge, distribution), now);
    values(now).forEach(superseded::remove);
    if (before != null) {
      values(before).stream()
          .filter(value -> served.values().stream().noneMatch(each -> values(each).contains(value)))
          .forEach(value -> superseded.put(value, at));
    }
  }

  private List<String> values(List<String> configuration) {
    return presented.getOrDefault(configuration, List.of());
  }

  /** The secrets that edges have sent and none sends any more, be they honoured or not. */
  public synchronized List<FormerSecret> superseded() {
    return superseded.entrySet().stream()
        .map(each -> new FormerSecret(each.getKey(), each.getValue()))
        .toList();
  }

  /** The gate that these are the secrets of. */
  public GateView gate() {
    return gate;
  }

  /** The secrets that the control plane was told to stop honouring, as far as they were shown. */
  public synchronized List<FormerSecret> retired() {
    return lives.stream()
        .filter(life -> life.value().isPresent())
        .filter(life -> life.retiredAt().isPresent())
        .map(life -> new FormerSecret(life.value().orElseThrow(), life.retiredAt().orElseThrow()))
        .toList();
  }

  /**
   * The secrets that the control plane was told to honour and not yet to stop honouring, as far as
   * they were shown.
   */
  public synchronized List<String> honoured() {
    return lives.stream()
        .filter(life -> life.retiredAt().isEmpty())
        .flatMap(life -> life.value().stream())
        .toList();
  }

  /** How many secrets are honoured, shown or not. */
  public synchronized int honouredNow() {
    return (int) lives.stream().filter(life -> life.retiredAt().isEmpty()).count();
  }

  /** Every secret that was ever shown, be it by the gate or by CloudFront alone, to search for. */
  public synchronized Set<String> all() {
    return Stream.concat(
            lives.stream().flatMap(life -> life.value().stream()), shown.values().stream())
        .map(gate::text)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The paths of the resources that hold the secrets honoured now. */
  public synchronized List<String> deletable(Deletion deletion) {
    return honoured().stream().flatMap(value -> deletion.paths(newest, value).stream()).toList();
  }

  /** The marks of the secrets that the control plane says are honoured now. */
  public synchronized Set<String> marks() {
    return gate.honoured(newest);
  }

  /** What the gate keeps beyond the secrets wanted, be it honoured or not. */
  public synchronized int leftover(int wanted) {
    return Math.max(0, gate.kept(newest) - wanted);
  }

  /** What the hosts did, in order. */
  public synchronized List<HostChange> changes() {
    return List.copyOf(changes);
  }

  synchronized List<SecretLife> lives() {
    return List.copyOf(lives);
  }

  /** How many secrets these headers carry. */
  public int count(Set<Header> headers) {
    return (int) among(headers).distinct().count();
  }

  /** The number of the newest secret among these headers; 0 when there is none. */
  public synchronized int numberAmong(Set<Header> headers) {
    Set<String> marks = among(headers).map(gate::mark).collect(Collectors.toSet());
    return lives.stream()
        .filter(life -> marks.contains(life.mark()))
        .mapToInt(SecretLife::number)
        .max()
        .orElse(0);
  }

  private Stream<String> among(Set<Header> headers) {
    return headers.stream().flatMap(header -> gate.secret(header).stream());
  }

  private Optional<SecretLife> life(String mark) {
    return lives.stream().filter(life -> life.mark().equals(mark)).findFirst();
  }
}
