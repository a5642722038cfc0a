package io.originlock.baseline;

import io.originlock.model.Secret;
import java.util.List;

/**
 * A script that replaces the key in place, since a key's value cannot be changed: delete, create,
 * tell CloudFront. When it fails it is run again from its beginning.
 */
final class DeleteFirst extends Plain {
  @Override
  public String label() {
    return "delete first";
  }

  @Override
  public Assumptions assumptions() {
    return Assumptions.daily("the simplest script that there can be");
  }

  @Override
  public void rotate(Site site) {
    site.honour(List.of(), List.of(current));
    Secret next = site.fresh();
    site.honour(List.of(next), List.of());
    site.present(next);
    current = next;
  }

  @Override
  public void recover(Site site) {
    rotate(site);
  }

  @Override
  public int keeps() {
    return 1;
  }
}
