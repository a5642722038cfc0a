package io.originlock.simulation;

import io.originlock.model.LockState;
import io.originlock.model.LostRaceException;
import io.originlock.model.MalformedStateException;
import io.originlock.model.Sense;
import io.originlock.port.StateLog;
import io.originlock.simulation.Ledger.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The log: call for call what {@code SsmStateLog} does. */
final class LogPort implements StateLog {
  /** The states that are not pruned. */
  static final int KEPT = 16;

  private static final int BATCH = 10;

  private final Aws aws;
  private final Ledger ledger;
  private boolean wroteAhead;

  LogPort(Aws aws) {
    this.aws = aws;
    this.ledger = aws.ledger;
  }

  @Override
  public Optional<LockState> newest() {
    long last = lastSequence();
    if (last == 0) {
      return Optional.empty();
    }
    Entry entry = get(last);
    LockState state = asStored(read(entry, last), entry);
    wroteAhead = !state.equals(entry.state);
    return Optional.of(state);
  }

  @Override
  public boolean wroteAhead() {
    return wroteAhead;
  }

  private static LockState asStored(LockState state, Entry entry) {
    Instant at = VirtualTime.instant(entry.writtenAt);
    return state.tellsOfMoreThan(at) ? state.timesUntil(at) : state;
  }

  @Override
  public long lastSequence() {
    Entry newest =
        aws.calls.make(Operation.LIST_STATES, cause -> ledger.newest(aws.calls.staleness()));
    return newest == null ? 0 : newest.sequence;
  }

  @Override
  public boolean isNewest(LockState state) {
    Entry own = get(state.sequence());
    return own != null && isOf(state, own) && get(state.sequence() + 1) == null;
  }

  private static boolean isOf(LockState state, Entry own) {
    LockState there = read(own, own.sequence);
    return there.equals(state) || asStored(there, own).equals(state);
  }

  private Entry get(long sequence) {
    return aws.calls.make(
        Operation.GET_STATE, cause -> ledger.entry(sequence, aws.calls.staleness()));
  }

  private static LockState read(Entry entry, long sequence) {
    if (entry == null || entry.state == null) {
      throw new MalformedStateException("the model's state " + sequence, "nothing readable");
    }
    return entry.state;
  }

  @Override
  public void append(LockState state) {
    requireSense(state);
    boolean first =
        aws.calls.make(
            Operation.PUT_STATE,
            cause ->
                ledger.append(state.sequence(), state, cause)
                    || state.equals(ledger.entry(state.sequence(), 0).state));
    if (!first) {
      throw new LostRaceException("state " + state.sequence());
    }
    long before = state.sequence() - 1;
    if (get(before) == null && lastSequence() > state.sequence() && get(before) == null) {
      delete(List.of(state.sequence()));
      throw new LostRaceException("state " + state.sequence());
    }
  }

  /** Another invocation would take it for malformed. */
  private static void requireSense(LockState state) {
    Sense.problem(state)
        .ifPresent(
            problem -> {
              throw new AssertionError("The engine writes a state of which " + problem + ".");
            });
  }

  @Override
  public List<LockState> history() {
    return aws.calls.make(
        Operation.LIST_STATES,
        cause ->
            ledger.live().values().stream()
                .filter(entry -> entry.state != null)
                .map(entry -> entry.state)
                .toList());
  }

  @Override
  public void prune() {
    List<Long> sequences = sequences();
    if (sequences.size() >= KEPT + BATCH) {
      delete(sequences.subList(0, BATCH));
    }
  }

  @Override
  public void erase() {
    List<Long> sequences = sequences();
    int last = sequences.size() - 1;
    if (last > 0) {
      delete(sequences.subList(0, last));
    }
    if (last >= 0) {
      delete(sequences.subList(last, last + 1));
    }
  }

  private List<Long> sequences() {
    return aws.calls.make(Operation.LIST_STATES, cause -> new ArrayList<>(ledger.live().keySet()));
  }

  private void delete(List<Long> sequences) {
    aws.calls.make(
        Operation.DELETE_STATES,
        cause -> {
          sequences.forEach(ledger::delete);
          return true;
        });
  }
}
