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
 * @param meddled whether the gate holds, or lets in, what only somebody else can have written
 * @param due whether the gate differs from what is asked
 * @param kept ids in place that stay for the time being only because nothing may be narrowed yet
 * @param withheld whether the change must not be made now: a gate that demands one secret at a time
 *     changes only when every edge carries the one to come
 */
record HonourPlan(
    Honoured honoured,
    boolean stageLacks,
    boolean meddled,
    boolean due,
    Set<SecretId> kept,
    boolean withheld) {

  /**
   * @param opensItself whether the worker opens and closes the gate
   * @param gate what the gate does now
   * @param mayNarrow whether every edge presents what it should, and has for a soak: until then
   *     whatever is in place and not revoked stays, and a gate that is open stays open
   */
  static HonourPlan of(
      Rollover rollover,
      LockState state,
      StagePlan plan,
      boolean opensItself,
      InPlace gate,
      boolean mayNarrow) {
    Set<SecretId> inPlace = gate.honoured();
    List<Secret> stageWants = Rollover.cast(state, plan.honoured());
    List<Secret> wanted = new ArrayList<>(stageWants);
    Set<SecretId> kept = new TreeSet<>();
    if (rollover == Rollover.ANY_OF) {
      for (Retired retired : state.retired()) {
        SecretId id = retired.secret().id();
        boolean lingers = state.lingering().contains(id);
        boolean stays = !mayNarrow && inPlace.contains(id);
        if (!retired.revoked() && (lingers || stays)) {
          wanted.add(retired.secret());
          if (!lingers) {
            kept.add(id);
          }
        }
      }
    }
    Set<SecretId> wantedIds = ids(wanted);
    Set<SecretId> removable = ids(state.retired().stream().map(Retired::secret).toList());
    removable.removeAll(wantedIds);
    boolean open = plan.open() || opensItself && gate.open() && !mayNarrow;
    boolean meddled = opensItself && (!gate.exact() && mayNarrow || gate.open() && !open);
    // One requirement at a time: open, there is none, and nothing prepared that could be lacking.
    boolean holdsNone = rollover == Rollover.ALL_OF && opensItself && open;
    boolean due =
        !holdsNone && !inPlace.equals(wantedIds) || meddled || opensItself && gate.open() != open;
    boolean leaked =
        state.retired().stream()
            .anyMatch(retired -> retired.revoked() && inPlace.contains(retired.secret().id()));
    return new HonourPlan(
        new Honoured(open, wanted, removable, mayNarrow),
        !holdsNone && !inPlace.containsAll(ids(stageWants)),
        meddled,
        due,
        kept,
        rollover == Rollover.ALL_OF && !plan.open() && due && !mayNarrow && !leaked);
  }

  /** Whether the gate stays open for the time being only because nothing may be narrowed yet. */
  boolean keptOpen(StagePlan plan) {
    return honoured.open() && !plan.open();
  }

  /** The ids of what is asked of the gate, in their order. */
  Set<SecretId> ids() {
    return ids(honoured.secrets());
  }

  private static Set<SecretId> ids(List<Secret> secrets) {
    return secrets.stream().map(Secret::id).collect(Collectors.toCollection(TreeSet::new));
  }
}
