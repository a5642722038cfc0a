package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.Eventually;
import io.originlock.lab.control.Faults;
import io.originlock.lab.control.Faults.Fault;
import io.originlock.lab.control.iam.Permissions.Violation;
import io.originlock.lab.e2e.Trial.Case;
import io.originlock.lab.functions.Outcome;
import io.originlock.lab.ledger.Secrets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;

/** Rotates one driven lock again and again, each time with one call or more disturbed. */
final class DisturbedRotations implements AutoCloseable {
  /** The history that a lock keeps, and what it lets gather before it deletes a batch. */
  private static final int HISTORY = 16 + 10;

  /** A rotation writes this many states; so few before it, and it prunes at its end. */
  private static final int STATES = 6;

  private static final int MOST_TICKS = 15;

  /**
   * What became of one.
   *
   * @param wrong everything that was not as it must be; empty if the rotation survived
   * @param failed how many invocations of its rotation ended in an error
   */
  record Result(Case disturbed, List<String> wrong, int failed) {
    boolean broken() {
      return !wrong.isEmpty();
    }
  }

  private final DrivenLock driven;
  private final LabLock lock;
  private final SsmClient ssm;
  private final String prefix;

  /** The last answer at rest; null after a case that broke off. */
  private JsonNode resting;

  private int number;
  private int failed;

  /** What an undisturbed rotation writes. */
  private List<Place> writes = List.of();

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
    Fault watching = itinerary.follow(lock);
    deliver(LabLock.rotation(prefix + "undisturbed-" + ++number));
    watching.remove();
    assertThat(driven.takeWrong()).as("wrong without a fault").isEmpty();
    writes = itinerary.writes();
    return itinerary;
  }

  /** Runs one trial; the lock should be at rest afterwards. */
  List<Result> run(Trial next) {
    number++;
    driven.order(number);
    List<String> wrong = new ArrayList<>();
    failed = 0;
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
    return next.cases().stream().map(each -> new Result(each, wrong, failed)).toList();
  }

  private void disturb(Trial next, List<String> wrong) {
    if (resting == null) {
      rest(driven.tick());
    }
    if (next.prunes()) {
      fill();
    }
    int violations = lock.site().aws().permissions().violations().size();
    int before = secret(resting);
    Itinerary itinerary = new Itinerary();
    List<Fault> faults = next.cases().stream().map(each -> itinerary.disturb(lock, each)).toList();
    String request = LabLock.rotation(prefix + number);
    boolean arrived = deliver(request);
    long first = sequence(resting);
    for (int i = 0; i < faults.size(); i++) {
      check(wrong, next.cases().get(i) + " struck", true, faults.get(i).struck() > 0);
    }
    if (!next.apart().isEmpty()) {
      check(wrong, "invocations that failed", 0, failed);
      check(wrong, "what was written", writes, itinerary.writes());
    }
    // Lambda delivers again what its function did not survive; so does an impatient schedule.
    deliver(request);
    long second = sequence(resting);
    if (second != first) {
      check(wrong, "the first delivery arrived", false, arrived);
      deliver(request);
      check(wrong, "state after one delivery more", second, sequence(resting));
    }
    Eventually.await("the disturbed calls are over", () -> faults.stream().allMatch(Fault::over));
    if (next.waits()) {
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
  private List<Violation> violations(int before, Trial trial) {
    List<Violation> all = lock.site().aws().permissions().violations();
    boolean twice =
        trial.cases().stream()
            .anyMatch(
                each ->
                    each.place().call().equals("DeleteApiKey")
                        && (each.disturbance().moment() == Faults.Moment.AFTER
                            || each.disturbance().waits()));
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
