package io.originlock.baseline;

import io.originlock.model.Secret;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets the new value in beside the one in use, tells CloudFront, and keeps the value before until
 * the next rotation. One that failed is started again with the same new value.
 */
abstract class PreviousKept extends Plain {
  private final List<Secret> before = new ArrayList<>();
  private Secret pending;

  /** What is waited for between the gate's change and CloudFront's. */
  abstract void afterTheGate(Site site);

  /** What is waited for after CloudFront was told. */
  abstract void afterCloudFront(Site site);

  @Override
  public final void rotate(Site site) {
    pending = pending == null ? site.fresh() : pending;
    site.honour(List.of(current, pending), List.copyOf(before));
    afterTheGate(site);
    site.present(pending);
    afterCloudFront(site);
    before.clear();
    before.add(current);
    current = pending;
    pending = null;
  }

  @Override
  public final void recover(Site site) {
    if (pending != null) {
      rotate(site);
    }
  }

  @Override
  public final int keeps() {
    return 2;
  }
}
