package io.originlock.simulation;

import io.originlock.model.LockState;
import java.time.Duration;
import java.time.Instant;

/** How things are put in a story. */
final class Told {
  private Told() {}

  static String state(LockState state) {
    StringBuilder text =
        new StringBuilder("#").append(state.sequence()).append(' ').append(state.stage().label());
    if (state.current() != null) {
      text.append(", current ").append(state.current().id());
    }
    if (state.incoming() != null) {
      text.append(", incoming ").append(state.incoming().id());
    }
    if (!state.secrets().lingering().isEmpty()) {
      text.append(", lingering ").append(state.secrets().lingering());
    }
    text.append(", honoured ").append(since(state.times().honoured()));
    text.append(", settled ").append(since(state.times().settled()));
    if (state.requests().pending() != null) {
      text.append(", pending ").append(state.requests().pending());
    }
    return text.append(": ").append(state.reason()).toString();
  }

  private static String since(Instant when) {
    return when == null ? "not yet" : clock(Duration.between(VirtualTime.START, when).toMillis());
  }

  static String clock(long millis) {
    long seconds = millis / 1000;
    return "%02d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
