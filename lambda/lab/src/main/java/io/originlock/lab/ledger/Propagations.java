package io.originlock.lab.ledger;

import io.originlock.lab.model.EdgeListener;
import io.originlock.lab.model.Header;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** When CloudFront was given each configuration, and when each edge took it. */
public final class Propagations implements EdgeListener {

  /** A configuration that CloudFront accepted. */
  public record Pushed(Instant at, String distribution, String version, Set<Header> presented) {
    /** Without what is presented. */
    @Override
    public String toString() {
      return distribution + " " + version + " at " + at;
    }
  }

  /** A configuration that an edge began to serve. */
  public record Taken(Instant at, int edge, String distribution, String version) {}

  private final int edges;
  private final List<Pushed> pushed = new ArrayList<>();
  private final List<Taken> taken = new ArrayList<>();

  /**
   * @param edges how many edges there are
   */
  public Propagations(int edges) {
    this.edges = edges;
  }

  @Override
  public synchronized void pushed(
      String distribution, String version, Set<Header> presented, Instant at) {
    pushed.add(new Pushed(at, distribution, version, presented));
  }

  @Override
  public synchronized void took(int edge, String distribution, String version, Instant at) {
    taken.add(new Taken(at, edge, distribution, version));
  }

  /** The number of edges. */
  public int edges() {
    return edges;
  }

  /** What CloudFront accepted, in order. */
  public synchronized List<Pushed> pushes() {
    return List.copyOf(pushed);
  }

  /** What edges took, in order. */
  public synchronized List<Taken> takes() {
    return List.copyOf(taken);
  }

  /** What the newest configuration presents; nothing before there is one. */
  public synchronized Set<Header> presented() {
    return pushed.isEmpty() ? Set.of() : pushed.get(pushed.size() - 1).presented();
  }

  /** How many edges have the newest configuration of every distribution. */
  public synchronized int edgesUpToDate() {
    if (pushed.isEmpty()) {
      return edges;
    }
    String newest = pushed.get(pushed.size() - 1).version();
    return (int)
        taken.stream().filter(t -> t.version().equals(newest)).map(Taken::edge).distinct().count();
  }

  /** When the last edge took this version; empty until every edge has. */
  synchronized Optional<Instant> everywhereAt(String version) {
    List<Taken> those = taken.stream().filter(t -> t.version().equals(version)).toList();
    return those.size() < edges
        ? Optional.empty()
        : those.stream().map(Taken::at).max(Instant::compareTo);
  }
}
