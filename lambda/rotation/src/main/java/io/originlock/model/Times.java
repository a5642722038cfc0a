package io.originlock.model;

import java.time.Instant;

/**
 * What has been true of a stage, and since when; null is what is not true yet.
 *
 * @param honoured since when the gate is as this stage wants it
 * @param accepted since when the gate accepts what this stage presents. It is the earlier of the
 *     two where a stage only adds to what is accepted
 * @param settled since when every edge presents what this stage wants
 */
public record Times(Instant honoured, Instant accepted, Instant settled) {
  /** Nothing is true yet. */
  public static final Times NONE = new Times(null, null, null);

  /**
   * The gate is as the stage wants it, from now on.
   *
   * @param accepts whether it accepted what the stage presents before
   */
  public Times honoured(Instant now, boolean accepts) {
    return new Times(now, accepts && accepted != null ? accepted : now, settled);
  }

  /**
   * The gate is not as the stage wants it.
   *
   * @param accepts whether it still accepts what the stage presents
   */
  public Times notHonoured(boolean accepts) {
    return new Times(null, accepts ? accepted : null, settled);
  }

  public Times settled(Instant when) {
    return new Times(honoured, accepted, when);
  }
}
