package io.originlock.validation;

import io.originlock.aws.Stages;
import io.originlock.model.LockException;
import io.originlock.port.Inspection;
import java.util.ArrayList;
import java.util.List;

/** Whether an API is fit for the gate, and which of its methods are open. */
final class Readiness {
  private final ServedStages served;
  private final ProtectedMethods methods;

  Readiness(ServedStages served, ProtectedMethods methods) {
    this.served = served;
    this.methods = methods;
  }

  Inspection inspect(Look look) {
    List<String> open = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    int count = 0;
    for (Served each : look.stages()) {
      if (served.hasCanary(each.stage())) {
        warnings.add(
            "The "
                + each.stage().label()
                + " has a canary: while it takes traffic nothing is deployed.");
      }
      List<String> unchecked =
          each.methods().stream()
              .filter(method -> methods.cover(method) && !method.validates())
              .map(Served.Method::label)
              .toList();
      if (!unchecked.isEmpty()) {
        warnings.add(
            "No validator checks the parameters of "
                + String.join(", ", unchecked)
                + " in the "
                + each.stage().label()
                + ", so what they require is not looked at.");
      }
      List<Served.Method> counted = each.methods().stream().filter(methods::counts).toList();
      count += counted.size();
      counted.stream()
          .filter(Served.Method::open)
          .map(method -> each.stage().stage() + ": " + method.label())
          .forEach(open::add);
    }
    return new Inspection(open, count, warnings);
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
