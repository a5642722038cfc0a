package io.originlock.lab.load;

import io.originlock.lab.gate.GateView;
import io.originlock.lab.gate.Signing;
import io.originlock.lab.ledger.Kind;
import io.originlock.lab.ledger.Ledger;
import io.originlock.lab.ledger.Secrets;
import io.originlock.lab.ledger.Secrets.FormerSecret;
import io.originlock.lab.load.Captures.Captured;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Wire;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Intruders: they call the API past CloudFront, with no secret, with retired and superseded ones,
 * with guesses, with good secrets but for one character, and with a good secret's header left
 * blank; where requests are signed, with others' signatures and forged key ids as well.
 */
public final class Intruders implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  // Few requests a connection, so that every host is tried.
  private final Wire wire = new Wire(TIMEOUT, 4);

  /** A second beyond a signature's window, and one for the rounding of its time. */
  private static final Duration LATE = Duration.ofSeconds(2);

  private final Captures captures;
  private final List<Attempt> attempts;
  private final Secrets secrets;
  private final GateView gate;
  private final Sender sender;
  private final Clock clock;
  private final long seed;
  private final OpenLoop loop;

  private Intruders(
      Target target,
      Captures captures,
      double perSecond,
      Duration longest,
      long seed,
      Ledger ledger,
      Clock clock) {
    this.captures = captures;
    this.secrets = ledger.secrets();
    this.gate = secrets.gate();
    this.sender = new Sender(target, wire, ledger, clock);
    this.clock = clock;
    this.seed = seed;
    this.attempts = attempts();
    this.loop = OpenLoop.start(this::intrude, perSecond, longest, clock);
  }

  /**
   * Begins; ends with {@link #close()}, or by itself after {@code longest}.
   *
   * @param target the API's port, its host name and a path with the stage
   * @param captures what they have of others' requests
   */
  public static Intruders start(
      Target target,
      Captures captures,
      double perSecond,
      Duration longest,
      long seed,
      Ledger ledger,
      Clock clock) {
    return new Intruders(target, captures, perSecond, longest, seed, ledger, clock);
  }

  /** One way to try. */
  private interface Attempt {
    void make(SplittableRandom random, Instant due);
  }

  private List<Attempt> attempts() {
    List<Attempt> all =
        new ArrayList<>(
            List.of(
                (random, due) -> send(Kind.NO_KEY, sender.request(), due),
                (random, due) -> guessed(random, due),
                (random, due) -> altered(random, due),
                (random, due) -> blank(random, due),
                (random, due) -> former(Kind.OLD_KEY, secrets.retired(), random, due),
                (random, due) -> former(Kind.SUPERSEDED, secrets.superseded(), random, due)));
    gate.signing().ifPresent(signing -> all.addAll(againstSignatures(signing)));
    return List.copyOf(all);
  }

  private List<Attempt> againstSignatures(Signing signing) {
    Duration late = signing.window().plus(LATE);
    return List.of(
        (random, due) -> forged(signing, random, due),
        (random, due) -> replay(Kind.REPLAYED_PATH, captures.newest(), random, due),
        (random, due) -> replay(Kind.REPLAYED_METHOD, captures.newest(), random, due),
        (random, due) -> replay(Kind.REPLAYED_QUERY, captures.newest(), random, due),
        (random, due) -> replay(Kind.REPLAYED_LATE, captures.olderThan(late), random, due));
  }

  private void intrude(long number, Instant due) {
    attempts.get((int) (number % attempts.size())).make(new SplittableRandom(seed + number), due);
  }

  private void guessed(SplittableRandom random, Instant due) {
    send(Kind.GUESSED_KEY, with(guess(random)), due);
  }

  private void altered(SplittableRandom random, Instant due) {
    List<String> honoured = secrets.honoured();
    if (honoured.isEmpty()) {
      guessed(random, due);
    } else {
      send(Kind.ALTERED_KEY, with(alter(pick(honoured, random), random)), due);
    }
  }

  private void blank(SplittableRandom random, Instant due) {
    List<String> honoured = secrets.honoured();
    String secret = honoured.isEmpty() ? guess(random) : pick(honoured, random);
    send(Kind.BLANK_KEY, gate.blank(sender.request(), secret), due);
  }

  private void former(Kind kind, List<FormerSecret> all, SplittableRandom random, Instant due) {
    if (all.isEmpty()) {
      send(Kind.NO_KEY, sender.request(), due);
      return;
    }
    FormerSecret one = pick(all, random);
    Duration since = Duration.between(one.since(), clock.instant());
    sender.send(with(one.value()), kind, -1, due, since);
  }

  private void forged(Signing signing, SplittableRandom random, Instant due) {
    List<String> honoured = secrets.honoured();
    String secret = honoured.isEmpty() ? guess(random) : pick(honoured, random);
    String id = "g" + (1_000 + random.nextInt(1_000));
    send(
        Kind.FORGED_ID,
        signing.sign(sender.request(), id, gate.text(secret), clock.instant()),
        due);
  }

  private void replay(
      Kind kind, Optional<Captured> captured, SplittableRandom random, Instant due) {
    if (captured.isEmpty()) {
      guessed(random, due);
      return;
    }
    Captured one = captured.get();
    Request was = one.request();
    Request now =
        switch (kind) {
          case REPLAYED_PATH -> one.again(was.method(), target(was.path() + "/1", was.query()));
          case REPLAYED_METHOD -> one.again("POST", was.target());
          case REPLAYED_QUERY -> one.again(was.method(), was.path() + "?type=" + random.nextInt());
          default -> one.again(was.method(), was.target());
        };
    send(kind, sender.addressed(now), due);
  }

  private static String target(String path, String query) {
    return query == null ? path : path + "?" + query;
  }

  private void send(Kind kind, Request request, Instant due) {
    sender.send(request, kind, -1, due, null);
  }

  private Request with(String secret) {
    return gate.with(sender.request(), secret, clock.instant());
  }

  private String guess(SplittableRandom random) {
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < gate.length(); i++) {
      key.append(character(random));
    }
    return gate.guess(key.toString());
  }

  private String alter(String good, SplittableRandom random) {
    int begin = good.length() - gate.text(good).length();
    int place = begin + random.nextInt(good.length() - begin);
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
