package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.control.Faults.Fault;
import io.originlock.lab.e2e.Trial.Case;
import io.originlock.lab.functions.Outcome;
import io.originlock.lab.gate.GateView;
import io.originlock.lab.gate.Gates;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A gate is opened and closed again, with a fault at every write of the way: one of those that no
 * SDK makes up for, each at every third write. {@code -Dorigin-lock.seed=…} shifts them.
 */
@Tag("verify")
class EnforcementFaultsTest {
  private static final List<String> WAY = List.of("unenforce", "enforce");
  private static final List<Disturbance> DISTURBANCES =
      List.of(Disturbance.KILLED_AFTER, Disturbance.FAILED, Disturbance.DROPPED_THROUGHOUT);
  private static final int MOST_TICKS = 15;

  private final int shift = Math.floorMod(Long.getLong("origin-lock.seed", 0), DISTURBANCES.size());

  @ParameterizedTest
  @ValueSource(strings = {"web-acl", "request-validation"})
  void noFaultRefusesAViewerOrLeavesTheGateOpen(String name) throws Exception {
    GateView gate = Gates.named(name);
    try (LabLock lock = LabLock.quick("enforcement-" + name, gate);
        DrivenLock driven = new DrivenLock(lock)) {
      Itinerary undisturbed = new Itinerary();
      List<String> wrong = new ArrayList<>(wayOutAndIn(driven, undisturbed.follow(lock)));
      List<Place> writes = undisturbed.writes();
      assertThat(writes).as("places").hasSizeGreaterThan(5);

      int struck = 0;
      for (int i = 0; i < writes.size(); i++) {
        Disturbance disturbance = DISTURBANCES.get((i + shift) % DISTURBANCES.size());
        Case next = new Case(writes.get(i), disturbance);
        driven.order(i);
        Fault fault = new Itinerary().disturb(lock, next);
        wayOutAndIn(driven, fault).forEach(each -> wrong.add(next + ": " + each));
        struck += fault.struck() > 0 ? 1 : 0;
      }

      System.out.printf("enforcement, %s: %d of %d faults%n", name, struck, writes.size());
      assertThat(wrong).isEmpty();
      // Where edges hear in another order, a state more or less is written, and the rest lies
      // elsewhere.
      assertThat(struck).as("faults that struck").isGreaterThan(writes.size() / 2);
      assertThat(lock.current()).as("no secret was made or lost").isEqualTo(1);
    }
  }

  /** Asks for each twice, as Lambda does whose function died, and looks at both ends. */
  private static List<String> wayOutAndIn(DrivenLock driven, Fault fault) {
    List<String> wrong = new ArrayList<>();
    driven.mayBeOpen(true);
    for (String action : WAY) {
      JsonNode answer = null;
      for (int delivery = 0; delivery < 2; delivery++) {
        answer = rest(driven, driven.invoke("{\"action\":\"%s\"}".formatted(action)));
      }
      String stage = action.equals("enforce") ? "idle" : "engage";
      if (!answer.path("stage").asText().equals(stage)) {
        wrong.add("after " + action + ": " + answer);
      }
    }
    fault.remove();
    driven.mayBeOpen(false);
    driven.ask("it is closed again");
    wrong.addAll(driven.takeWrong());
    return wrong;
  }

  private static JsonNode rest(DrivenLock driven, Outcome first) {
    Outcome outcome = first;
    for (int i = 0; i < MOST_TICKS; i++) {
      driven.drive();
      if (!outcome.failed() && !isWaiting(outcome)) {
        return DrivenLock.answer(outcome);
      }
      outcome = driven.tick();
    }
    throw new AssertionError("not at rest after " + MOST_TICKS + " ticks: " + outcome.text());
  }

  private static boolean isWaiting(Outcome outcome) {
    return DrivenLock.answer(outcome).path("outcome").asText().equals("waiting");
  }
}
