package io.originlock.validation;

import io.originlock.aws.Stages;
import io.originlock.model.LockException;
import java.util.List;

/** Whether an API is fit for the gate. */
final class Readiness {
  private final ServedStages served;
  private final ProtectedMethods methods;

  Readiness(ServedStages served, ProtectedMethods methods) {
    this.served = served;
    this.methods = methods;
  }

  /**
   * What has to be so before the gate is closed for the first time.
   *
   * @throws LockException if it is not
   */
  void check(Look look) {
    for (Served each : look.stages()) {
      String where = "The " + each.stage().label();
      if (served.hasCanary(each.stage())) {
        throw new LockException(
            where,
            "it has a canary, and a deployment of the lock's would change what that is compared"
                + " with.",
            "To go on, " + Stages.CANARY_REMEDY + ".");
      }
      if (Refusals.tell(each.facts())) {
        throw new LockException(where, Refusals.told(each.stage()) + ".", Refusals.REMEDY);
      }
      if (each.methods().stream().noneMatch(methods::cover)) {
        throw new LockException(
            where, "it has no method to protect.", "Deploy the API, or correct the lock's stages.");
      }
    }
    if (!look.demanded().isEmpty()) {
      throw new LockException(
          "The lock's API",
          "its methods require the header of a lock already.",
          "If this lock's state was lost, restore it; else take the other lock off first: two of"
              + " this gate cannot share an API.");
    }
    List<String> missing = methods.missing(look.stages());
    if (!missing.isEmpty()) {
      throw new LockException(
          "The lock's API",
          "it has no method " + String.join(", ", missing) + ".",
          "Correct ORIGIN_LOCK_METHODS (the gate's variable methods), or deploy the API.");
    }
  }
}
