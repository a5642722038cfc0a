package io.originlock.simulation;

import io.originlock.engine.Reply;
import io.originlock.engine.Reply.Outcome;
import io.originlock.model.LockState;
import io.originlock.model.Members;
import io.originlock.model.Retired;
import io.originlock.model.Secret;
import io.originlock.model.Stage;
import io.originlock.port.Acceptance;
import io.originlock.port.Published.Document;
import io.originlock.simulation.Fleet.Distribution;
import io.originlock.simulation.Gateway.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What must hold whenever a tick has ended well and nobody is at work, and at the very end. */
final class Rest {
  private final Aws aws;
  private final Violations violations;
  private final Books books;
  private boolean meddled;

  Rest(Aws aws, Violations violations, Books books) {
    this.aws = aws;
    this.violations = violations;
    this.books = books;
  }

  /**
   * After an invocation that ended well, while nothing that somebody else did is unrepaired.
   *
   * @param began when it last began to look; what was published since may be another's doing
   */
  void look(Reply reply, long began) {
    LockState state = reply.state();
    boolean another = reply.message().endsWith("Another invocation carries on.");
    if (another || !state.equals(books.newest())) {
      return;
    }
    if (aws.ledger.editionAt(aws.time.now()).writtenAt() <= began) {
      published(state);
    }
    strangers(state, began);
    if (reply.outcome() == Outcome.DONE && state.stage() == Stage.IDLE) {
      overlap(state);
    }
  }

  /**
   * A gate of one requirement that changed of late: headers may only be added until that soaked.
   */
  private boolean exact(LockState state) {
    return aws.shape.acceptance() == Acceptance.ANY_OF
        || state.times().honoured() != null
            && state.times().accepted() != null
            && soaked(state.times().accepted());
  }

  private void published(LockState state) {
    if (meddled && state.times().accepted() != null && !soaked(state.times().accepted())) {
      // What somebody took from the gate soaks again before the rest of the distributions get it.
      return;
    }
    Document published = aws.ledger.published(0);
    for (Distribution member : aws.fleet.members()) {
      if (member.released) {
        continue;
      }
      // What somebody else wrote may have to wait for a soak or a back-off; it is seen at the end.
      if (!agrees(member, published, state) && !member.cause.foreign()) {
        violations.add(
            "Terraform agrees",
            () ->
                member.id
                    + " is to send "
                    + aws.values.name(member.mask)
                    + ", and Terraform reads "
                    + aws.values.name(aws.values.mask(published.headers())));
      }
    }
  }

  /**
   * Exactly, but for one thing: while the requirement of an all-of gate is mended, headers are only
   * added, so that a distribution may keep what is not published, and the other way round.
   */
  private boolean agrees(Distribution member, Document published, LockState state) {
    return member.headers.equals(published.headers())
        || meddled
            && aws.shape.acceptance() == Acceptance.ALL_OF
            && (aws.values.bit(state.current().value())
                    & ~(member.mask & aws.values.mask(published.headers())))
                == 0;
  }

  private void strangers(LockState state, long began) {
    if (aws.time.now() < aws.gateway.quietAt() || state.stage() == Stage.ENGAGE) {
      return;
    }
    // Keys that somebody adds are his; what he writes into the lock's own document is put right
    // once nothing can be sending it.
    boolean whole =
        state.times().settled() != null
            && soaked(state.times().settled())
            && aws.fleet.members().stream().allMatch(each -> each.deployedAt(began));
    long allowed = aws.shape.rules() && whole ? 0 : aws.gateway.foreign();
    for (Secret secret : new Secret[] {state.current(), state.incoming()}) {
      allowed |= secret == null ? 0 : aws.values.bit(secret.value());
    }
    for (Retired retired : state.retired()) {
      boolean lingers = state.secrets().lingering().contains(retired.secret().id());
      if (lingers || !retired.revoked() && !whole) {
        allowed |= aws.values.bit(retired.secret().value());
      }
    }
    for (int host = 0; host < aws.gateway.hosts(); host++) {
      long strangers = aws.gateway.host(host) & ~allowed;
      if (strangers != 0 && !books.wasRewritten()) {
        violations.add("no stranger", () -> aws.values.name(strangers) + " is let through");
      }
    }
  }

  private boolean soaked(Instant since) {
    return !since
        .plus(Duration.ofMillis(aws.shape.soak()))
        .isAfter(VirtualTime.instant(aws.time.now() - 30_000));
  }

  private void overlap(LockState state) {
    for (Key key : aws.gateway.keys()) {
      if (key.inPlan && !key.carries(state.current()) && !books.wasRewritten()) {
        violations.add(
            "bounded overlap",
            () -> "at rest, and the gate still holds " + aws.values.name(key.bit));
      }
    }
  }

  /** Somebody else did something. */
  void meddled() {
    meddled = true;
  }

  /** Whether the lock is whole, and says so. */
  boolean atRest(Reply reply) {
    return reply.outcome() == Outcome.DONE
        && (reply.state().stage() == Stage.IDLE || reply.state().awaitsEnforcement())
        && reply.awaiting().filter(wait -> !wait.resting() || somebodyGoes()).isEmpty()
        && exact(reply.state());
  }

  /** Whether a released member at which nothing is checked, or will be, has not been let go. */
  private boolean somebodyGoes() {
    Members named = named();
    Members released = aws.fleet.roster().released();
    return aws.owners > 0
        || aws.gateway.oldOpen() && named.stages().contains(Fleet.OLD)
        || released.distributions().stream()
            .filter(named.distributions()::contains)
            .map(aws.fleet::find)
            .anyMatch(member -> member == null || !needs(member));
  }

  /** Whether viewers of a distribution need its header, as it and its stage are configured. */
  private boolean needs(Distribution member) {
    return !member.elsewhere && !(member.old && aws.gateway.oldOpen());
  }

  private Members named() {
    return aws.ledger.published(0).members().orElse(Members.NONE);
  }

  /** The very end. */
  void close(Reply reply) {
    LockState state = reply.state();
    Key current = aws.gateway.find(state.current());
    if (current == null || !current.inPlan) {
      violations.add("nothing lost", () -> "the gate does not hold " + state.current().id());
    }
    long bit = aws.values.bit(state.current().value());
    for (Distribution member : aws.fleet.members()) {
      boolean needs = !member.released || needs(member);
      if (needs && !named().distributions().contains(member.id)) {
        violations.add("nothing lost", () -> member.id + " is let go, and its viewers are here");
      }
      if (needs && member.mask != bit) {
        violations.add("nothing lost", () -> member.id + " does not send " + state.current().id());
      }
    }
    if (aws.shape.acceptance() == Acceptance.ALL_OF && aws.gateway.holds() != bit) {
      violations.add("nothing lost", () -> "the gate demands another secret");
    }
    if (aws.shape.rules() && aws.gateway.holds() != bit) {
      violations.add("no stranger", () -> "the gate holds " + aws.values.name(aws.gateway.holds()));
    }
    if (!books.wasRewritten()) {
      // What a writer that was frozen put into a pruned place, and then died, goes with the next
      // batch: it is older than what is kept.
      List<Long> kept = List.copyOf(aws.ledger.live().keySet());
      kept = kept.subList(Math.max(0, kept.size() - LogPort.KEPT), kept.size());
      for (int i = 1; i < kept.size(); i++) {
        long number = kept.get(i);
        if (number != kept.get(i - 1) + 1) {
          violations.add("nothing lost", () -> "the log has a hole before " + number);
        }
      }
    }
    if (state.requests().pending() != null) {
      violations.add(
          "nothing lost", () -> "at rest, and " + state.requests().pending() + " is pending");
    }
    look(reply, aws.time.now());
    books.close();
  }
}
