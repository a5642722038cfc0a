package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.finding.Kind;
import io.originlock.finding.Severity;
import io.originlock.lab.aws.AwsLab;
import io.originlock.lab.control.AwsCall;
import io.originlock.lab.control.Clients;
import io.originlock.lab.control.SharedLab;
import io.originlock.lab.functions.Outcome;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A lock is neither engaged nor, where the worker closes the gate, enforced in a world that would
 * refuse viewers or hinder the lock: a sentence says why, and nothing is changed. One lock of each
 * gate meets one such world after the other, since a refusal leaves all as it was. Whoever accepts
 * the findings by kind and place gets through.
 */
@Tag("verify")
@ExtendWith(SharedLab.class)
class RefusingWorldsTest {
  private final AwsLab lab;
  private final Clients clients;

  RefusingWorldsTest(AwsLab lab, Clients clients) {
    this.lab = lab;
    this.clients = clients;
  }

  /**
   * @param enforces whether it is the worker that closes this gate
   */
  @ParameterizedTest
  @CsvSource({
    "request-validation, true,",
    "web-acl, true,",
    "api-key, false, https://probe.invalid/live",
    "signature, false,"
  })
  void isRefusedUnlessAccepted(String gate, boolean enforces, String stageProbe) {
    BareLock lock = new BareLock(lab, clients, gate, stageProbe);
    BareWorker strict = lock.worker();
    Map<Kind, String> found = new TreeMap<>();

    for (RefusingWorld world : RefusingWorld.of(gate)) {
      world.spoil(lock);
      world.kinds().forEach(kind -> found.put(kind, world.place(lock)));
      refuses(strict, "engage", found);
    }
    BareWorker accepting = lock.accepting(found);
    assertThat(answer(accepting, "engage")).contains("Engaged with g1.");

    if (enforces) {
      refuses(strict, "enforce", found);
      assertThat(answer(accepting, "enforce")).contains("The gate closes once every edge");
    }
  }

  /** With a canary the gate request-validation does not even begin, whatever is accepted. */
  @Test
  void aCanaryKeepsAnEngagedLockFromClosing() {
    BareLock lock = new BareLock(lab, clients, "request-validation", null);
    Map<Kind, String> found = Map.of(Kind.CANARY_STANDS_STILL, lock.place("{stage}"));
    BareWorker strict = lock.worker();
    assertThat(answer(strict, "engage")).contains("Engaged with g1.");
    lock.api().canary();

    refuses(strict, "enforce", found);
    assertThat(answer(lock.accepting(found), "enforce"))
        .contains("The gate closes once every edge");
  }

  @Test
  void noneThatRefusesOrHindersIsForgotten() {
    Set<Kind> tried =
        Stream.concat(
                Arrays.stream(RefusingWorld.values()).flatMap(world -> world.kinds().stream()),
                Stream.of(Kind.CANARY_STANDS_STILL, Kind.MEMBER_MISSING, Kind.PLAIN_PROBE))
            .collect(Collectors.toSet());

    assertThat(Kind.values())
        .filteredOn(
            kind -> kind.severity() == Severity.REFUSES || kind.severity() == Severity.HINDERS)
        .hasSameElementsAs(tried);
  }

  /** It must name what was found, each with its place, and nothing else, and change nothing. */
  private void refuses(BareWorker worker, String action, Map<Kind, String> found) {
    int before = lab.calls().calls().size();

    Outcome refused = worker.ask(event(action));

    String error = refused.text();
    assertThat(refused.failed()).as(error).isTrue();
    assertThat(error)
        .contains(action + " is refused. ")
        .contains("Nothing was changed. Mend it, or accept it by kind and place");
    found.values().stream()
        // Of a distribution that is not known before.
        .map(place -> place.replaceFirst(" \\*$", ""))
        .forEach(place -> assertThat(error).containsIgnoringCase(place));
    assertThat(Kind.values())
        .filteredOn(kind -> error.contains("(" + kind.label() + ")"))
        .hasSameElementsAs(found.keySet());
    assertThat(lab.calls().calls().subList(before, lab.calls().calls().size()))
        .filteredOn(
            call -> call.caller().equals(worker.function()) && !call.service().equals("logs"))
        .isNotEmpty()
        .noneMatch(AwsCall::writes);
  }

  private static String answer(BareWorker worker, String action) {
    Outcome answer = worker.ask(event(action));
    assertThat(answer.failed()).as(answer.text()).isFalse();
    return answer.text();
  }

  private static String event(String action) {
    return "{\"action\":\"" + action + "\"}";
  }
}
