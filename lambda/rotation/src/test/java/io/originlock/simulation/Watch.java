package io.originlock.simulation;

import io.originlock.model.LockState;
import io.originlock.model.Members;
import io.originlock.model.Stage;
import io.originlock.port.Acceptance;
import io.originlock.port.Published;
import io.originlock.simulation.Fleet.Distribution;
import io.originlock.simulation.Fleet.Edge;
import java.util.Arrays;
import java.util.Set;

/**
 * Looks at every pair of an edge and a host after every event, as any viewer could find out.
 *
 * <p>While nobody else meddled, no pair is ever refused. A foreign deed opens a window in which
 * refusals are its fault, not the lock's; but not even then may an event of the lock's own turn
 * accepted into refused ("before implies after"), and when the window closes all must be accepted.
 * Excused is what cannot be known: that the secret which a host lacks was taken from it by hand, or
 * that a header was put back after the invocation had read the distributions.
 */
final class Watch implements Observer {
  /** A tick comes every 60 s, and takes up to 45 s with its calls. */
  private static final long TICK = 105_000;

  /** Repairs without a wait between them, then a minute, then twice as long each time. */
  private static final int FREE = 3;

  private static final long MINUTE = 60_000;
  private static final long LONGEST = 15 * MINUTE;

  private final Aws aws;
  private final Violations violations;
  private final TooEarly tooEarly;
  private final Books books;
  private final long[] taken;
  private boolean watching;
  private long undemanded;

  /** What somebody else had the API demand, and when. */
  private long imposed;

  private long imposedAt;
  private long refusals;
  private int changes;
  private int refusedPairs;
  private long windowEnd = -1;
  private long bothSides;

  Watch(Aws aws, Violations violations) {
    this.aws = aws;
    this.violations = violations;
    this.tooEarly = new TooEarly(aws, violations);
    this.books = new Books(aws, violations);
    this.taken = new long[aws.gateway.hosts()];
  }

  Books books() {
    return books;
  }

  /** From now on viewers are watched: the API demands the secret. */
  void begin() {
    watching = true;
    tooEarly.begin();
    fleetChanged();
    if (refusedPairs > 0) {
      violations.add("no refusal", () -> "refused as soon as the lock was said to be engaged");
    }
  }

  /**
   * The same in a world in which anything may be amiss: no event of the lock's may make it worse,
   * and when all had time to be mended, all must be accepted. What settled when nobody knows.
   */
  void beginAnyhow() {
    watching = true;
    fleetChanged();
    meddled(2 * aws.shape.soak() + aws.shape.propagation());
  }

  /** Tests that know that viewers are refused for a while. */
  void pause() {
    watching = false;
  }

  /** How many pairs of an edge and a host were turned from accepted to refused. */
  long refusals() {
    return refusals;
  }

  /** How often somebody changed a configuration, the gate, the log or what is published. */
  int changes() {
    return changes;
  }

  /** Whether what is refused now can be somebody else's fault. */
  boolean excused() {
    return aws.time.now() <= windowEnd;
  }

  /**
   * Somebody else meddled: until a tick has seen it, the hosts have learned of the repair and a
   * propagation is over.
   *
   * @param extra how much longer it takes in this case, in milliseconds
   */
  void meddled(long extra) {
    open(extra + bothSides + TICK + backOff() + aws.shape.hostLag() + aws.shape.propagation());
  }

  /**
   * Somebody else wrote headers or the log: a grace may be cut short by it.
   *
   * @param unseen whether the lock may never get to see it
   */
  void graceIsOff(boolean unseen) {
    tooEarly.meddled(unseen);
  }

  /** Somebody else wrote the log: times that it tells are believed, and may be older than a key. */
  void timesAreOff() {
    tooEarly.timesAreOff();
  }

  /**
   * Both a distribution and the gate, or the log that tells of it, were touched: what is sent and
   * may serve is not exchanged for what has not soaked, so a repair takes a soak more.
   */
  void bothSidesMeddled() {
    bothSides = aws.shape.soak();
  }

  /** How long a repair may have to wait because there were others: the engine says how long. */
  private long backOff() {
    int waits =
        (books.newest() == null ? 0 : books.newest().attempts().repairs().count()) + 3 - FREE;
    return waits <= 0 ? 0 : Math.min(LONGEST, MINUTE << Math.min(waits - 1, 10));
  }

  /** A call went wrong: if a repair is under way, it takes as long again. */
  void delayed() {
    if (excused()) {
      meddled(0);
    }
  }

  private void open(long length) {
    windowEnd = Math.max(windowEnd, aws.time.now() + length);
    long end = windowEnd;
    aws.time.at(
        end + 1,
        () -> {
          if (windowEnd == end && watching && refusedPairs > 0) {
            violations.add("whole again", () -> "still refused: " + refusedNow());
          }
        });
  }

  private String refusedNow() {
    StringBuilder text = new StringBuilder();
    for (Distribution member : aws.fleet.members()) {
      for (Edge edge : member.fleet) {
        if (edge.refusedBy != 0) {
          text.append(edge.name()).append(" presents ").append(aws.values.name(edge.mask));
          text.append(", ");
        }
      }
    }
    for (int i = 0; i < aws.gateway.hosts(); i++) {
      text.append("host ").append(i + 1).append(" holds ");
      text.append(aws.values.name(aws.gateway.host(i))).append(' ');
    }
    return text.toString();
  }

  @Override
  public void edgeChanged(Edge edge, long before) {
    aws.trace.mark(aws.time.now(), 200 + edge.number, edge.mask);
    if (aws.trace.told()) {
      aws.trace.tell(
          aws.time.now(),
          edge.name(),
          () -> "now sends " + aws.values.name(edge.mask) + " (" + edge.cause.name() + ")");
    }
    if (edge.distribution.gone || !aws.gateway.checks(edge)) {
      return;
    }
    tooEarly.edgeChanged(edge, before);
    long fresh = look(edge);
    if (fresh == 0) {
      return;
    }
    refusals += Long.bitCount(fresh);
    if (!excused()) {
      refused(edge, "its edge changed, by " + edge.cause.name());
    } else if (!edge.cause.foreign()) {
      for (int host = 0; host < taken.length; host++) {
        if ((fresh >>> host & 1) == 1 && !takenAway(host, edge)) {
          refused(edge, "its edge changed, by the lock's own " + edge.cause.name());
          return;
        }
      }
    }
  }

  /** Whether somebody else took from the gate what would make a host accept an edge. */
  private boolean takenAway(int host, Edge edge) {
    if (edge.mended != Fleet.NOTHING && !aws.values.accepts(aws.gateway.host(host), edge.mended)) {
      // What somebody else had written before, and this came in place of, is refused as well.
      return true;
    }
    if (aws.shape.acceptance() == Acceptance.ANY_OF) {
      return (taken[host] & edge.mask) != 0;
    }
    // What a host demands since somebody deployed it, after the edge was told; and a host that has
    // not learned yet that its requirement was taken off by hand.
    long unforeseen = edge.cause.knew() < imposedAt ? imposed : 0;
    return (aws.gateway.host(host) & ~edge.mask & ~undemanded & ~unforeseen) == 0;
  }

  @Override
  public void hostChanged(int host, long before, long after, Cause cause) {
    aws.trace.mark(aws.time.now(), 300 + host, after);
    if (aws.trace.told()) {
      aws.trace.tell(
          aws.time.now(),
          "host " + (host + 1),
          () -> "now holds " + aws.values.name(after) + " (" + cause.name() + ")");
    }
    taken[host] &= ~after;
    if (cause.foreign()) {
      taken[host] |= before & ~after;
    }
    if (!watching) {
      return;
    }
    if (after == 0
        && !cause.foreign()
        && aws.shape.acceptance() == Acceptance.ALL_OF
        // Somebody asked for it to be opened.
        && books.newest().stage() != Stage.ENGAGE
        // A state put back may be one in which the gate was not closed yet.
        && !books.wasRewritten()) {
      violations.add("no stranger", () -> "host " + (host + 1) + " demands nothing");
    }
    for (Distribution member : aws.fleet.members()) {
      for (Edge edge : member.fleet) {
        long fresh = look(edge);
        if (fresh != 0) {
          refusals += Long.bitCount(fresh);
          if (!excused()) {
            refused(edge, "host " + (host + 1) + " changed, by " + cause.name());
          } else if (!cause.foreign() && !cause.cannotKnow(edge)) {
            refused(edge, "host " + (host + 1) + " changed, by the lock's own " + cause.name());
          }
        }
      }
    }
  }

  private void refused(Edge edge, String why) {
    violations.add(
        "no refusal", () -> edge.name() + ": " + why + "; it was accepted before. " + refusedNow());
  }

  /** Notes which hosts refuse what an edge sends; which of them did not before. */
  private long look(Edge edge) {
    if (!watching) {
      return 0;
    }
    long refused = 0;
    if (edge.distribution.serves()) {
      for (int host = 0; host < taken.length; host++) {
        if (aws.gateway.checks(host, edge)
            && !aws.values.accepts(aws.gateway.host(host), edge.mask)) {
          refused |= 1L << host;
        }
      }
    }
    long fresh = refused & ~edge.refusedBy;
    refusedPairs += Long.bitCount(refused) - Long.bitCount(edge.refusedBy);
    edge.refusedBy = refused;
    return fresh;
  }

  @Override
  public void fleetChanged() {
    tooEarly.fleetChanged();
    refusedPairs = 0;
    for (Distribution member : aws.fleet.members()) {
      for (Edge edge : member.fleet) {
        edge.refusedBy = 0;
        look(edge);
      }
    }
  }

  @Override
  public void configured(Distribution distribution, long before, Cause cause) {
    changes++;
    aws.trace.mark(aws.time.now(), 400 + distribution.number, distribution.mask);
    if (aws.trace.told()) {
      aws.trace.tell(
          aws.time.now(),
          cause.name(),
          () ->
              distribution.id
                  + " is told to send "
                  + aws.values.name(distribution.mask)
                  + " in place of "
                  + aws.values.name(before));
    }
    if (watching && !cause.foreign()) {
      books.told(distribution.mask & ~before);
      tooEarly.configured(distribution, before);
    }
  }

  @Override
  public void gateChanged(long before, long after, Cause cause) {
    changes++;
    aws.trace.mark(aws.time.now(), 500, after);
    if (aws.trace.told()) {
      aws.trace.tell(
          aws.time.now(),
          cause.name(),
          () ->
              "the gate holds "
                  + aws.values.name(after)
                  + " in place of "
                  + aws.values.name(before));
    }
    long added = after & ~before;
    imposed = cause.foreign() ? imposed | added : imposed & ~added;
    imposedAt = cause.foreign() ? aws.time.now() : imposedAt;
    undemanded = cause.foreign() ? undemanded & ~after | before & ~after : undemanded & ~after;
    tooEarly.gateChanged(before, after, cause, books.newest());
    if (watching && !cause.foreign()) {
      books.told(after & ~before);
    }
  }

  @Override
  public void appended(LockState state, Cause cause) {
    changes++;
    aws.trace.mark(aws.time.now(), 600 + state.stage().ordinal(), state.sequence());
    if (aws.trace.told()) {
      aws.trace.tell(aws.time.now(), cause.name(), () -> "STATE " + Told.state(state));
    }
    tooEarly.appended(state);
    books.appended(state, cause);
  }

  /** A distribution that the lock lets go of has no edge that leads to the API. */
  private void letGo(Published.Document document) {
    Set<String> named = document.members().map(Members::distributions).orElse(Set.of());
    for (Distribution member : aws.fleet.members()) {
      boolean here = Arrays.stream(member.fleet).anyMatch(aws.gateway::checks);
      if (member.released && here && !named.contains(member.id)) {
        violations.add("no refusal", () -> member.id + " is let go while a host checks it");
      }
    }
  }

  @Override
  public void published(Published.Document document, Cause cause) {
    changes++;
    if (watching && !cause.foreign()) {
      letGo(document);
    }
    aws.trace.mark(aws.time.now(), 700, document.sequence());
    if (aws.trace.told()) {
      aws.trace.tell(
          aws.time.now(),
          cause.name(),
          () -> "published " + aws.values.name(aws.values.mask(document.headers())));
    }
    if (watching) {
      books.told(aws.values.mask(document.headers()));
    }
  }
}
