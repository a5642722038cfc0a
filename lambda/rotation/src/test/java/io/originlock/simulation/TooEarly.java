package io.originlock.simulation;

import io.originlock.model.LockState;
import io.originlock.model.Retired;
import io.originlock.model.Stage;
import io.originlock.port.Acceptance;
import io.originlock.simulation.Fleet.Distribution;
import io.originlock.simulation.Fleet.Edge;
import java.util.Arrays;

/**
 * Nothing happens too early: a secret is taken from the gate only a soak after the last edge
 * stopped sending it, a distribution is told one only a soak after the gate held it, and a
 * requirement changes only a soak after every edge meets it.
 */
final class TooEarly {
  private static final long NEVER = Long.MIN_VALUE / 2;

  private final Aws aws;
  private final Violations violations;
  private final int[] senders = new int[Long.SIZE];
  private final long[] noneSince = new long[Long.SIZE];
  private final long[] allSince = new long[Long.SIZE];
  private final long[] heldSince = new long[Long.SIZE];
  private int edges;
  private long wasCurrent;
  private long everTaken;
  private boolean watching;
  private boolean meddled;
  private long meddledAt = NEVER;
  private boolean unseen;
  private boolean timesOff;

  TooEarly(Aws aws, Violations violations) {
    this.aws = aws;
    this.violations = violations;
    Arrays.fill(noneSince, NEVER);
    Arrays.fill(allSince, NEVER);
    Arrays.fill(heldSince, NEVER);
    for (Distribution member : aws.fleet.members()) {
      edges += member.fleet.length;
    }
  }

  void begin() {
    watching = true;
  }

  /** Somebody else wrote a header: from now on a grace may be cut short, a soak may not. */
  void meddled(boolean unseenByTheLock) {
    meddled = true;
    meddledAt = aws.time.now();
    unseen |= unseenByTheLock;
  }

  /** The log was put back to other times: a soak that it tells of may be another's. */
  void timesAreOff() {
    timesOff = true;
  }

  void edgeChanged(Edge edge, long before) {
    long now = aws.time.now();
    for (long lost = before & ~edge.mask; lost != 0; lost &= lost - 1) {
      int bit = Long.numberOfTrailingZeros(lost);
      allSince[bit] = NEVER;
      if (--senders[bit] == 0) {
        noneSince[bit] = now;
      }
    }
    for (long gained = edge.mask & ~before; gained != 0; gained &= gained - 1) {
      int bit = Long.numberOfTrailingZeros(gained);
      if (++senders[bit] == edges) {
        allSince[bit] = now;
      }
    }
  }

  void fleetChanged() {
    int[] old = senders.clone();
    Arrays.fill(senders, 0);
    edges = 0;
    for (Distribution member : aws.fleet.members()) {
      for (Edge edge : member.fleet) {
        if (!aws.gateway.checks(edge)) {
          continue;
        }
        edges++;
        for (long mask = edge.mask; mask != 0; mask &= mask - 1) {
          senders[Long.numberOfTrailingZeros(mask)]++;
        }
      }
    }
    for (int bit = 0; bit < Long.SIZE; bit++) {
      if (senders[bit] == 0 && old[bit] > 0) {
        noneSince[bit] = aws.time.now();
      }
      if (senders[bit] != edges) {
        allSince[bit] = NEVER;
      } else if (allSince[bit] == NEVER) {
        allSince[bit] = aws.time.now();
      }
    }
  }

  void configured(Distribution distribution, long before) {
    if (!watching
        || timesOff
        || aws.shape.acceptance() == Acceptance.ALL_OF
        || refusedAnyway(distribution, before)) {
      return;
    }
    long now = aws.time.now();
    for (long fresh = distribution.mask & ~before & ~everTaken; fresh != 0; fresh &= fresh - 1) {
      int bit = Long.numberOfTrailingZeros(fresh);
      if (now - heldSince[bit] < aws.shape.soak() || heldSince[bit] == NEVER) {
        violations.add(
            "not too early",
            () ->
                distribution.id
                    + " is told to send "
                    + aws.values.name(1L << bit)
                    + " before the gate held it for a soak");
        return;
      }
    }
  }

  private boolean refusedAnyway(Distribution distribution, long before) {
    if ((before & aws.gateway.holds()) == 0) {
      return true;
    }
    for (Edge edge : distribution.fleet) {
      if (edge.refusedBy != 0) {
        return true;
      }
    }
    return false;
  }

  void gateChanged(long before, long after, Cause cause, LockState newest) {
    long now = aws.time.now();
    long removed = before & ~after;
    long added = after & ~before;
    for (long mask = added; mask != 0; mask &= mask - 1) {
      heldSince[Long.numberOfTrailingZeros(mask)] = now;
    }
    for (long mask = removed; mask != 0; mask &= mask - 1) {
      heldSince[Long.numberOfTrailingZeros(mask)] = NEVER;
    }
    if (cause.foreign()) {
      everTaken |= removed;
    } else if (watching && aws.shape.acceptance() == Acceptance.ANY_OF) {
      removed(removed & ~revoked(newest), cause);
    } else if (watching) {
      demanded(added, cause);
    }
  }

  private void removed(long removed, Cause cause) {
    long now = aws.time.now();
    for (long mask = removed; mask != 0; mask &= mask - 1) {
      int bit = Long.numberOfTrailingZeros(mask);
      // A doer who froze after its look knows nothing of a header put back since: the next tick
      // does.
      long due =
          aws.shape.soak() + (meddled || (wasCurrent >>> bit & 1) == 0 ? 0 : aws.shape.grace());
      if (senders[bit] > 0
          ? !raced(1L << bit, true, cause)
          : now - noneSince[bit] < due && !unseen && cause.knew() > meddledAt) {
        violations.add(
            "not too early",
            () ->
                aws.values.name(1L << bit)
                    + " is taken from the gate by "
                    + cause.name()
                    + (senders[bit] > 0
                        ? " while an edge sends it"
                        : " "
                            + (now - noneSince[bit]) / 1000
                            + " s after the last edge stopped sending it"));
        return;
      }
    }
  }

  private void demanded(long added, Cause cause) {
    long now = aws.time.now();
    for (long mask = added; mask != 0; mask &= mask - 1) {
      int bit = Long.numberOfTrailingZeros(mask);
      boolean all = senders[bit] == edges;
      if (all
          ? now - allSince[bit] < aws.shape.soak() && !unseen
          : !raced(1L << bit, false, cause)) {
        violations.add(
            "not too early",
            () ->
                aws.values.name(1L << bit)
                    + " is demanded by "
                    + cause.name()
                    + " before every edge sent it for a soak");
        return;
      }
    }
  }

  /** Whether every edge that does (or doesn't) send it was made so after the doer had looked. */
  private boolean raced(long bit, boolean sends, Cause cause) {
    for (Distribution member : aws.fleet.members()) {
      for (Edge edge : member.fleet) {
        if (aws.gateway.checks(edge)
            && (edge.mask & bit) != 0 == sends
            && !cause.cannotKnow(edge)) {
          return false;
        }
      }
    }
    return true;
  }

  private long revoked(LockState newest) {
    long mask = 0;
    for (Retired retired : newest.retired()) {
      mask |= retired.revoked() ? aws.values.bit(retired.secret().value()) : 0;
    }
    return mask;
  }

  void appended(LockState state) {
    if (state.stage() == Stage.IDLE && state.current() != null) {
      wasCurrent |= aws.values.bit(state.current().value());
    }
  }
}
