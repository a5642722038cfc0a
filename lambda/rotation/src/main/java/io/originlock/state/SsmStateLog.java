package io.originlock.state;

import io.originlock.aws.ParameterStore;
import io.originlock.aws.ParameterStore.Parameter;
import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.LostRaceException;
import io.originlock.model.MalformedStateException;
import io.originlock.port.StateLog;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The log of states in Systems Manager: a SecureString {@code <path>/state/<sequence>} each, the
 * sequence in ten digits, created but never overwritten, because create-if-absent is the only
 * compare-and-set that Parameter Store has. Each has the tags that were the user's when it was
 * created, and no state is read by its tags.
 */
public final class SsmStateLog implements StateLog {
  /** How many states {@link #prune()} leaves as history. */
  static final int KEPT = 16;

  private static final Pattern SEQUENCE = Pattern.compile("[0-9]{10}");

  private final ParameterStore parameters;
  private final String folder;
  private boolean wroteAhead;

  /**
   * @param path the lock's path, such as {@code /origin-lock/petstore}
   */
  public SsmStateLog(ParameterStore parameters, String path) {
    this.parameters = parameters;
    this.folder = path + "/state";
  }

  @Override
  public Optional<LockState> newest() {
    List<String> names = names();
    if (names.isEmpty()) {
      return Optional.empty();
    }
    String name = newest(names);
    Parameter stored =
        parameters
            .read(name)
            .orElseThrow(
                () ->
                    new LockException(
                        ParameterStore.label(name),
                        "the newest state was listed, and was gone when it was read.",
                        "The next tick looks again."));
    LockState written = decode(name, stored.value());
    LockState state = asStored(written, stored);
    wroteAhead = !state.equals(written);
    return Optional.of(state);
  }

  @Override
  public boolean wroteAhead() {
    return wroteAhead;
  }

  /**
   * What a state tells of was so when it was stored, at the latest. That time is AWS's, and every
   * reader's: by it no soak is shorter than it is.
   */
  private static LockState asStored(LockState state, Parameter stored) {
    Instant at = stored.writtenAt();
    return at != null && state.tellsOfMoreThan(at) ? state.timesUntil(at) : state;
  }

  @Override
  public long lastSequence() {
    List<String> names = names();
    return names.isEmpty() ? 0 : sequence(newest(names));
  }

  /**
   * @throws LockException if it has a number that the log does not give: whatever is written after
   *     it would not be read
   */
  private String newest(List<String> names) {
    String name = names.get(names.size() - 1);
    if (sequence(name) > LockState.LAST_SEQUENCE) {
      throw new LockException(
          ParameterStore.label(name),
          "no state of the lock has a number above " + LockState.LAST_SEQUENCE + ".",
          "Nothing was changed. No worker wrote that parameter: delete it.");
    }
    return name;
  }

  @Override
  public boolean isNewest(LockState state) {
    String name = name(state.sequence());
    return parameters.read(name).filter(stored -> isOf(state, name, stored)).isPresent()
        && document(name(state.sequence() + 1)).isEmpty();
  }

  private boolean isOf(LockState state, String name, Parameter stored) {
    LockState there = decode(name, stored.value());
    return there.equals(state) || asStored(there, stored).equals(state);
  }

  @Override
  public void append(LockState state) {
    String name = name(state.sequence());
    if (state.sequence() > LockState.LAST_SEQUENCE) {
      throw new LockException(
          ParameterStore.label(name),
          "the log has no number for another state: its last is " + LockState.LAST_SEQUENCE + ".",
          "Nothing was changed. No worker comes there: look who wrote the states with the highest"
              + " numbers, and delete those.");
    }
    String document = StateCodec.encode(state, name);
    boolean created =
        parameters.create(
            name,
            document,
            state.known().stream().map(secret -> secret.value().reveal()).toArray(String[]::new));
    // Where the answer was lost, the one that is there is this one.
    if (!created && !document(name).equals(Optional.of(document))) {
      throw new LostRaceException(ParameterStore.label(name));
    }
    if (overtaken(state.sequence())) {
      parameters.delete(folder, List.of(name));
      throw new LostRaceException(ParameterStore.label(name));
    }
  }

  /**
   * Whether the log went on and was pruned while the writer slept: then the number was free again,
   * and so is the one before it. (A log that begins has none before it, but none after it either.)
   * A read may be a moment old and a writer may sleep right after it: what is missing is looked for
   * again once the log is known to have gone on.
   */
  private boolean overtaken(long sequence) {
    String before = name(sequence - 1);
    return document(before).isEmpty() && lastSequence() > sequence && document(before).isEmpty();
  }

  @Override
  public List<LockState> history() {
    return parameters.list(folder).stream()
        .filter(parameter -> isState(parameter.name()))
        .sorted(Comparator.comparing(Parameter::name))
        .flatMap(parameter -> readable(parameter).stream())
        .toList();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Deletes in one call, and only when there is a full batch beyond the {@value #KEPT} that
   * stay, so that it costs a call every tenth state and not one for each.
   */
  @Override
  public void prune() {
    List<String> names = names();
    if (names.size() >= KEPT + ParameterStore.BATCH) {
      parameters.delete(folder, names.subList(0, ParameterStore.BATCH));
    }
  }

  @Override
  public void erase() {
    List<String> names = names();
    int last = Math.max(names.size() - 1, 0);
    parameters.delete(folder, names.subList(0, last));
    // The order within one call is AWS's own, so the newest goes in a call of its own.
    parameters.delete(folder, names.subList(last, names.size()));
  }

  private Optional<LockState> readable(Parameter parameter) {
    try {
      return Optional.of(decode(parameter.name(), parameter.value()));
    } catch (LockException e) {
      return Optional.empty();
    }
  }

  private LockState decode(String name, String document) {
    LockState state = StateCodec.decode(document, name);
    if (!name(state.sequence()).equals(name)) {
      throw new MalformedStateException(
          ParameterStore.label(name),
          "that \"sequence\" is " + state.sequence() + ", which belongs under another name");
    }
    return state;
  }

  /** The names of all states, oldest first. */
  private List<String> names() {
    return parameters.names(folder).stream().filter(this::isState).sorted().toList();
  }

  private Optional<String> document(String name) {
    return parameters.read(name).map(Parameter::value);
  }

  private boolean isState(String name) {
    return name.startsWith(folder + "/")
        && SEQUENCE.matcher(name.substring(folder.length() + 1)).matches();
  }

  private long sequence(String name) {
    return Long.parseLong(name.substring(folder.length() + 1));
  }

  private String name(long sequence) {
    return "%s/%010d".formatted(folder, sequence);
  }
}
