package io.originlock.port;

import io.originlock.model.Members;
import io.originlock.model.Roster;
import io.originlock.port.Published.Document;
import java.util.Optional;

/**
 * Everything outside the engine, as one lock sees it.
 *
 * @param gate the API side
 * @param distributions the CloudFront side
 * @param prober sends real requests
 * @param log the lock's memory
 * @param published what Terraform reads
 * @param examiner what stands around the lock
 * @param roster who belongs to the lock; the gate stands at its members, and these are the
 *     distributions
 */
public record World(
    Gate gate,
    Distributions distributions,
    Prober prober,
    StateLog log,
    Published published,
    Examiner examiner,
    Roster roster) {

  /** The same, examined by this one. */
  public World examinedBy(Examiner another) {
    return new World(gate, distributions, prober, log, published, another, roster);
  }

  /**
   * The same with the released members that still belong to the lock, by what is published now.
   *
   * @param begins as for {@link #with}
   */
  public World now(boolean begins) {
    return with(published.read(), begins);
  }

  /**
   * The same with the released members that still belong to the lock.
   *
   * @param document what is published now
   * @param begins whether the lock is being engaged for the first time: it has had no member to let
   *     go
   */
  public World with(Optional<Document> document, boolean begins) {
    if (roster.released().isEmpty()) {
      return this;
    }
    Optional<Members> named = document.flatMap(Document::members);
    Roster now = roster.asNamed(named.isEmpty() && begins ? Optional.of(roster.listed()) : named);
    return new World(
        gate.at(now.members().stages()),
        distributions.at(now.members().distributions()),
        prober,
        log,
        published,
        examiner,
        now);
  }
}
