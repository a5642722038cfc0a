package io.originlock.baseline;

import java.time.Duration;

/**
 * Two stacks, as GOV.UK One Login has it: the gate's stack lets the new value in, then CloudFront's
 * stack is updated and waited for. A stack's update ends when the service has taken the change, not
 * when it is in force. A pipeline that failed is run again with the same value.
 */
final class WaitForStack extends PreviousKept {
  /** How long a stack's update takes that changes one rule. */
  private static final Duration STACK = Duration.ofSeconds(30);

  @Override
  public String label() {
    return "wait for the stack, previous kept (GOV.UK One Login)";
  }

  @Override
  void afterTheGate(Site site) {
    site.sleep(STACK);
  }

  @Override
  void afterCloudFront(Site site) {
    site.untilDeployed(STACK);
  }
}
