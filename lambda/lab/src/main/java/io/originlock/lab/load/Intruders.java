package io.originlock.lab.load;

import io.originlock.lab.ledger.Kind;
import io.originlock.lab.ledger.Ledger;
import io.originlock.lab.ledger.Secrets;
import io.originlock.lab.ledger.Secrets.RetiredSecret;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Wire;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Intruders: they call the API past CloudFront, with no secret, with those that were retired, with
 * guesses, and with good secrets but for one character.
 */
public final class Intruders implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int GUESS_LENGTH = 40;

  // Few requests a connection, so that every host is tried.
  private final Wire wire = new Wire(TIMEOUT, 4);
  private final Secrets secrets;
  private final Sender sender;
  private final Clock clock;
  private final long seed;
  private final OpenLoop loop;

  private Intruders(
      Target target, double perSecond, Duration longest, long seed, Ledger ledger, Clock clock) {
    this.secrets = ledger.secrets();
    this.sender = new Sender(target, wire, ledger, clock);
    this.clock = clock;
    this.seed = seed;
    this.loop = OpenLoop.start(this::intrude, perSecond, longest, clock);
  }

  /**
   * Begins; ends with {@link #close()}, or by itself after {@code longest}.
   *
   * @param target the API's port, its host name and a path with the stage
   */
  public static Intruders start(
      Target target, double perSecond, Duration longest, long seed, Ledger ledger, Clock clock) {
    return new Intruders(target, perSecond, longest, seed, ledger, clock);
  }

  private void intrude(long number, Instant due) {
    SplittableRandom random = new SplittableRandom(seed + number);
    List<RetiredSecret> retired = secrets.retired();
    List<String> honoured = secrets.honoured();
    switch ((int) (number % 4)) {
      case 0 -> send(Kind.NO_KEY, null, due);
      case 1 -> send(Kind.GUESSED_KEY, guess(random), due);
      case 2 -> {
        if (honoured.isEmpty()) {
          send(Kind.GUESSED_KEY, guess(random), due);
        } else {
          String good = honoured.get(random.nextInt(honoured.size()));
          send(Kind.ALTERED_KEY, alter(good, random), due);
        }
      }
      default -> {
        if (retired.isEmpty()) {
          send(Kind.NO_KEY, null, due);
        } else {
          sendOld(retired.get(random.nextInt(retired.size())), due);
        }
      }
    }
  }

  private void sendOld(RetiredSecret old, Instant due) {
    Request request = sender.request().with(secrets.gate().header(), old.value());
    Duration since = Duration.between(old.since(), clock.instant());
    sender.send(request, Kind.OLD_KEY, -1, due, since);
  }

  private void send(Kind kind, String secret, Instant due) {
    Request request = sender.request();
    if (secret != null) {
      request.with(secrets.gate().header(), secret);
    }
    sender.send(request, kind, -1, due, null);
  }

  private static String guess(SplittableRandom random) {
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < GUESS_LENGTH; i++) {
      key.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return key.toString();
  }

  private static String alter(String good, SplittableRandom random) {
    int place = random.nextInt(good.length());
    char other = good.charAt(place);
    while (other == good.charAt(place)) {
      other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
    }
    return good.substring(0, place) + other + good.substring(place + 1);
  }

  /** The requests so far. */
  public long started() {
    return loop.started();
  }

  /** Whether the first so many requests are done: none that left before is still on its way. */
  public boolean done(long requests) {
    return loop.doneBefore(requests);
  }

  @Override
  public void close() throws IOException {
    loop.close();
    wire.close();
  }
}
