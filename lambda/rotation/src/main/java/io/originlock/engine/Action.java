package io.originlock.engine;

import io.originlock.model.LockException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can be asked of a lock. */
public enum Action {
  ENGAGE,
  DISENGAGE,
  ROTATE,
  TICK,
  PAUSE,
  UNPAUSE,
  REVOKE,
  RESTORE,
  STATUS,
  AUDIT,
  ENFORCE,
  UNENFORCE,
  MAY_LEAVE,
  CHECK;

  /** The action's name in events and answers: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads an action's name.
   *
   * @throws LockException if there is none of that name
   */
  public static Action parse(String label) {
    return Arrays.stream(values())
        .filter(action -> action.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new LockException(
                    "event field \"action\"",
                    "\"" + label + "\" is no action.",
                    "Use one of "
                        + Arrays.stream(values())
                            .map(Action::label)
                            .collect(Collectors.joining(", "))
                        + "."));
  }
}
