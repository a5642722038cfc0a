package io.originlock.simulation;

import io.originlock.finding.Findings;
import io.originlock.port.Demands;
import io.originlock.port.Examination;
import io.originlock.port.Examiner;
import java.util.List;

/** Nothing stands around the model's API, which has one method. */
final class ExaminerPort implements Examiner {
  private static final List<String> METHOD = List.of("prod: GET /");

  private final GatePort gate;

  ExaminerPort(GatePort gate) {
    this.gate = gate;
  }

  @Override
  public Examination examine() {
    return new Examination(Findings.NONE, demands());
  }

  @Override
  public Demands demands() {
    boolean demanded = gate.demanded();
    return new Demands(
        demanded ? List.of() : METHOD, METHOD.size(), demanded ? METHOD : List.of(), true);
  }
}
