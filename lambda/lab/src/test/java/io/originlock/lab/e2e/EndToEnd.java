package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.control.Call;
import io.originlock.lab.control.Faults;
import io.originlock.lab.control.Faults.Effect;
import io.originlock.lab.control.Faults.Fault;
import io.originlock.lab.control.Faults.Moment;
import io.originlock.lab.demo.SecretSearch;
import io.originlock.lab.gate.GateView;
import io.originlock.lab.gate.Gates;
import io.originlock.lab.terraform.TerraformException;
import io.originlock.lab.terraform.TerraformRun.Plan;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What is so with every gate, from the outside: Terraform really applied, the real package, real
 * HTTP. One stack for all tests of a class, each of which leaves the lock at rest; viewers come all
 * the time, and unless a test says why, none of them is refused.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class EndToEnd {
  static final String TICK = "{\"action\":\"tick\"}";

  private final GateView gate;
  private final Map<String, Object> variables;
  private final Set<String> busy;
  LabLock lock;
  boolean mayRefuse;
  private long refusedBefore;

  /**
   * @param variables of the example, on top of the lab's
   * @param busy services that say "try again later" to a call of the first engagement's for 20 s
   */
  EndToEnd(String gate, Map<String, Object> variables, String... busy) {
    this.gate = Gates.named(gate);
    this.variables = variables;
    this.busy = Set.of(busy);
  }

  @BeforeAll
  void apply() {
    lock = LabLock.start(gate.name(), gate, variables, this::tryAgainLater);
    lock.site().aws().faults().clear();
  }

  /**
   * Has every write of the worker's be tried again: once, or for 20 s at the first of a service.
   */
  private void tryAgainLater(Faults faults) {
    Predicate<Call> writes = Faults.byFunctions().and(Call::writes);
    for (String service : busy) {
      Predicate<Call> first =
          Faults.firstCallFor(
              writes.and(call -> call.service().equals(service)), Duration.ofSeconds(20));
      faults.inject(first, Moment.BEFORE, new Effect.TryAgain(), 0, Integer.MAX_VALUE);
    }
    faults.inject(
        Faults.firstAttempts(writes.and(call -> !busy.contains(call.service()))),
        Moment.BEFORE,
        new Effect.TryAgain(),
        0,
        Integer.MAX_VALUE);
  }

  @AfterAll
  void end() throws IOException {
    lock.close();
  }

  @BeforeEach
  void count() {
    refusedBefore = lock.refused();
    mayRefuse = false;
  }

  @AfterEach
  void nobodyWasRefusedAndNobodyPassed() {
    lock.site().aws().faults().clear();
    if (!mayRefuse) {
      assertThat(lock.refused() - refusedBefore)
          .as("viewers refused, all so far: %s", lock.site().ledger().totals().failures())
          .isZero();
    }
    assertThat(lock.passed()).as("intruders that passed").isZero();
    assertThat(lock.site().aws().permissions().violations()).isEmpty();
  }

  String current() {
    return lock.status().path("current").asText();
  }

  /** What an audit finds, as {@code "<kind> <where>"}, with the method where it is about one. */
  List<String> audit() {
    List<String> found = new ArrayList<>();
    for (JsonNode door : lock.ask("{\"action\":\"audit\"}").path("findings")) {
      String method =
          door.path("method").isNull()
              ? door.path("where").asText()
              : door.path("method").asText() + " " + door.path("path").asText();
      found.add(door.path("kind").asText() + ": " + method);
    }
    return found;
  }

  /** How findings name the lock's stage. */
  String stage() {
    return "stage prod of REST API " + lock.stack().output("rest_api_id");
  }

  Plan plan(String file) {
    return lock.stack().terraform().plan(file);
  }

  /** Fails unless Terraform refuses to apply this plan and leaves the distribution alone. */
  void refusesAsOlderThanTheLastRotation(Plan stale) {
    String etag = lock.cloudFront().etag();

    assertThatThrownBy(() -> lock.stack().terraform().apply(stale))
        .isInstanceOfSatisfying(
            TerraformException.class,
            refused ->
                assertThat(refused.output())
                    .contains("The lock has rotated since this plan was made. Plan again."));

    assertThat(lock.cloudFront().etag()).isEqualTo(etag);
  }

  @Test
  @Order(1)
  void rotatesUnderLoadWithoutDriftThoughEveryWriteIsToBeTriedAgain() {
    String before = current();
    Fault told =
        lock.site()
            .aws()
            .faults()
            .inject(
                Faults.firstAttempts(Faults.byFunctions().and(Call::writes)),
                Moment.BEFORE,
                new Effect.TryAgain(),
                0,
                Integer.MAX_VALUE);
    JsonNode after = lock.rotate("first");
    told.remove();

    assertThat(told.struck()).as("writes").isGreaterThan(5);

    assertThat(after.path("stage").asText()).isEqualTo("idle");
    assertThat(after.path("current").asText()).isNotEqualTo(before);
    assertThat(lock.site().ledger().secrets().leftover(1)).isZero();
    assertThat(lock.site().ledger().secrets().marks())
        .containsExactly(lock.gate().mark(lock.published().orElseThrow()));
    assertThat(plan("after-first").empty()).isTrue();
  }

  @Test
  @Order(99)
  void noSecretWasWrittenAnywhere() throws IOException {
    // The destroy, of which CloudFront alone takes more than a minute, is WebAclEndToEndTest's and
    // the demo's.
    lock.quiet();
    Set<String> secrets = lock.site().ledger().secrets().all();
    assertThat(secrets).as("secrets to look for").hasSizeGreaterThan(1);
    assertThat(SecretSearch.in(lock.site().settings().directory(), secrets)).isEmpty();
  }
}
