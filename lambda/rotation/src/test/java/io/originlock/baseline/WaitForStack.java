package io.originlock.baseline;

import io.originlock.engine.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Two stacks, as GOV.UK One Login has it: the gate's stack lets the new value in beside the one in
 * use, then CloudFront's stack is updated and waited for. The value before is kept until the next
 * rotation. A stack's update ends when the service has taken the change, not when it is in force. A
 * pipeline that failed is run again with the same value.
 */
final class WaitForStack extends Plain {
  /** How long a stack's update takes that changes one rule. */
  private static final Duration STACK = Duration.ofSeconds(30);

  private final List<Secret> before = new ArrayList<>();
  private Secret pending;

  @Override
  public String label() {
    return "wait for the stack, previous kept (GOV.UK One Login)";
  }

  @Override
  public void rotate(Site site) {
    pending = pending == null ? site.fresh() : pending;
    site.honour(List.of(current, pending), List.copyOf(before));
    site.sleep(STACK);
    site.present(pending);
    site.untilDeployed(STACK);
    before.clear();
    before.add(current);
    current = pending;
    pending = null;
  }

  @Override
  public void recover(Site site) {
    if (pending != null) {
      rotate(site);
    }
  }

  @Override
  public int keeps() {
    return 2;
  }
}
