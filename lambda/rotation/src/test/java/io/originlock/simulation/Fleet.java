package io.originlock.simulation;

import io.originlock.model.Header;
import io.originlock.model.Members;
import io.originlock.model.Roster;
import io.originlock.port.Acceptance;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** CloudFront: distributions, and edges that take a change at their own times and in any order. */
public final class Fleet {
  /** No mask of headers. */
  static final long NOTHING = -1;

  /** The API stage of the model that stays. */
  static final String STAGE = "api/prod";

  /** One of another API that may be released, where the owner opens it. */
  static final String OLD = "old/prod";

  private final VirtualTime time;
  private final Values values;
  private final long seed;
  private final int edges;
  private final long propagation;
  private final boolean two;
  private final List<Distribution> members = new ArrayList<>();
  private final Set<String> left = new TreeSet<>();
  private boolean oldReleased;
  private Observer observer;
  private int made;

  Fleet(VirtualTime time, Values values, long seed, Shape shape) {
    this.time = time;
    this.values = values;
    this.seed = seed;
    this.edges = shape.edges();
    this.propagation = shape.propagation();
    this.two = shape.acceptance() == Acceptance.ANY_OF;
    for (int i = 0; i < shape.distributions(); i++) {
      Distribution member = new Distribution(++made);
      member.old = two && i > 0 && Noise.below(3, seed, -5, i, 0) == 0;
      members.add(member);
    }
  }

  void observer(Observer watch) {
    observer = watch;
  }

  /** A distribution of the lock. */
  public final class Distribution {
    final int number;
    final String id;
    public final Edge[] fleet = new Edge[edges];
    public List<Header> headers = List.of();
    public long mask;
    int version;
    Cause cause = new Cause("the beginning", false, 0);
    long writtenAt;

    /** When it came to the lock, and when a configuration last came to one of its edges. */
    long joinedAt;

    long reachedAt;
    boolean enabled = true;
    boolean broken;
    boolean gone;

    /** Whether the lock is to let go of it, and whether it is configured to lead elsewhere. */
    boolean released;

    boolean elsewhere;

    /** Whether it leads to the stage that may be released. */
    boolean old;

    /** What somebody else had it send, and may still come to an edge in place of this. */
    long mended = NOTHING;

    private Distribution(int number) {
      this.number = number;
      this.id = "E" + number;
      for (int i = 0; i < edges; i++) {
        fleet[i] = new Edge(this, i);
      }
    }

    /** Whether every edge had the newest configuration at a time that is past. */
    boolean deployedAt(long then) {
      return deployed() && reachedAt <= then;
    }

    /** Whether every edge has the newest configuration. */
    boolean deployed() {
      for (Edge edge : fleet) {
        if (edge.version != version) {
          return false;
        }
      }
      return true;
    }

    /** Whether viewers reach it. */
    boolean serves() {
      return enabled && !gone && !broken;
    }
  }

  /** One edge's copy of a distribution. */
  public static final class Edge {
    final Distribution distribution;
    final int number;
    int version;
    public long mask;
    Cause cause;
    long writtenAt;
    boolean elsewhere;

    /** What it would have got, had this not come in its place. */
    long mended = NOTHING;

    /** The hosts that refuse what it presents, a bit each; kept by the watch. */
    long refusedBy;

    private Edge(Distribution distribution, int number) {
      this.distribution = distribution;
      this.number = number;
      this.cause = distribution.cause;
    }

    String name() {
      return distribution.id + "/" + (number + 1);
    }
  }

  public List<Distribution> members() {
    return members;
  }

  Distribution find(String id) {
    for (Distribution member : members) {
      if (member.id.equals(id)) {
        return member;
      }
    }
    return null;
  }

  /** Writes a configuration; the edges get it later. */
  public void configure(Distribution distribution, List<Header> headers, Cause cause) {
    long before = distribution.mask;
    if (distribution.cause.foreign()) {
      distribution.mended = before;
    } else if (distribution.deployed()) {
      distribution.mended = NOTHING;
    }
    distribution.headers = headers;
    distribution.mask = values.mask(headers);
    distribution.cause = cause;
    distribution.writtenAt = time.now();
    int version = ++distribution.version;
    observer.configured(distribution, before, cause);
    long mask = distribution.mask;
    long writtenAt = distribution.writtenAt;
    long mended = distribution.mended;
    boolean elsewhere = distribution.elsewhere;
    for (Edge edge : distribution.fleet) {
      long delay = Noise.below(propagation, seed, distribution.number, version, edge.number);
      time.at(
          time.now() + delay,
          () -> {
            if (version > edge.version) {
              edge.version = version;
              distribution.reachedAt = time.now();
              edge.mended = mended;
              boolean moves = edge.elsewhere != elsewhere;
              edge.elsewhere = elsewhere;
              set(edge, mask, cause, writtenAt);
              if (moves) {
                observer.fleetChanged();
              }
            }
          });
    }
  }

  private void set(Edge edge, long mask, Cause cause, long writtenAt) {
    long before = edge.mask;
    edge.mask = mask;
    edge.cause = cause;
    edge.writtenAt = writtenAt;
    observer.edgeChanged(edge, before);
  }

  /** The distribution leaves the lock, and one with these headers, made long ago, joins it. */
  Distribution replace(Distribution old, List<Header> headers, Cause cause) {
    Distribution fresh = new Distribution(++made);
    fresh.headers = headers;
    fresh.mask = values.mask(headers);
    fresh.cause = cause;
    fresh.writtenAt = time.now();
    fresh.joinedAt = time.now();
    for (Edge edge : fresh.fleet) {
      edge.mask = fresh.mask;
      edge.cause = cause;
      edge.writtenAt = time.now();
    }
    old.gone = true;
    members.set(members.indexOf(old), fresh);
    observer.fleetChanged();
    return fresh;
  }

  /** Who belongs to the lock, as its owner says. */
  Roster roster() {
    Set<String> listed = new TreeSet<>();
    Set<String> released = new TreeSet<>(left);
    members.forEach(each -> (each.released ? released : listed).add(each.id));
    Set<String> stages = two && !oldReleased ? Set.of(STAGE, OLD) : Set.of(STAGE);
    return new Roster(
        new Members(listed, stages), new Members(released, oldReleased ? Set.of(OLD) : Set.of()));
  }

  /** The second stage is released; whether there is one, and it was not. */
  boolean releaseOld() {
    boolean now = two && !oldReleased;
    oldReleased |= now;
    return now;
  }

  /** Its owner points it to another origin, with these headers of the lock's. */
  void reroute(Distribution distribution, List<Header> headers, Cause cause) {
    distribution.elsewhere = true;
    configure(distribution, headers, cause);
  }

  /** Its owner deletes it. */
  void delete(Distribution distribution) {
    distribution.gone = true;
    members.remove(distribution);
    left.add(distribution.id);
    observer.fleetChanged();
  }

  /** Viewers do not reach it any more. */
  void disable(Distribution distribution) {
    distribution.enabled = false;
    observer.fleetChanged();
  }

  /** Requests through it get nowhere that lets them in, or do again. */
  public void breakOrigin(Distribution distribution, boolean broken) {
    distribution.broken = broken;
    observer.fleetChanged();
  }

  /** As it is when a case begins in the middle: every edge presents it. */
  public void begin(Distribution distribution, List<Header> headers) {
    distribution.headers = headers;
    distribution.mask = values.mask(headers);
    for (Edge edge : distribution.fleet) {
      edge.mask = distribution.mask;
    }
  }
}
