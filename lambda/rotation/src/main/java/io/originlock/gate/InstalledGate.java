package io.originlock.gate;

import io.originlock.audit.GateCheck;
import io.originlock.port.Gate;
import java.util.Optional;

/**
 * A gate of one lock.
 *
 * @param gate what the engine leads
 * @param check how it is audited
 * @param edge what edges make of its headers before a request goes to the API
 * @param refusal how a refusal of it looks
 * @param ruleGroup the ARN of the WAF rule group that it checks with; empty for another gate
 */
public record InstalledGate(
    Gate gate, GateCheck check, AtTheEdge edge, Refusal refusal, Optional<String> ruleGroup) {

  /** One whose headers go on from the edges as they are, and that checks with no rule group. */
  public InstalledGate(Gate gate, GateCheck check, Refusal refusal) {
    this(gate, check, AtTheEdge.unchanged(), refusal, Optional.empty());
  }
}
