package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.Eventually;
import io.originlock.lab.control.Call;
import io.originlock.lab.control.Clients;
import io.originlock.lab.control.Faults;
import io.originlock.lab.control.Faults.Effect;
import io.originlock.lab.control.Faults.Fault;
import io.originlock.lab.control.Faults.Moment;
import io.originlock.lab.gate.Gates;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each alarm that Terraform made rings for what it is there for, and for that alone: by the metrics
 * of the real worker and authorizer, and of the lab's services. Five minutes are 5 s here.
 */
@Tag("verify")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RingingTest {
  private static final String PREFIX = "origin-lock-petstore-";
  private static final String SIGNATURE = "x-origin-lock-signature";
  private static final String MAC = "A".repeat(43);

  /** The longest that an alarm looks back, and as much again for a busy machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** These follow the worker's ticks, which come by hand here. */
  private static final Set<String> BY_TICKS = Set.of("secret-age", "stage-age");

  private LabLock lock;
  private Clients clients;
  private SingleRequests requests;

  @BeforeAll
  void apply() {
    lock = LabLock.hurried("ringing", Gates.named("signature"));
    lock.stack().apply();
    lock.rest();
    lock.untilServed();
    clients = new Clients(lock.site().aws().endpoint());
    requests = new SingleRequests(lock);
  }

  @AfterAll
  void end() throws IOException {
    clients.close();
    lock.close();
  }

  /** What rings now, but for what follows the ticks. */
  private Set<String> ringing() {
    return lock.site().aws().alarms().ringing().stream()
        .map(name -> name.substring(PREFIX.length()))
        .filter(name -> !BY_TICKS.contains(name))
        .collect(Collectors.toSet());
  }

  private void nothingRings() {
    // Errors stay in the edges' caches for a while.
    Eventually.await("viewers are served", PATIENCE, () -> requests.viewer() == 200);
    Eventually.await("nothing rings", PATIENCE, () -> ringing().isEmpty());
  }

  @Test
  @Order(1)
  void nothingRingsWhileAllIsWell() {
    for (int i = 0; i < 20; i++) {
      assertThat(requests.viewer()).isEqualTo(200);
    }
    nothingRings();
  }

  @Test
  @Order(2)
  void aMethodThatIsLeftOpen() {
    try (PlantedDoors doors = new PlantedDoors(lock)) {
      doors.method("DELETE", "/pets/{petId}", false);
      doors.deploy();
      Eventually.await("open-doors rings", PATIENCE, () -> ringingAfterAnAudit("open-doors"));
      assertThat(ringing()).containsExactly("open-doors");
    }
    Eventually.await("it has ended", PATIENCE, () -> !ringingAfterAnAudit("open-doors"));
    nothingRings();
  }

  /** Audits come in the same minute here, of which the alarm takes the worst: so one more. */
  private boolean ringingAfterAnAudit(String alarm) {
    lock.ask("{\"action\":\"audit\"}");
    return ringing().contains(alarm);
  }

  @Test
  @Order(3)
  void aWorkerThatKeepsFailing() {
    Predicate<Call> reads =
        Faults.by(lock.stack().functionName()).and(Faults.operation("GetParametersByPath"));
    Fault denied =
        lock.site()
            .aws()
            .faults()
            .inject(
                reads,
                Moment.BEFORE,
                new Effect.Error(400, "AccessDeniedException"),
                0,
                Integer.MAX_VALUE);
    Eventually.await(
        "errors rings",
        PATIENCE,
        () -> {
          assertThat(lock.invoke(EndToEnd.TICK).failed()).isTrue();
          return ringing().contains("errors");
        });
    denied.remove();
    lock.rest();
    nothingRings();
  }

  @Test
  @Order(4)
  void aCallThatIsGivenUp() {
    String queue = lock.site().aws().moto().endpoint() + "/123456789012/" + PREFIX + "dead-letters";
    lock.site()
        .aws()
        .moto()
        .target(
            "sqs",
            "AmazonSQS.SendMessage",
            "{\"QueueUrl\":\"%s\",\"MessageBody\":\"given up\"}".formatted(queue));
    Eventually.await("dead-letters rings", PATIENCE, () -> ringing().contains("dead-letters"));
    assertThat(ringing()).containsExactly("dead-letters");

    lock.site()
        .aws()
        .moto()
        .target("sqs", "AmazonSQS.PurgeQueue", "{\"QueueUrl\":\"%s\"}".formatted(queue));
    nothingRings();
  }

  @ParameterizedTest
  @Order(5)
  @CsvSource({
    "refused-malformed, forged, refused-unknown-key, g999.NOW.q.MAC",
    "refused-out-of-time, CURRENT.1000000000.q.MAC, refused-wrong, CURRENT.NOW.q.MAC"
  })
  void signaturesOfTwoKindsThatAreRefused(String one, String form, String other, String otherForm) {
    int current = lock.current();
    Eventually.await(
        one + " and " + other + " ring",
        PATIENCE,
        () -> {
          // Each instance tells what it has counted once a minute, which is not hurried.
          assertThat(stranger(form, current)).isEqualTo(403);
          assertThat(stranger(otherForm, current)).isEqualTo(403);
          return ringing().containsAll(Set.of(one, other));
        });
    assertThat(ringing()).containsExactlyInAnyOrder(one, other);

    // What they have counted since then goes with them.
    lock.chillAuthorizer();
    nothingRings();
  }

  private int stranger(String form, int current) {
    String signature =
        form.replace("CURRENT", "g" + current)
            .replace("NOW", String.valueOf(lock.site().clock().instant().getEpochSecond()))
            .replace("MAC", MAC);
    return requests.stranger(Map.of(SIGNATURE, signature));
  }

  @Test
  @Order(6)
  void anAuthorizerWithoutRoom() {
    String authorizer = lock.stack().output("authorizer_function_name");
    clients
        .lambda()
        .putFunctionConcurrency(r -> r.functionName(authorizer).reservedConcurrentExecutions(0));
    Eventually.await(
        "authorizer-throttles rings",
        PATIENCE,
        () -> {
          requests.viewer();
          return ringing().contains("authorizer-throttles");
        });
    assertThat(ringing()).doesNotContain("authorizer-errors");

    clients.lambda().deleteFunctionConcurrency(r -> r.functionName(authorizer));
    nothingRings();
  }

  @Test
  @Order(7)
  void anAuthorizerThatFails() {
    String authorizer = lock.stack().output("authorizer_function_name");
    String handler =
        clients.lambda().getFunctionConfiguration(r -> r.functionName(authorizer)).handler();
    handler(authorizer, "io.originlock.Nowhere::handleRequest");
    Eventually.await(
        "authorizer-errors rings",
        PATIENCE,
        () -> {
          requests.viewer();
          return ringing().contains("authorizer-errors");
        });
    assertThat(ringing()).doesNotContain("authorizer-throttles");

    handler(authorizer, handler);
    nothingRings();
  }

  private void handler(String function, String handler) {
    clients.lambda().updateFunctionConfiguration(r -> r.functionName(function).handler(handler));
  }

  @Test
  @Order(8)
  void anEdgeFunctionWithoutRoom() {
    String edge = lock.stack().output("edge_function_name");
    clients
        .lambda()
        .putFunctionConcurrency(r -> r.functionName(edge).reservedConcurrentExecutions(0));
    viewersAreRefusedUntil("edge-limit-exceeded-1");

    clients.lambda().deleteFunctionConcurrency(r -> r.functionName(edge));
    nothingRings();
  }

  @Test
  @Order(9)
  void anEdgeFunctionThatFails() throws IOException {
    edgeFunction("export const handler = async () => { throw new Error('on purpose'); };", 503);
    viewersAreRefusedUntil("edge-execution-errors-1");
    assertThat(ringing()).doesNotContain("edge-validation-errors-1", "edge-limit-exceeded-1");
  }

  @Test
  @Order(10)
  void anEdgeFunctionWhoseAnswerIsNone() throws IOException {
    edgeFunction("export const handler = async () => ({ status: 'fine' });", 502);
    viewersAreRefusedUntil("edge-validation-errors-1");
  }

  /** Viewers go on coming; the alarm on all 5xx needs more than one period of them. */
  private void viewersAreRefusedUntil(String alarm) {
    Eventually.await(
        alarm + " and edge-5xx-1 ring",
        PATIENCE,
        () -> {
          requests.viewer();
          return ringing().containsAll(Set.of(alarm, "edge-5xx-1"));
        });
  }

  private void edgeFunction(String source, int answer) throws IOException {
    Path zip = lock.site().settings().directory().resolve("edge-" + answer + ".zip");
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream all = new ZipOutputStream(out)) {
      all.putNextEntry(new ZipEntry("index.mjs"));
      all.write(source.getBytes(StandardCharsets.UTF_8));
      all.closeEntry();
    }
    lock.stack().change(Map.of("edge_package", zip.toString()));
    Eventually.await("every edge runs it", PATIENCE, () -> requests.viewer() == answer);
  }

  @Test
  @Order(11)
  void aWorkerThatNoLongerRuns() {
    Eventually.await(
        "nobody reports ages any more",
        PATIENCE,
        () ->
            lock.site()
                .aws()
                .alarms()
                .ringing()
                .containsAll(Set.of(PREFIX + "secret-age", PREFIX + "stage-age")));

    lock.ask(EndToEnd.TICK);
    Eventually.await(
        "ages are reported again",
        PATIENCE,
        () ->
            lock.site().aws().alarms().ringing().stream().noneMatch(name -> name.endsWith("-age")));
  }
}
