package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.demo.Repository;
import io.originlock.lab.gate.Gates;
import io.originlock.lab.spread.Spread;
import io.originlock.lab.upgrade.OlderVersions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Under load, a worker of commit 8aee6b5 and today's take a lock over from each other in the middle
 * of a rotation. What the rotation needs next is held up until the other version is deployed, so
 * that the version which began it cannot finish it. Each version takes over in each stage and at
 * each gate. Each of the two locks shows one half of that: what is taken over is the state, which
 * is the same at every gate.
 *
 * <p>The gate request-validation is left out. That version wrote the name of its header in lower
 * case, CloudFront capitalises it, and API Gateway compares by case: since the lab's edges do as
 * CloudFront does, they would refuse viewers before anybody takes over. {@code OlderLifeTest} in
 * the worker's tests holds the states of its rotation against that version's instead.
 */
@Tag("verify")
@ExtendWith(RestedLock.class)
class TakeOverTest {
  private static final String OLDER = "8aee6b5";
  private static final int MOST_TICKS = 10;

  private final Repository older = OlderVersions.ofThisRepository().at(OLDER);
  private final Repository next = Repository.find();

  @Test
  void theOlderFinishesAdmitAndTheNextPresent(LabLock apiKeys) {
    takeOver(apiKeys, "admit", older);
    takeOver(apiKeys, "present", next);
  }

  @Test
  void theNextFinishesAdmitAndTheOlderPresentOfAnEnforcedLock() throws IOException {
    try (LabLock rules = LabLock.start("take-over", Gates.named("web-acl"), Map.of())) {
      rules.stack().change(Map.of("package", worker(older)));
      takeOver(rules, "admit", next);
      takeOver(rules, "present", older);
      assertThat(rules.site().aws().permissions().violations()).as("beyond the role").isEmpty();
    }
  }

  private static void takeOver(LabLock lock, String stage, Repository version) {
    int before = lock.current();
    long refused = lock.refused();
    long passed = lock.passed();
    String began = version(lock);
    Spread<?> held =
        stage.equals("admit") ? lock.site().hosts().spread() : lock.site().fleet().spread();
    held.hold();
    JsonNode left = rotateUpTo(stage, lock);

    lock.stack().change(Map.of("package", worker(version)));

    assertThat(version(lock)).as("the version that goes on").isNotEqualTo(began);
    assertThat(state(lock.status())).as("the state that it reads").isEqualTo(state(left));
    held.resume();
    assertThat(lock.rest().path("stage").asText()).isEqualTo("idle");
    assertThat(lock.current()).isEqualTo(before + 1);
    assertThat(lock.refused()).as("viewers refused, taken over in %s", stage).isEqualTo(refused);
    assertThat(lock.passed()).as("strangers let in, taken over in %s", stage).isEqualTo(passed);
    assertThat(lock.site().ledger().secrets().leftover(1)).as("secrets at the gate").isZero();
  }

  /** Begins a rotation and brings it into a stage that it cannot leave meanwhile. */
  private static JsonNode rotateUpTo(String stage, LabLock lock) {
    String event = LabLock.rotation(stage + " after g" + lock.current());
    for (int events = 0; events < MOST_TICKS; events++) {
      lock.askWithoutWaiting(event);
      JsonNode status = lock.status();
      if (status.path("stage").asText().equals(stage)) {
        return status;
      }
      event = "{\"action\":\"tick\"}";
    }
    throw new AssertionError("The rotation is not at " + stage + ": " + lock.status());
  }

  /**
   * What an answer says of the state alone: not what is awaited, which a version may word
   * differently.
   */
  private static JsonNode state(JsonNode status) {
    return ((ObjectNode) status.deepCopy())
        .retain(
            List.of(
                "stage",
                "since",
                "current",
                "incoming",
                "paused",
                "pending",
                "taken_back",
                "current_since",
                "lingering",
                "retired"));
  }

  private static String worker(Repository version) {
    return version.worker().toString();
  }

  private static String version(LabLock lock) {
    return lock.invoke("{\"action\":\"status\"}").version();
  }
}
