package io.originlock.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.engine.Action;
import io.originlock.model.LockState;
import io.originlock.model.Requests;
import io.originlock.port.StateLog;
import io.originlock.port.World;
import io.originlock.simulation.GateKind;
import io.originlock.simulation.SimulatedLock;
import io.originlock.testing.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A lock writes the states that an older version wrote in its place, and says the same in the log.
 * An invocation knows no more than the newest state: so either version goes on from any state of
 * the other's as from its own, in every stage of either rollover.
 */
class OlderLifeTest {
  private static final List<Action> LIFE =
      List.of(
          Action.ENGAGE,
          Action.TICK,
          Action.ROTATE,
          Action.ROTATE,
          Action.TICK,
          Action.PAUSE,
          Action.ROTATE,
          Action.UNPAUSE,
          Action.TICK,
          Action.REVOKE,
          Action.TICK,
          Action.ROTATE,
          Action.TICK,
          Action.DISENGAGE,
          Action.TICK);
  private static final Pattern RULE = Pattern.compile("(?m)worker +(R[1-9].*)$");

  /** Not compared: a call more or less moves all of them. */
  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");

  @ParameterizedTest
  @CsvSource({"KEYS, any-of.txt", "REQUIREMENT, all-of.txt"})
  void goesAsItWent(GateKind gate, String file) {
    SimulatedLock lock = new SimulatedLock(SimulatedLock.shape(gate), 1, false);
    List<String> life = new ArrayList<>();
    long written = 0;
    int told = 0;
    for (Action action : LIFE) {
      life.add(action.label());
      if (action == Action.TICK) {
        lock.settle();
      } else if (action == Action.ENGAGE) {
        engageAsItDid(lock);
      } else {
        lock.ask(action);
      }
      for (var state : lock.log()) {
        if (state.sequence() > written) {
          life.add("  " + withoutTimes(StateCodec.encode(state, "")));
          written = state.sequence();
        }
      }
      RULE.matcher(lock.story().substring(told))
          .results()
          .forEach(line -> life.add("  " + withoutTimes(line.group(1))));
      told = lock.story().length();
    }
    assertThat(life).isEqualTo(Written.lines(file));
  }

  /** An older worker does not ask whether to close a gate: its states close it. */
  private static void engageAsItDid(SimulatedLock lock) {
    World world = lock.world();
    lock.ask(
        Action.ENGAGE,
        new World(
            world.gate(),
            world.distributions(),
            world.prober(),
            new OlderLog(world.log()),
            world.published(),
            world.examiner(),
            world.roster()));
  }

  /** Writes what an older worker wrote. */
  private record OlderLog(StateLog log) implements StateLog {
    @Override
    public void append(LockState state) {
      Requests asked = state.requests();
      log.append(
          new LockState(
              state.sequence(),
              state.stage(),
              state.since(),
              state.secrets(),
              state.times(),
              new Requests(asked.paused(), asked.pending(), asked.done()),
              state.attempts(),
              state.reason()));
    }

    @Override
    public Optional<LockState> newest() {
      return log.newest();
    }

    @Override
    public boolean wroteAhead() {
      return log.wroteAhead();
    }

    @Override
    public long lastSequence() {
      return log.lastSequence();
    }

    @Override
    public boolean isNewest(LockState state) {
      return log.lastSequence() == state.sequence();
    }

    @Override
    public List<LockState> history() {
      return log.history();
    }

    @Override
    public void prune() {
      log.prune();
    }

    @Override
    public void erase() {
      log.erase();
    }
  }

  private static String withoutTimes(String text) {
    return TIME.matcher(text).replaceAll("T");
  }
}
