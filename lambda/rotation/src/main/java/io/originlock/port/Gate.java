package io.originlock.port;

import io.originlock.model.Header;
import io.originlock.model.LockState;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the API side checks: the mechanism that lets a request with an honoured secret in. */
public interface Gate {

  /** Whether it accepts any of several secrets, or all that it requires. */
  Acceptance acceptance();

  /**
   * Whether the worker opens and closes this gate. Where it does not, the API's owner does, and
   * {@link DesiredGate#open()} only says what the lock would want.
   */
  boolean opensItself();

  /**
   * Whether Terraform stands this gate in front of a stage as soon as the published document names
   * it: such a stage must not be named before every edge presents.
   */
  default boolean standsWhereNamed() {
    return false;
  }

  /**
   * Whether Terraform destroys what this gate checks with, by the version that it has read: a lock
   * leaves such a gate open before a destroy begins, and as it is from then on.
   */
  default boolean destroyedByTerraform() {
    return false;
  }

  /** What the API's owner does, or looks at, where this gate has to be open and is not. */
  default String toOpen() {
    return "whether somebody deployed the API, or changed its web ACL, since";
  }

  /**
   * The same gate at these stages, each listed or released, by the names that {@link
   * io.originlock.model.Members} have. A released one that does not exist any more is left out.
   *
   * @throws LockException if AWS fails
   */
  default Gate at(Set<String> stages) {
    return this;
  }

  /** Makes a value that this gate can carry, of at least 128 bits from a secure source. */
  SecretValue generate();

  /** The origin headers that carry exactly these secrets, in the order of their names. */
  List<Header> present(Collection<Secret> secrets);

  /** Whether a header of this name belongs to this gate, be it the lock's or not. */
  boolean owns(String headerName);

  /** The secret that a header of this gate carries; empty for another's header. */
  Optional<SecretValue> carriedBy(Header header);

  /**
   * What the gate does now. Called at every step of a rotation, so it costs a call or two.
   *
   * @param known every secret that the state knows, revoked ones too
   * @throws LockException if a resource that the lock is set up for does not exist, or AWS fails
   */
  ObservedGate observe(Collection<Secret> known);

  /**
   * What the API's owner should know of the lock's secrets at this gate, a sentence each. Called by
   * {@code status}.
   *
   * @throws io.originlock.model.LockException if AWS fails
   */
  default List<String> warnings(LockState state) {
    return List.of();
  }

  /**
   * Checks before a lock is engaged that the gate can do what it is for; nothing is changed.
   *
   * @throws LockException that names what is missing or wrong, and what to do
   */
  void check();

  /**
   * Makes the gate honour exactly the given secrets, widening before narrowing, and nothing where
   * it is so already.
   *
   * @param observed what this was decided on
   * @param announcement where what Terraform must know is said before it is so
   * @return whether anything had to be changed
   * @throws OvertakenException if somebody changed the gate since, where AWS can tell; nothing was
   *     changed then
   * @throws HinderedException if somebody else's unfinished work is in the way
   * @throws LockException if AWS fails; a part of the change may have been made, and calling again
   *     finishes it
   */
  boolean honour(DesiredGate desired, ObservedGate observed, Announcement announcement);

  /**
   * Somebody else's unfinished work that would keep the gate from being changed like this now;
   * empty if there is none, or nothing to change. Changes nothing: {@code status} asks.
   *
   * @throws LockException if AWS fails
   */
  default Optional<HinderedException> hindrance(DesiredGate desired) {
    return Optional.empty();
  }

  /**
   * Which of these stages still check the secret, so that a request without it would be refused; a
   * stage that does not exist checks nothing. Called while members are let go, at each look.
   *
   * @throws LockException if AWS fails
   */
  Map<String, Checking> checking(Set<String> stages);

  /**
   * Has these stages check nothing any more.
   *
   * @param stages released ones that this gate {@link Checking#opens() opens}
   * @param observed what this was decided on
   * @param announcement as for {@link #honour}
   * @throws OvertakenException as {@link #honour} does
   * @throws HinderedException if somebody else's unfinished work is in the way
   * @throws LockException if AWS fails; calling again finishes it
   */
  default void open(Set<String> stages, ObservedGate observed, Announcement announcement) {
    throw new IllegalArgumentException("Only their owners open " + stages + ".");
  }

  /**
   * Puts right what of the lock's own is not as it should be and only shows when viewers are
   * refused, since {@link #observe} does not look at it. Called while they are.
   *
   * @return what was put right, a sentence; empty if nothing was wrong
   * @throws LockException if AWS fails; calling again finishes it
   */
  default Optional<String> mend() {
    return Optional.empty();
  }

  /**
   * Clears away what changes of this gate left behind and nothing uses any more. Called when a
   * rotation or a repair has come to its end.
   *
   * @throws LockException if AWS fails; calling again finishes it
   */
  default void tidy() {}

  /**
   * The highest id among the secrets that this gate holds for this lock, known to the state or not;
   * empty if it holds none. Ids are never used twice, even after a state was lost.
   */
  Optional<SecretId> lastId();

  /**
   * The secrets that this gate holds for this lock: what a lost state is rebuilt from. One of which
   * nobody says when it was made has null for that.
   *
   * @param presented the values that distributions present, or Terraform would have them present; a
   *     gate that holds digests can tell no others
   */
  List<Secret> survivors(Collection<SecretValue> presented);

  /**
   * Takes over a secret that the API's owner made by hand, so that the gate honours it as the
   * lock's own. Does nothing where that was done before.
   *
   * @param adopted the id, the value that the distributions already present, and now
   * @throws LockException if the gate does not let that value through today
   */
  void adopt(Secret adopted);
}
