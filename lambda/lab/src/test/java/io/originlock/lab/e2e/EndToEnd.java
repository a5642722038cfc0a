package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.demo.SecretSearch;
import io.originlock.lab.terraform.TerraformRun.Plan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private final String name;
  private final Map<String, Object> variables;
  LabLock lock;
  boolean mayRefuse;
  private long refusedBefore;

  EndToEnd(String name, Map<String, Object> variables) {
    this.name = name;
    this.variables = variables;
  }

  @BeforeAll
  void apply() {
    lock = LabLock.start(name, variables);
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
      assertThat(lock.refused() - refusedBefore).as("viewers refused").isZero();
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

  @Test
  @Order(1)
  void rotatesUnderLoadWithoutDrift() {
    String before = current();
    JsonNode after = lock.rotate("first");

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
    // The destroy, of which CloudFront alone takes more than a minute, is make verify's and the
    // demo's: see RestedLock.
    lock.quiet();
    Set<String> secrets = lock.site().ledger().secrets().all();
    assertThat(secrets).as("secrets to look for").hasSizeGreaterThan(1);
    assertThat(SecretSearch.in(lock.site().settings().directory(), secrets)).isEmpty();
  }
}
