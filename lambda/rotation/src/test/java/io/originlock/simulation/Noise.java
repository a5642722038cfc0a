package io.originlock.simulation;

/**
 * Numbers that look random and depend on their arguments alone, so that a deed left out of a case
 * leaves all other delays of it as they were.
 */
final class Noise {
  private Noise() {}

  static long of(long seed, long a, long b, long c) {
    return mix(mix(mix(mix(seed) + a) + b) + c);
  }

  /** At least 0 and less than {@code bound}. */
  static long below(long bound, long seed, long a, long b, long c) {
    return bound <= 0 ? 0 : Math.floorMod(of(seed, a, b, c), bound);
  }

  /** SplitMix64's finalizer. */
  static long mix(long x) {
    long z = x + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
