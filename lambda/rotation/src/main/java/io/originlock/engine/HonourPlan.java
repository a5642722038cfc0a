package io.originlock.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the gate must honour in a step, by what the stage wants, what lingers and what is in place.
 *
 * @param honoured what to ask of the gate
 * @param stageLacks whether a secret of the stage's own is not in place; one that only lingers does
 *     not count, since the stage's secrets soaked without it
 * @param due whether the gate differs from what is asked
 */
record HonourPlan(Honoured honoured, boolean stageLacks, boolean due) {

  /**
   * @param inPlace the known secrets that the gate lets through now
   * @param mayNarrow whether every edge presents what it should, and has for a soak: until then
   *     whatever is in place and not revoked stays
   */
  static HonourPlan of(
      Rollover rollover,
      LockState state,
      StagePlan plan,
      Set<SecretId> inPlace,
      boolean mayNarrow) {
    List<Secret> stageWants = Rollover.cast(state, plan.honoured());
    List<Secret> wanted = new ArrayList<>(stageWants);
    if (rollover == Rollover.ANY_OF) {
      state.retired().stream()
          .filter(retired -> !retired.revoked())
          .map(Retired::secret)
          .filter(
              secret ->
                  state.lingering().contains(secret.id())
                      || !mayNarrow && inPlace.contains(secret.id()))
          .forEach(wanted::add);
    }
    Set<SecretId> wantedIds = ids(wanted);
    Set<SecretId> removable =
        state.retired().stream().map(retired -> retired.secret().id()).collect(Collectors.toSet());
    removable.removeAll(wantedIds);
    return new HonourPlan(
        new Honoured(plan.open(), wanted, removable),
        !inPlace.containsAll(ids(stageWants)),
        !inPlace.equals(wantedIds));
  }

  /** The ids of what is asked of the gate, in their order. */
  Set<SecretId> ids() {
    return ids(honoured.secrets());
  }

  private static Set<SecretId> ids(List<Secret> secrets) {
    return secrets.stream().map(Secret::id).collect(Collectors.toCollection(TreeSet::new));
  }
}
