package io.originlock.engine;

import io.originlock.finding.Findings;
import io.originlock.port.Demands;
import io.originlock.port.Examination;
import io.originlock.port.Examiner;

/** What stands around a {@link StillWorld}. */
final class StillExaminer implements Examiner {
  private final StillWorld still;

  StillExaminer(StillWorld still) {
    this.still = still;
  }

  @Override
  public Examination examine() {
    still.examinations++;
    return new Examination(Findings.of(still.found, still.accepted), still.demands);
  }

  @Override
  public Demands demands() {
    return still.demands;
  }
}
