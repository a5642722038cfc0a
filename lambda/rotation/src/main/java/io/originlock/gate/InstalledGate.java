package io.originlock.gate;

import io.originlock.port.Gate;
import java.util.Optional;

/**
 * A gate of one lock.
 *
 * @param gate what the engine leads
 * @param look how it is examined
 * @param edge what edges make of its headers before a request goes to the API
 * @param refusal how a refusal of it looks
 * @param standsOn what of AWS it stands on
 */
public record InstalledGate(
    Gate gate, GateLook look, AtTheEdge edge, Refusal refusal, StandsOn standsOn) {

  /** One whose headers go on from the edges as they are. */
  public InstalledGate(Gate gate, GateLook look, Refusal refusal, StandsOn standsOn) {
    this(gate, look, AtTheEdge.unchanged(), refusal, standsOn);
  }

  /**
   * What a gate stands on, as far as others must know.
   *
   * @param usagePlan the id of the plan that its keys are put into
   * @param ruleGroup the ARN of the WAF rule group that it checks with
   * @param edgeFunction the ARN, without a version, of its function at the edge
   */
  public record StandsOn(
      Optional<String> usagePlan, Optional<String> ruleGroup, Optional<String> edgeFunction) {
    public static final StandsOn NOTHING =
        new StandsOn(Optional.empty(), Optional.empty(), Optional.empty());

    public static StandsOn usagePlan(String id) {
      return new StandsOn(Optional.of(id), Optional.empty(), Optional.empty());
    }

    public static StandsOn ruleGroup(String arn) {
      return new StandsOn(Optional.empty(), Optional.of(arn), Optional.empty());
    }

    public static StandsOn edgeFunction(Optional<String> arn) {
      return new StandsOn(Optional.empty(), Optional.empty(), arn);
    }
  }
}
