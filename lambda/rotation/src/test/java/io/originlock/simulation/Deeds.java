package io.originlock.simulation;

import io.originlock.engine.Action;
import io.originlock.engine.Request;
import io.originlock.model.Header;
import io.originlock.model.LockState;
import io.originlock.model.SecretValue;
import io.originlock.simulation.Fleet.Distribution;
import io.originlock.simulation.Gateway.Key;
import io.originlock.simulation.Ledger.Edition;
import io.originlock.simulation.Ledger.Entry;
import java.util.List;

/** Does what the deeds of a case say, as the moment finds it. */
final class Deeds {
  private final Aws aws;
  private final Simulation simulation;
  private final Watch watch;
  private final Books books;
  private boolean headers;
  private boolean gate;
  private boolean log;

  Deeds(Aws aws, Simulation simulation, Watch watch) {
    this.aws = aws;
    this.simulation = simulation;
    this.watch = watch;
    this.books = watch.books();
  }

  void perform(Deed deed) {
    aws.trace.mark(aws.time.now(), 800 + deed.kind().ordinal(), deed.key());
    aws.trace.tell(aws.time.now(), "DEED", deed::toString);
    Request rotation = new Request(Action.ROTATE, "r" + deed.key(), false, false);
    switch (deed.kind()) {
      case ROTATE -> simulation.ask(rotation, 0);
      case ROTATE_TWICE -> {
        simulation.ask(rotation, 0);
        aws.time.at(aws.time.now() + deed.millis(), () -> simulation.ask(rotation, 0));
      }
      case ROTATE_LATE -> simulation.ask(rotation, deed.millis());
      case TICK -> simulation.ask(plain(Action.TICK), 0);
      case TICK_LATE -> simulation.ask(plain(Action.TICK), deed.millis());
      case PAUSE -> simulation.ask(plain(Action.PAUSE), 0);
      case UNPAUSE -> simulation.ask(plain(Action.UNPAUSE), 0);
      case ENFORCE -> simulation.ask(plain(Action.ENFORCE), 0);
      case UNENFORCE -> {
        simulation.ask(plain(Action.UNENFORCE), 0);
        aws.time.at(aws.time.now() + deed.millis(), () -> simulation.ask(plain(Action.ENFORCE), 0));
      }
      case TERRAFORM_APPLIES -> terraform(deed.millis());
      case RELEASED -> release(deed);
      case STAGE_RELEASED -> releaseStage(deed);
      case REVOKE -> {
        watch.meddled(0);
        simulation.ask(new Request(Action.REVOKE, "r" + deed.key(), true, false), 0);
      }
      default -> meddle(deed);
    }
  }

  private static Request plain(Action action) {
    return new Request(action, null, false, false);
  }

  /**
   * The plan reads what is published; its apply writes that to every distribution. What a worker
   * that woke up late put back is an old plan, until the next tick publishes again.
   */
  private void terraform(long gap) {
    List<Header> planned = aws.ledger.published(0).headers();
    boolean old = aws.ledger.putBack();
    Cause cause = new Cause("terraform", old, aws.time.now());
    aws.time.at(
        aws.time.now() + gap,
        () -> {
          for (Distribution member : aws.fleet.members()) {
            Runnable write = () -> write(member, planned, cause);
            if (old) {
              headers(false, write);
            } else {
              write.run();
            }
          }
        });
  }

  /** One distribution at least stays; one that was never published as a member never was one. */
  private void release(Deed deed) {
    List<Distribution> listed =
        aws.fleet.members().stream().filter(each -> !each.released).toList();
    Distribution member = listed.get(deed.which() % listed.size());
    boolean known =
        aws.ledger
            .published(0)
            .members()
            .filter(named -> !named.distributions().contains(member.id))
            .isEmpty();
    if (listed.size() < 2 || !known) {
      return;
    }
    member.released = true;
    aws.configure();
    Cause owner = new Cause("its owner", false, aws.time.now());
    later(
        deed,
        () -> {
          if (member.gone) {
            return;
          }
          if (member.cause.foreign()) {
            // Two writes between two looks: the lock need not have seen the first.
            watch.graceIsOff(true);
          }
          switch (deed.which() % 5) {
            case 0, 1 -> aws.fleet.reroute(member, member.headers, owner);
            case 2 -> aws.fleet.reroute(member, List.of(), owner);
            case 3 -> aws.fleet.delete(member);
            default -> {
              // It stays as it is, and its viewers are served.
            }
          }
        });
  }

  private void releaseStage(Deed deed) {
    List<Distribution> members = aws.fleet.members();
    boolean otherwiseNone = members.stream().allMatch(each -> each.released || each.old);
    if (!aws.fleet.releaseOld()) {
      return;
    }
    if (deed.which() % 2 == 0 && !otherwiseNone) {
      members.forEach(each -> each.released |= each.old);
    }
    aws.configure();
    if (deed.which() % 3 > 0) {
      later(deed, aws.gateway::openOld);
    }
  }

  /** What the owner of a released member does after a while. */
  private void later(Deed deed, Runnable what) {
    aws.owners++;
    aws.time.at(
        aws.time.now() + deed.millis(),
        () -> {
          aws.owners--;
          what.run();
        });
  }

  private void write(Distribution member, List<Header> headers, Cause cause) {
    if (!member.headers.equals(headers)) {
      // Two writes between two looks: the lock need not have seen the first.
      watch.graceIsOff(member.cause.foreign());
      aws.fleet.configure(member, headers, cause);
    }
  }

  private void meddle(Deed deed) {
    headers |= deed.kind().writesHeaders();
    gate |= deed.kind() == Deed.Kind.KEY_DELETED;
    log |= deed.kind().writesLog();
    if (headers && (gate || log)) {
      watch.bothSidesMeddled();
    }
    Cause cause = new Cause("somebody", true, aws.time.now());
    Distribution member = aws.fleet.members().get(deed.which() % aws.fleet.members().size());
    switch (deed.kind()) {
      case OLD_HEADER_PUT_BACK -> headers(false, () -> write(member, earlier(deed), cause));
      case STALE_PLAN ->
          headers(
              false,
              () -> {
                List<Header> old = earlier(deed);
                aws.fleet.members().forEach(each -> write(each, old, cause));
              });
      case HEADER_UNKNOWN ->
          headers(
              false,
              () ->
                  write(
                      member,
                      List.of(aws.values.header(new SecretValue("u" + deed.key() + "-unknown"))),
                      cause));
      case WRITE_AND_REVERT -> {
        List<Header> own = member.headers;
        headers(true, () -> write(member, earlier(deed), cause));
        aws.time.at(
            aws.time.now() + deed.millis(), () -> headers(true, () -> write(member, own, cause)));
      }
      case DISTRIBUTION_REPLACED ->
          headers(
              true,
              () -> {
                aws.fleet.replace(member, earlier(deed), cause);
                aws.configure();
              });
      case ORIGIN_BROKEN -> {
        aws.fleet.breakOrigin(member, true);
        aws.time.at(aws.time.now() + deed.millis(), () -> aws.fleet.breakOrigin(member, false));
      }
      case DISTRIBUTION_DISABLED -> aws.fleet.disable(member);
      case KEY_DELETED -> {
        watch.meddled(0);
        deleteKey(deed, cause);
      }
      case KEY_ADDED -> {
        if (aws.shape.acceptance() == io.originlock.port.Acceptance.ANY_OF) {
          if (aws.shape.rules()) {
            watch.meddled(0);
          }
          aws.gateway.addForeign(
              aws.values.bit(new SecretValue("f" + deed.key() + "-foreign")), cause);
        }
      }
      case DRAFT_CHANGED -> draft(deed, cause);
      case STATES_LOST, STATE_COPIED, STATE_GARBLED -> {
        books.rewritten();
        log(deed);
      }
      default -> throw new IllegalArgumentException(deed.kind() + " is not foreign.");
    }
  }

  /**
   * What he deploys demands what the draft does: nobody is refused by it, unless others meddled.
   */
  private void draft(Deed deed, Cause cause) {
    if (aws.shape.acceptance() == io.originlock.port.Acceptance.ANY_OF
        || aws.gateway.unfinished()) {
      return;
    }
    aws.gateway.work(true, cause);
    aws.time.at(
        aws.time.now() + deed.millis(),
        () -> {
          if (headers || gate || log) {
            watch.meddled(0);
          }
          aws.gateway.work(false, new Cause("somebody", true, aws.time.now()));
        });
  }

  private void headers(boolean unseen, Runnable write) {
    watch.graceIsOff(unseen);
    watch.meddled(0);
    write.run();
  }

  /** What was published at an earlier time; nothing at all, when there was nothing yet. */
  private List<Header> earlier(Deed deed) {
    List<Edition> editions = aws.ledger.editions();
    return editions.get(Math.max(0, editions.size() - 1 - deed.which() % 4)).document().headers();
  }

  private void deleteKey(Deed deed, Cause cause) {
    if (aws.shape.acceptance() == io.originlock.port.Acceptance.ALL_OF) {
      aws.gateway.demand(List.of(), cause);
      return;
    }
    List<Key> keys = aws.gateway.keys();
    if (aws.shape.rules() && deed.which() > 2) {
      // Somebody empties the document, or has it count and block nobody: the same to viewers.
      aws.gateway.rules(
          deed.which() == 3 ? List.of() : keys.stream().map(key -> key.secret).toList(),
          true,
          false,
          cause);
    } else if (!keys.isEmpty()) {
      aws.gateway.delete(keys.get(deed.which() % keys.size()), cause);
    }
  }

  /** Once no worker is at it: who writes the log beside one makes two logs of it. */
  private void log(Deed deed) {
    if (aws.time.alive() > 0) {
      aws.time.at(aws.time.now() + 1_000, () -> log(deed));
      return;
    }
    // What settled when is forgotten with the log.
    watch.graceIsOff(true);
    watch.timesAreOff();
    watch.meddled(3 * 60_000 + aws.shape.soak());
    Cause cause = new Cause("somebody", true, aws.time.now());
    Entry newest = aws.ledger.newest(0);
    if (newest == null) {
      return;
    }
    int back = 1 + deed.which() % 4;
    switch (deed.kind()) {
      case STATES_LOST -> {
        for (int i = 0; i < back && aws.ledger.live().size() > 1; i++) {
          aws.ledger.delete(aws.ledger.live().lastKey());
        }
      }
      case STATE_COPIED -> {
        Entry old = aws.ledger.entry(newest.sequence - back, 0);
        if (old != null && old.state != null) {
          aws.ledger.append(newest.sequence + 1, renumbered(old.state, newest.sequence + 1), cause);
        }
      }
      default -> aws.ledger.append(newest.sequence + 1, null, cause);
    }
  }

  private static LockState renumbered(LockState old, long sequence) {
    return new LockState(
        sequence,
        old.stage(),
        old.since(),
        old.secrets(),
        old.times(),
        old.requests(),
        old.attempts(),
        old.reason());
  }
}
