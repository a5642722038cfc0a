package io.originlock.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What happened in a run: a hash always, and the text when the case is to be told. */
public final class Trace {
  private final boolean told;
  private final List<String> lines = new ArrayList<>();
  private long hash = 17;

  public Trace(boolean told) {
    this.told = told;
  }

  boolean told() {
    return told;
  }

  /** Something happened: what tells it from all else at that moment. */
  void mark(long now, int what, long detail) {
    hash = Noise.mix(hash ^ Noise.mix(now * 31 + what) ^ detail);
  }

  /** A line of the story; the supplier is asked only if it is told. */
  void tell(long now, String who, Supplier<String> what) {
    if (told) {
      long seconds = now / 1000;
      lines.add(
          "%02d:%02d:%02d.%03d  %-10s %s"
              .formatted(
                  seconds / 3600, seconds / 60 % 60, seconds % 60, now % 1000, who, what.get()));
    }
  }

  long hash() {
    return hash;
  }

  List<String> lines() {
    return lines;
  }
}
