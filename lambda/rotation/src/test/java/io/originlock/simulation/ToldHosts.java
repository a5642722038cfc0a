package io.originlock.simulation;

/** Hosts that are told of each change, late and each at its own times, but in order. */
final class ToldHosts extends Hosts {
  private final long seed;
  private final long lag;
  private int version;

  ToldHosts(VirtualTime time, long seed, Shape shape) {
    super(time, shape.hosts());
    this.seed = seed;
    this.lag = shape.hostLag();
  }

  @Override
  void changed(long before, long now, Cause cause) {
    version++;
    for (int i = 0; i < count(); i++) {
      int host = i;
      long when = now() + Noise.below(lag, seed, -1, version, host);
      later(host, when, () -> learn(host, now, cause));
    }
  }

  @Override
  void asked(int host, long sent) {
    // Who asks teaches them nothing.
  }
}
