package io.originlock.model;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What has been true of a stage, and since when; null is what is not true yet.
 *
 * @param honoured since when the gate is as this stage wants it
 * @param accepted since when the gate accepts what this stage presents. It is the earlier of the
 *     two where a stage only adds to what is accepted
 * @param settled since when every edge presents what this stage wants
 * @param open since when a resting lock has seen each of these API stages check nothing, while
 *     members are let go. Only a soak after that may a header be taken off, and that is longer than
 *     an invocation
 */
public record Times(
    Instant honoured, Instant accepted, Instant settled, Map<String, Instant> open) {
  /** Nothing is true yet. */
  public static final Times NONE = new Times(null, null, null);

  public Times {
    open = Map.copyOf(open);
  }

  /** Of a lock of which nobody has been seen to be let go. */
  public Times(Instant honoured, Instant accepted, Instant settled) {
    this(honoured, accepted, settled, Map.of());
  }

  /**
   * The gate is as the stage wants it, from now on.
   *
   * @param accepts whether it accepted what the stage presents before
   */
  public Times honoured(Instant now, boolean accepts) {
    return new Times(now, accepts && accepted != null ? accepted : now, settled, open);
  }

  /**
   * A host was seen that has not learnt what the gate is, so its soak begins anew: and that of what
   * the stage presents, where it hangs on the same change.
   */
  public Times soakingAnew(Instant now) {
    boolean both = accepted != null && honoured != null && !accepted.isBefore(honoured);
    return new Times(now, both ? now : accepted, settled, open);
  }

  /**
   * The gate is not as the stage wants it.
   *
   * @param accepts whether it still accepts what the stage presents
   */
  public Times notHonoured(boolean accepts) {
    return new Times(null, accepts ? accepted : null, settled, open);
  }

  Times until(Instant latest) {
    Map<String, Instant> stages = new TreeMap<>();
    open.forEach((stage, since) -> stages.put(stage, LockState.earlier(since, latest)));
    return new Times(
        LockState.earlier(honoured, latest),
        LockState.earlier(accepted, latest),
        LockState.earlier(settled, latest),
        stages);
  }

  public Times settled(Instant when) {
    return new Times(honoured, accepted, when, open);
  }

  public Times open(Map<String, Instant> since) {
    return new Times(honoured, accepted, settled, since);
  }
}
