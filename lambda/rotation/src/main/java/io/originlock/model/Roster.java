package io.originlock.model;

import java.util.Optional;

/**
 * Who belongs to a lock.
 *
 * @param listed members that stay
 * @param released members that the lock lets go of
 * @param gone those of the released that it has let go: nothing is read or done for them
 */
public record Roster(Members listed, Members released, Members gone) {

  public Roster(Members listed, Members released) {
    this(listed, released, Members.NONE);
  }

  /**
   * The same, by what is published.
   *
   * @param named the members that the published document names; empty where it names none, as an
   *     older worker wrote it: then none is known to be gone
   */
  public Roster asNamed(Optional<Members> named) {
    return new Roster(listed, released, named.map(released::minus).orElse(Members.NONE));
  }

  /** The released members that still belong to the lock. */
  public Members leaving() {
    return released.minus(gone);
  }

  /** All that belong to the lock. */
  public Members members() {
    return listed.plus(leaving());
  }
}
