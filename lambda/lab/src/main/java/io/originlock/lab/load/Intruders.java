package io.originlock.lab.load;

import io.originlock.lab.gate.GateView;
import io.originlock.lab.ledger.Kind;
import io.originlock.lab.ledger.Ledger;
import io.originlock.lab.ledger.Secrets;
import io.originlock.lab.ledger.Secrets.RetiredSecret;
import io.originlock.lab.model.Header;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Wire;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Intruders: they call the API past CloudFront, with no secret, with those that were retired, with
 * guesses, with good secrets but for one character, and with a good secret's header left blank.
 */
public final class Intruders implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  // Few requests a connection, so that every host is tried.
  private final Wire wire = new Wire(TIMEOUT, 4);
  private final Secrets secrets;
  private final GateView gate;
  private final Sender sender;
  private final Clock clock;
  private final long seed;
  private final OpenLoop loop;

  private Intruders(
      Target target, double perSecond, Duration longest, long seed, Ledger ledger, Clock clock) {
    this.secrets = ledger.secrets();
    this.gate = secrets.gate();
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
    switch ((int) (number % 5)) {
      case 0 -> send(Kind.NO_KEY, Optional.empty(), due);
      case 1 -> send(Kind.GUESSED_KEY, Optional.of(header(guess(random))), due);
      case 2 -> {
        if (honoured.isEmpty()) {
          send(Kind.GUESSED_KEY, Optional.of(header(guess(random))), due);
        } else {
          send(Kind.ALTERED_KEY, Optional.of(header(alter(pick(honoured, random), random))), due);
        }
      }
      case 3 -> {
        String secret = honoured.isEmpty() ? guess(random) : pick(honoured, random);
        send(Kind.BLANK_KEY, Optional.of(new Header(header(secret).name(), "")), due);
      }
      default -> {
        if (retired.isEmpty()) {
          send(Kind.NO_KEY, Optional.empty(), due);
        } else {
          sendOld(pick(retired, random), due);
        }
      }
    }
  }

  private void sendOld(RetiredSecret old, Instant due) {
    Header header = header(old.value());
    Request request = sender.request().with(header.name(), header.value());
    Duration since = Duration.between(old.since(), clock.instant());
    sender.send(request, Kind.OLD_KEY, -1, due, since);
  }

  private void send(Kind kind, Optional<Header> header, Instant due) {
    Request request = sender.request();
    header.ifPresent(each -> request.with(each.name(), each.value()));
    sender.send(request, kind, -1, due, null);
  }

  private Header header(String secret) {
    return gate.header(secret);
  }

  private String guess(SplittableRandom random) {
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < gate.length(); i++) {
      key.append(character(random));
    }
    return key.toString();
  }

  private String alter(String good, SplittableRandom random) {
    int place = random.nextInt(good.length());
    char other = good.charAt(place);
    while (other == good.charAt(place)) {
      other = character(random);
    }
    return good.substring(0, place) + other + good.substring(place + 1);
  }

  private char character(SplittableRandom random) {
    return gate.alphabet().charAt(random.nextInt(gate.alphabet().length()));
  }

  private static <T> T pick(List<T> list, SplittableRandom random) {
    return list.get(random.nextInt(list.size()));
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
