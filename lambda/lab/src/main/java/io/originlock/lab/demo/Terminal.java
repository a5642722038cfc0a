package io.originlock.lab.demo;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Where people watch: one line that changes on a terminal, plain lines elsewhere. */
final class Terminal {

  private static final Duration BETWEEN_PLAIN_LINES = Duration.ofSeconds(10);

  private final PrintStream out;
  private final boolean live;
  private final Clock clock;
  private final Instant start;
  private int shown;
  private Instant lastPlain = Instant.EPOCH;

  Terminal(PrintStream out, boolean live, Clock clock) {
    this.out = out;
    this.live = live;
    this.clock = clock;
    this.start = clock.instant();
  }

  /** The standard output; live when somebody sits before it. */
  static Terminal standard(Clock clock) {
    String kind = System.getenv().getOrDefault("TERM", "dumb");
    return new Terminal(System.out, System.console() != null && !kind.equals("dumb"), clock);
  }

  /** A line that stays, with the time since the start. */
  synchronized void say(String line) {
    clear();
    out.println(stamp() + line);
    out.flush();
  }

  /** A line as it is. */
  synchronized void print(String line) {
    clear();
    out.println(line);
    out.flush();
  }

  /** How it stands now: replaces the last one on a terminal, now and then a line elsewhere. */
  synchronized void show(String line) {
    if (live) {
      String text = stamp() + line;
      out.print("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
      shown = text.length();
      out.flush();
    } else if (clock.instant().isAfter(lastPlain.plus(BETWEEN_PLAIN_LINES))) {
      lastPlain = clock.instant();
      say(line);
    }
  }

  private void clear() {
    if (shown > 0) {
      out.print("\r" + " ".repeat(shown) + "\r");
      shown = 0;
    }
  }

  private String stamp() {
    long seconds = Duration.between(start, clock.instant()).toSeconds();
    return String.format(Locale.ROOT, "%d:%02d  ", seconds / 60, seconds % 60);
  }
}
