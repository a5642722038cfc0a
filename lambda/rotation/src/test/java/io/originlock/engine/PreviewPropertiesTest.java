package io.originlock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.model.Header;
import io.originlock.model.LockState;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import io.originlock.model.Wait;
import io.originlock.port.Acceptance;
import io.originlock.port.Announcement;
import io.originlock.port.Checking;
import io.originlock.port.DesiredGate;
import io.originlock.port.Distributions;
import io.originlock.port.Gate;
import io.originlock.port.HinderedException;
import io.originlock.port.ObservedGate;
import io.originlock.port.Presentation;
import io.originlock.port.Published;
import io.originlock.port.StateLog;
import io.originlock.port.World;
import io.originlock.simulation.GateKind;
import io.originlock.simulation.SilentJournal;
import io.originlock.simulation.SimulatedLock;
import io.originlock.testing.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code status} says and what the next tick does first are the same. */
class PreviewPropertiesTest {
  private static final int WORLDS = 25;
  private static final int LOOKS = 30;

  @ParameterizedTest
  @EnumSource(GateKind.class)
  void statusSaysWhatTheNextTickDoesFirst(GateKind gate) {
    Seeds.each(WORLDS, seed -> follow(gate, seed));
  }

  private static void follow(GateKind gate, long seed) {
    Random random = new Random(seed);
    SimulatedLock lock = new SimulatedLock(SimulatedLock.shape(gate), seed, true);
    lock.ask(Action.ENGAGE);
    lock.settle();
    List<Header> old = lock.configured("E1");
    lock.ask(Action.ROTATE);
    for (int look = 0; look < LOOKS; look++) {
      lock.time().sleep(Duration.ofSeconds(random.nextInt(90)));
      disturb(random, gate, lock, old);
      // Asked twice, since a soak may end while the tick looks.
      String before = said(lock);
      String done = done(lock);
      assertThat(done).as(lock::story).isIn(before, said(lock));
      lock.ask(Action.TICK);
    }
  }

  private static void disturb(Random random, GateKind gate, SimulatedLock lock, List<Header> old) {
    switch (random.nextInt(12)) {
      case 0 -> lock.write("E1", old);
      case 1 -> lock.write("E2", List.of());
      case 2 -> lock.loseKey(lock.state().current().id());
      case 3 -> lock.ask(Action.ROTATE);
      case 4, 5 -> {
        if (gate == GateKind.REQUIREMENT) {
          lock.work(random.nextBoolean());
        }
      }
      default -> {}
    }
  }

  private static String said(SimulatedLock lock) {
    return lock.ask(new Request(Action.STATUS, null, false, false))
        .awaiting()
        .map(Wait::awaiting)
        .orElse("nothing");
  }

  /** What a tick that may not wait does first; it is stopped there. */
  private static String done(SimulatedLock lock) {
    Stopped stopped = new Stopped();
    World world = stopped.at(lock.world());
    try {
      Reply reply =
          new Lock("sim", world, lock.settings(), lock.time(), lock.time(), new SilentJournal())
              .handle(new Request(Action.TICK, null, false, false), lock.time().instant());
      return reply.awaiting().map(Wait::awaiting).orElse("nothing");
    } catch (Stopped.AtIt e) {
      return e.getMessage();
    }
  }

  /** A world in which the first change ends the invocation that makes it. */
  private static final class Stopped {
    private LockState state;

    private static final class AtIt extends RuntimeException {
      private static final long serialVersionUID = 1L;

      AtIt(String what) {
        super("the next tick, which " + what);
      }
    }

    World at(World real) {
      return new World(
          new StoppedGate(real.gate()),
          new Distributions() {
            @Override
            public List<Presentation> read() {
              return real.distributions().read();
            }

            @Override
            public boolean present(Presentation seen, List<Header> headers) {
              throw new AtIt("tells " + seen.distribution() + " what to present");
            }
          },
          real.prober(),
          new StoppedLog(real.log()),
          new Published() {
            @Override
            public Optional<Document> read() {
              return real.published().read();
            }

            @Override
            public void write(Document document) {
              throw new AtIt("publishes what " + state.stage().label() + " presents");
            }
          },
          real.examiner(),
          real.roster());
    }

    private final class StoppedLog implements StateLog {
      private final StateLog real;

      StoppedLog(StateLog real) {
        this.real = real;
      }

      @Override
      public Optional<LockState> newest() {
        Optional<LockState> newest = real.newest();
        state = newest.orElse(null);
        return newest;
      }

      @Override
      public boolean wroteAhead() {
        return real.wroteAhead();
      }

      @Override
      public long lastSequence() {
        return real.lastSequence();
      }

      @Override
      public boolean isNewest(LockState newest) {
        return real.isNewest(newest);
      }

      @Override
      public void append(LockState next) {
        throw new AtIt("writes down: " + next.reason());
      }

      @Override
      public List<LockState> history() {
        return real.history();
      }

      @Override
      public void prune() {
        // A lock at rest has nothing else to do.
      }

      @Override
      public void erase() {
        throw new AtIt("erases the log");
      }
    }

    private static final class StoppedGate implements Gate {
      private final Gate real;

      StoppedGate(Gate real) {
        this.real = real;
      }

      @Override
      public boolean honour(DesiredGate desired, ObservedGate observed, Announcement announcement) {
        real.hindrance(desired)
            .ifPresent(
                hindrance -> {
                  throw hindrance;
                });
        List<SecretId> ids = new ArrayList<>();
        desired.secrets().stream().map(Secret::id).sorted().forEach(ids::add);
        throw new AtIt("makes the gate honour " + ids);
      }

      @Override
      public Map<String, Checking> checking(Set<String> stages) {
        return real.checking(stages);
      }

      @Override
      public Acceptance acceptance() {
        return real.acceptance();
      }

      @Override
      public Optional<HinderedException> hindrance(DesiredGate desired) {
        return real.hindrance(desired);
      }

      @Override
      public boolean opensItself() {
        return real.opensItself();
      }

      @Override
      public SecretValue generate() {
        return real.generate();
      }

      @Override
      public List<Header> present(Collection<Secret> secrets) {
        return real.present(secrets);
      }

      @Override
      public boolean owns(String headerName) {
        return real.owns(headerName);
      }

      @Override
      public Optional<SecretValue> carriedBy(Header header) {
        return real.carriedBy(header);
      }

      @Override
      public ObservedGate observe(Collection<Secret> known) {
        return real.observe(known);
      }

      @Override
      public void check() {
        real.check();
      }

      @Override
      public Optional<SecretId> lastId() {
        return real.lastId();
      }

      @Override
      public List<Secret> survivors(Collection<SecretValue> presented) {
        return real.survivors(presented);
      }

      @Override
      public void adopt(Secret adopted) {
        real.adopt(adopted);
      }
    }
  }
}
