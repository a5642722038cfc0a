package io.originlock.engine;

import io.originlock.port.Demands;
import io.originlock.port.Examination;
import io.originlock.port.Examiner;
import java.util.Optional;

/**
 * Examines the world once an invocation: it costs some tens of calls, and what it shows is mended
 * by people, who take longer than an invocation does.
 */
final class OneLook implements Examiner {
  private final Examiner examiner;
  private Optional<Examination> seen = Optional.empty();

  OneLook(Examiner examiner) {
    this.examiner = examiner;
  }

  /** Forgets what the last invocation saw. */
  void begin() {
    seen = Optional.empty();
  }

  @Override
  public Examination examine() {
    if (seen.isEmpty()) {
      seen = Optional.of(examiner.examine());
    }
    return seen.get();
  }

  /** Asks each time: these are waited for. */
  @Override
  public Demands demands() {
    return examiner.demands();
  }
}
