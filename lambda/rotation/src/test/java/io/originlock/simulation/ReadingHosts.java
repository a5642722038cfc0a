package io.originlock.simulation;

import java.util.Arrays;

/**
 * Hosts that keep what they have read, as the authorizer of signatures does, and read it anew when
 * it is old: at the latest a lag after a change. One that is asked for what it does not know reads
 * at once, but not twice within five seconds. Viewers are not counted on for that, since a stranger
 * who invents key ids uses these looks up; probes are, so that they pass where viewers may not yet.
 */
final class ReadingHosts extends Hosts {
  /** As the authorizer has it. */
  private static final long APART = 5_000;

  private final long seed;
  private final long kept;
  private final long[] lookedAt;
  private final boolean[] looking;
  private final Cause[] takenBy = new Cause[Long.SIZE];
  private long holds;
  private Cause latest;
  private int version;

  ReadingHosts(VirtualTime time, long seed, Shape shape) {
    super(time, shape.hosts());
    this.seed = seed;
    this.kept = shape.hostLag();
    this.lookedAt = new long[shape.hosts()];
    this.looking = new boolean[shape.hosts()];
    Arrays.fill(lookedAt, -APART);
  }

  @Override
  void begin(long held) {
    super.begin(held);
    holds = held;
  }

  @Override
  void changed(long before, long now, Cause cause) {
    holds = now;
    latest = cause;
    for (long taken = before & ~now; taken != 0; taken &= taken - 1) {
      takenBy[Long.numberOfTrailingZeros(taken)] = cause;
    }
    version++;
    for (int i = 0; i < count(); i++) {
      if (!looking[i]) {
        int host = i;
        looking[host] = true;
        long next = now() + 1 + Noise.below(kept, seed, -1, version, host);
        later(
            host,
            next,
            () -> {
              looking[host] = false;
              look(host);
            });
      }
    }
  }

  @Override
  void asked(int host, long sent) {
    if ((mask(host) & sent) == 0 && now() >= lookedAt[host] + Math.min(APART, kept)) {
      look(host);
    }
  }

  /** What was added first, then what each took away: each is answered for by who did it. */
  private void look(int host) {
    lookedAt[host] = now();
    long known = mask(host) | holds;
    if (known != mask(host)) {
      learn(host, known, latest);
    }
    while (known != holds) {
      Cause cause = takenBy[Long.numberOfTrailingZeros(known & ~holds)];
      for (long left = known & ~holds; left != 0; left &= left - 1) {
        int bit = Long.numberOfTrailingZeros(left);
        known &= takenBy[bit] == cause ? ~(1L << bit) : -1;
      }
      learn(host, known, cause);
    }
  }
}
