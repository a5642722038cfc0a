package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.Eventually;
import io.originlock.lab.control.Call;
import io.originlock.lab.control.Faults;
import io.originlock.lab.control.Faults.Fault;
import io.originlock.lab.control.iam.Permissions.Violation;
import io.originlock.lab.functions.Outcome;
import io.originlock.lab.ledger.Secrets;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;

/** Rotates one driven lock again and again, each time with one call disturbed. */
final class DisturbedRotations implements AutoCloseable {
  /** The history that a lock keeps, and what it lets gather before it deletes a batch. */
  private static final int HISTORY = 16 + 10;

  /** A rotation writes this many states; so few before it, and it prunes at its end. */
  private static final int STATES = 6;

  private static final int MOST_TICKS = 15;

  /** One case of the matrix. */
  record Case(Place place, Disturbance disturbance) {
    @Override
    public String toString() {
      return disturbance.label() + ": " + place;
    }
  }

  /**
   * What became of one.
   *
   * @param wrong everything that was not as it must be; empty if the rotation survived
   * @param failed how many invocations ended in an error
   * @param ticks how many ticks it took to rest
   */
  record Result(Case disturbed, List<String> wrong, int failed, int ticks, Duration took) {}

  private final DrivenLock driven;
  private final LabLock lock;
  private final SsmClient ssm;
  private final String prefix;

  /** The last answer at rest; null after a case that broke off. */
  private JsonNode resting;

  private int number;
  private int failed;
  private int ticks;

  /**
   * @param prefix of the request ids, unlike any other's
   */
  DisturbedRotations(DrivenLock driven, String prefix) {
    this.driven = driven;
    this.lock = driven.lock();
    this.ssm = lock.ssm();
    this.prefix = prefix;
    rest(driven.tick());
  }

  /** The way of a rotation that nobody disturbs, and that prunes the log at its end. */
  Itinerary undisturbed() {
    fill();
    Itinerary itinerary = new Itinerary();
    Fault watching =
        lock.site()
            .aws()
            .faults()
            .inject(
                byWorker(
                    call -> {
                      itinerary.at(call);
                      return false;
                    }),
                Faults.Moment.BEFORE,
                new Faults.Effect.Drop(),
                0,
                0);
    deliver(LabLock.rotation(prefix + "undisturbed-" + ++number));
    watching.remove();
    assertThat(driven.takeWrong()).as("wrong without a fault").isEmpty();
    return itinerary;
  }

  /** Runs one case; the lock should be at rest afterwards. */
  Result run(Case next) {
    long begin = System.nanoTime();
    number++;
    driven.order(number);
    List<String> wrong = new ArrayList<>();
    failed = 0;
    ticks = 0;
    try {
      disturb(next, wrong);
    } catch (RuntimeException | AssertionError e) {
      // The case is over, the matrix goes on: what it shows is which cases do not survive.
      wrong.add(e.toString());
      resting = null;
    } finally {
      lock.site().aws().faults().clear();
    }
    wrong.addAll(driven.takeWrong());
    return new Result(next, wrong, failed, ticks, Duration.ofNanos(System.nanoTime() - begin));
  }

  private void disturb(Case next, List<String> wrong) {
    if (resting == null) {
      rest(driven.tick());
    }
    if (next.place().call().equals("DeleteParameters")) {
      fill();
    }
    int violations = lock.site().aws().permissions().violations().size();
    int before = secret(resting);
    Fault fault = inject(next);
    String request = LabLock.rotation(prefix + number);
    boolean arrived = deliver(request);
    long first = sequence(resting);
    check(wrong, "the fault struck", true, fault.struck() > 0);
    // Lambda delivers again what its function did not survive; so does an impatient schedule.
    deliver(request);
    long second = sequence(resting);
    if (second != first) {
      check(wrong, "the first delivery arrived", false, arrived);
      deliver(request);
      check(wrong, "state after one delivery more", second, sequence(resting));
    }
    Eventually.await("the disturbed call is over", fault::over);
    if (next.disturbance().waits()) {
      // What took effect late may have left something to repair.
      driven.drive();
      rest(driven.tick());
    }
    check(wrong, "current", before + 1, secret(resting));
    atRest(wrong, resting);
    check(wrong, "calls beyond the role", List.of(), violations(violations, next));
    driven.askWithOldSecrets();
  }

  /**
   * What the role refused since then. The SDK repeats a deletion whose answer it did not get, and
   * one of the two finds no key any more whose tag could allow it: that refusal is none of ours.
   */
  private List<Violation> violations(int before, Case disturbed) {
    List<Violation> all = lock.site().aws().permissions().violations();
    boolean twice =
        disturbed.place().call().equals("DeleteApiKey")
            && (disturbed.disturbance().moment() == Faults.Moment.AFTER
                || disturbed.disturbance().waits());
    return all.subList(before, all.size()).stream()
        .filter(violation -> !(twice && violation.action().equals("apigateway:DELETE")))
        .toList();
  }

  /** One secret; published, configured and honoured alike; a log of nothing but its history. */
  private void atRest(List<String> wrong, JsonNode answer) {
    check(wrong, "stage", "idle", answer.path("stage").asText());
    Secrets secrets = lock.site().ledger().secrets();
    check(wrong, "left over at the gate", 0, secrets.leftover(1));
    Optional<String> published = lock.published();
    check(wrong, "one published", true, published.isPresent());
    String value = published.orElse("nothing");
    check(
        wrong,
        "published is honoured alone",
        true,
        secrets.marks().equals(Set.of(lock.gate().mark(value))));
    // A header's name may be the secret, and has capitals that the secret has not.
    String configured = lock.cloudFront().config().toLowerCase(Locale.ROOT);
    check(
        wrong,
        "configured is published",
        true,
        configured.contains(value.toLowerCase(Locale.ROOT)));
    List<String> names = names();
    String folder = lock.stack().output("path") + "/";
    long newest = answer.path("sequence").asLong();
    List<String> expected = new ArrayList<>();
    for (long n = newest - states(names) + 1; n <= newest; n++) {
      expected.add("%sstate/%010d".formatted(folder, n));
    }
    expected.add(0, folder + "published");
    if (lock.gate().inAuthorizers()) {
      expected.add(0, folder + "honoured/" + answer.path("current").asText());
    }
    check(wrong, "parameters", expected, names);
    check(wrong, "history is pruned", true, states(names) < HISTORY);
  }

  private static long states(List<String> names) {
    return names.stream().filter(name -> name.contains("/state/")).count();
  }

  private List<String> names() {
    return ssm
        .getParametersByPathPaginator(r -> r.path(lock.stack().output("path")).recursive(true))
        .stream()
        .flatMap(page -> page.parameters().stream())
        .map(Parameter::name)
        .sorted()
        .toList();
  }

  /** Adds states until a rotation ends with pruning. */
  private void fill() {
    for (long states = states(names()); states + STATES < HISTORY; states += 2) {
      rest(driven.invoke("{\"action\":\"pause\"}"));
      rest(driven.invoke("{\"action\":\"unpause\"}"));
    }
  }

  private Fault inject(Case next) {
    Itinerary itinerary = new Itinerary();
    AtomicReference<String> chosen = new AtomicReference<>();
    Place place = next.place();
    Predicate<Call> there =
        call -> {
          // The SDK repeats a call under one and the same id.
          String id = call.request().header("amz-sdk-invocation-id").orElse("");
          if (chosen.get() == null && itinerary.at(call).equals(place)) {
            chosen.set(id);
          }
          return Objects.equals(chosen.get(), id);
        };
    return lock.site()
        .aws()
        .faults()
        .inject(
            byWorker(there),
            next.disturbance().moment(),
            next.disturbance().effect(place),
            0,
            next.disturbance().throughout() ? Integer.MAX_VALUE : 1);
  }

  private Predicate<Call> byWorker(Predicate<Call> which) {
    return Faults.by(lock.stack().functionName()).and(which);
  }

  /** Whether the request arrived, as far as its sender can tell; then ticks, until all is done. */
  private boolean deliver(String request) {
    Outcome outcome = driven.invoke(request);
    rest(outcome);
    return !outcome.failed();
  }

  /** Ticks until nothing is awaited. */
  private void rest(Outcome last) {
    Outcome outcome = last;
    for (int i = 0; i < MOST_TICKS; i++) {
      driven.drive();
      if (outcome.failed()) {
        failed++;
      } else {
        JsonNode answer = DrivenLock.answer(outcome);
        if (answer.path("awaiting").isNull()
            && !answer.path("outcome").asText().equals("waiting")) {
          resting = answer;
          return;
        }
      }
      outcome = driven.tick();
      ticks++;
    }
    throw new AssertionError("not at rest after " + MOST_TICKS + " ticks: " + outcome.text());
  }

  private static long sequence(JsonNode answer) {
    return answer.path("sequence").asLong();
  }

  private static int secret(JsonNode answer) {
    return Integer.parseInt(answer.path("current").asText("g0").substring(1));
  }

  private static void check(List<String> wrong, String what, Object wanted, Object found) {
    if (!wanted.equals(found)) {
      wrong.add(what + ": wanted " + wanted + ", found " + found);
    }
  }

  @Override
  public void close() throws IOException {
    ssm.close();
    driven.close();
  }
}
