package io.originlock.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TerminalTest {

  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH.plusSeconds(60), ZoneOffset.UTC);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private Terminal terminal(boolean live) {
    return new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8), live, CLOCK);
  }

  private String said() {
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  @Test
  void onATerminalOneLineChangesAndIsClearedForTheNext() {
    Terminal terminal = terminal(true);

    terminal.show("long");
    terminal.show("ab");
    terminal.say("done");

    assertThat(said()).isEqualTo("\r0:00  long\r0:00  ab  \r        \r0:00  done\n");
  }

  @Test
  void elsewhereThereAreWholeLinesNowAndThen() {
    Terminal terminal = terminal(false);

    terminal.show("one");
    terminal.show("two");
    terminal.say("done");

    assertThat(said()).isEqualTo("0:00  one\n0:00  done\n");
  }
}
