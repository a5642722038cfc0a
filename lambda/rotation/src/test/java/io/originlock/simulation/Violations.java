package io.originlock.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The invariants that were seen broken. */
final class Violations {
  private final VirtualTime time;
  private final Trace trace;
  private final List<Violation> all = new ArrayList<>();

  Violations(VirtualTime time, Trace trace) {
    this.time = time;
    this.trace = trace;
  }

  /**
   * A broken invariant.
   *
   * @param invariant its short name
   * @param what happened
   */
  record Violation(String invariant, String what) {
    @Override
    public String toString() {
      return invariant + ": " + what;
    }
  }

  void add(String invariant, Supplier<String> what) {
    Violation violation = new Violation(invariant, what.get());
    trace.tell(time.now(), "VIOLATION", violation::toString);
    all.add(violation);
    // The first one tells most; what comes after it may be its consequence.
    time.stop();
  }

  List<Violation> all() {
    return all;
  }
}
