package io.originlock.engine;

import io.originlock.port.Journal;
import io.originlock.port.Journal.Occurrence;
import io.originlock.port.Prober.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What is to be said, kept until something is done about it. */
final class Notes implements Journal {
  private final List<Consumer<Journal>> notes = new ArrayList<>();

  @Override
  public void decided(String rule, String what) {
    notes.add(journal -> journal.decided(rule, what));
  }

  @Override
  public void warned(String rule, String what) {
    notes.add(journal -> journal.warned(rule, what));
  }

  @Override
  public void happened(Occurrence occurrence) {
    notes.add(journal -> journal.happened(occurrence));
  }

  /** Counts a probe that shows nothing: what it was for goes on without it, with an alarm. */
  void inconclusive(String question, Probe probe) {
    happened(Occurrence.PROBE_INCONCLUSIVE);
    warned("R6", "A probe could not tell " + question + ": " + probe.detail());
  }

  List<Consumer<Journal>> all() {
    return List.copyOf(notes);
  }
}
