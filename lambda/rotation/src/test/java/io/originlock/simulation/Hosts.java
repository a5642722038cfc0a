package io.originlock.simulation;

import java.util.Arrays;

/** The gateway's hosts: what each lets through, which is what the gate held at some time before. */
abstract class Hosts {
  private final VirtualTime time;
  private final long[] masks;

  /** When each of them will know all that is. */
  final long[] busyUntil;

  private Observer observer;

  Hosts(VirtualTime time, int count) {
    this.time = time;
    this.masks = new long[count];
    this.busyUntil = new long[count];
  }

  void observer(Observer watch) {
    observer = watch;
  }

  /** What somebody changed the gate to. */
  abstract void changed(long before, long now, Cause cause);

  /** A host is asked to let this through, by a probe. */
  abstract void asked(int host, long sent);

  void begin(long holds) {
    Arrays.fill(masks, holds);
  }

  int count() {
    return masks.length;
  }

  long mask(int host) {
    return masks[host];
  }

  final long now() {
    return time.now();
  }

  /** When the last host will know all, in milliseconds. */
  final long quietAt() {
    return Arrays.stream(busyUntil).max().orElse(0);
  }

  final void later(int host, long when, Runnable what) {
    busyUntil[host] = Math.max(busyUntil[host], when);
    time.at(busyUntil[host], what);
  }

  final void learn(int host, long holds, Cause cause) {
    long old = masks[host];
    masks[host] = holds;
    observer.hostChanged(host, old, holds, cause);
  }
}
