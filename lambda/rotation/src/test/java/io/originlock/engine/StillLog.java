package io.originlock.engine;

import io.originlock.model.LockState;
import io.originlock.model.LostRaceException;
import io.originlock.model.MalformedStateException;
import io.originlock.port.StateLog;
import java.util.List;
import java.util.Optional;

/** The state log of a {@link StillWorld}. */
final class StillLog implements StateLog {
  private final StillWorld still;

  StillLog(StillWorld still) {
    this.still = still;
  }

  @Override
  public Optional<LockState> newest() {
    if (still.malformed) {
      throw new MalformedStateException("the newest state", "that it is arranged so");
    }
    return Optional.ofNullable(still.newest());
  }

  @Override
  public boolean wroteAhead() {
    return still.wroteAhead;
  }

  @Override
  public long lastSequence() {
    return still.log.keySet().stream().reduce(0L, Math::max);
  }

  @Override
  public boolean isNewest(LockState state) {
    return state.equals(still.newest());
  }

  @Override
  public void append(LockState state) {
    still.beforeAppend.run();
    if (still.log.putIfAbsent(state.sequence(), state) != null) {
      throw new LostRaceException("state " + state.sequence());
    }
    still.wrote("write " + state.stage().label());
  }

  @Override
  public List<LockState> history() {
    return List.copyOf(still.log.values());
  }

  @Override
  public void prune() {
    still.wrote("prune");
  }

  @Override
  public void erase() {
    still.log.clear();
    still.wrote("erase");
  }
}
