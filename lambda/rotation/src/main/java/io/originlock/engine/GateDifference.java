package io.originlock.engine;

import io.originlock.model.LockState;
import io.originlock.model.Retired;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.port.DesiredGate;
import io.originlock.port.ObservedGate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the gate must accept in a step, beside what it is observed to accept.
 *
 * @param desired what to ask of the gate
 * @param lacks whether a secret of the stage's own is missing; one that only lingers does not
 *     count, since the stage's secrets soaked without it
 * @param foreign whether the gate holds, or lets in, what only somebody else can have written
 * @param differs whether the gate differs from what is asked
 * @param kept ids that stay for the time being only because nothing may be narrowed yet
 * @param keptOpen whether the gate stays open for the time being only for that reason
 * @param postponed whether the change must not be made now: a gate that demands one secret at a
 *     time changes only when every edge carries the one to come
 */
record GateDifference(
    DesiredGate desired,
    boolean lacks,
    boolean foreign,
    boolean differs,
    Set<SecretId> kept,
    boolean keptOpen,
    boolean postponed) {

  /**
   * @param opensItself whether the worker opens and closes the gate
   * @param observed what the gate does now
   * @param mayNarrow whether every edge presents what it should, and has for a soak: until then
   *     whatever is in place and not revoked stays, and a gate that is open stays open
   */
  static GateDifference of(
      Rollover rollover,
      LockState state,
      StagePlan plan,
      boolean opensItself,
      ObservedGate observed,
      boolean mayNarrow) {
    Set<SecretId> accepted = observed.honoured();
    List<Secret> own = Rollover.cast(state, plan.honoured());
    List<Secret> others = rollover.keeps(state, accepted, mayNarrow);
    List<Secret> wanted = new ArrayList<>(own);
    wanted.addAll(others);
    Set<SecretId> kept = Rollover.ids(others);
    kept.removeAll(state.secrets().lingering());
    Set<SecretId> removable = Rollover.ids(state.retired().stream().map(Retired::secret).toList());
    removable.removeAll(Rollover.ids(wanted));
    boolean open = plan.open() || opensItself && observed.open() && !mayNarrow;
    boolean foreign = opensItself && (!observed.alone() && mayNarrow || observed.open() && !open);
    boolean prepared = rollover.preparesBehind(opensItself && open);
    boolean differs =
        prepared && !within(observed, Rollover.ids(wanted)).equals(Rollover.ids(wanted))
            || foreign
            || opensItself && observed.open() != open;
    return new GateDifference(
        new DesiredGate(open, wanted, removable, mayNarrow),
        prepared && !accepted.containsAll(Rollover.ids(own)),
        foreign,
        differs,
        kept,
        open && !plan.open(),
        !plan.open()
            && differs
            && !mayNarrow
            && !leaked(state, accepted)
            && rollover.presentsFirst());
  }

  /** What is honoured, but for what only somebody else can take away. */
  private static Set<SecretId> within(ObservedGate observed, Set<SecretId> wanted) {
    Set<SecretId> accepted = new HashSet<>(observed.honoured());
    accepted.removeIf(id -> observed.others().contains(id) && !wanted.contains(id));
    return accepted;
  }

  private static boolean leaked(LockState state, Set<SecretId> accepted) {
    return state.retired().stream()
        .anyMatch(retired -> retired.revoked() && accepted.contains(retired.secret().id()));
  }

  /** Whether something stays only until it may be taken away. */
  boolean isToNarrow() {
    return keptOpen || !kept.isEmpty();
  }

  /** The ids of what is asked of the gate, in their order. */
  Set<SecretId> ids() {
    return Rollover.ids(desired.secrets());
  }
}
