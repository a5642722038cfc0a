package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.Eventually;
import io.originlock.lab.control.AwsCall;
import io.originlock.lab.control.Faults;
import io.originlock.lab.control.Faults.Effect;
import io.originlock.lab.control.Faults.Fault;
import io.originlock.lab.control.Faults.Moment;
import io.originlock.lab.demo.ApiChange;
import io.originlock.lab.gateway.GatewayHosts;
import io.originlock.lab.model.ApiCatalog.Method;
import io.originlock.lab.model.Header;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Response;
import io.originlock.lab.net.Wire;
import io.originlock.lab.terraform.TerraformRun.Plan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The gate request-validation; what the engine does is shown with the other gates. */
@Tag("verify")
class RequestValidationEndToEndTest extends EndToEnd {
  private static final String UNFINISHED = "PUT /pets";
  private static final String HEADER = "X-Origin-Lock-";
  private static final Duration DEPLOYMENTS_APART = Duration.ofSeconds(5);

  /** Without pauses, the worker's calls for so many would exceed the account's burst of 40. */
  private static final int MANY = 100;

  private static final Duration LONGEST_FOR_MANY = Duration.ofMinutes(5);

  RequestValidationEndToEndTest() {
    super("request-validation", Map.of(), "apigateway");
  }

  @Test
  @Order(2)
  void aChangeOfTheApiMadeWithTerraformGoesLiveAndStays() {
    ApiChange orders = new ApiChange(lock.site(), lock.stack());
    orders.apply();
    Eventually.await("the change is live", () -> orders.missing().isEmpty());
    Plan withOrders = plan("with-orders");
    assertThat(withOrders.empty()).isTrue();
    Instant from = lock.site().clock().instant();

    lock.rotate("after-the-change");

    assertThat(calls(from, "CreateDeployment")).hasSize(1);
    assertThat(calls(from, "UpdateDistribution")).hasSize(2);
    lock.hostsKnow();
    assertThat(orders.missing()).isEmpty();
    assertThat(plan("after-the-change").empty()).isTrue();
    refusesAsOlderThanTheLastRotation(withOrders);
  }

  @Test
  @Order(3)
  void aMissingAWrongAndABlankHeaderAreRefusedAlikeAndNothingIsNamed() throws IOException {
    Header right = right();
    List<Optional<Header>> wrong =
        List.of(
            Optional.empty(),
            Optional.of(new Header(right.name(), "")),
            Optional.of(new Header(right.name(), " ")),
            Optional.of(lock.gate().header("0".repeat(lock.gate().length()))),
            Optional.of(new Header(HEADER + "probe", "1")));
    Set<String> answers = new TreeSet<>();
    for (int host = 0; host < lock.site().hosts().size(); host++) {
      assertThat(direct(host, Optional.of(right)).status()).isEqualTo(200);
      for (Optional<Header> header : wrong) {
        answers.add(described(direct(host, header)));
      }
    }

    assertThat(answers)
        .singleElement()
        .satisfies(
            answer ->
                assertThat(answer)
                    .startsWith("403 {\"message\":\"Forbidden\"}")
                    .doesNotContainIgnoringCase(HEADER));
  }

  @Test
  @Order(4)
  void whatSomebodyElseLeftInTheDraftIsNotPublished() {
    int before = lock.current();
    Instant from = lock.site().clock().instant();
    try (PlantedDoors doors = new PlantedDoors(lock)) {
      doors.method("PUT", "/pets", false);
      rotateUntilSaid("unfinished", UNFINISHED);
      assertThat(calls(from, "CreateDeployment")).isEmpty();
      assertThat(labels()).doesNotContain(UNFINISHED);
    }

    lock.rest();

    assertThat(lock.current()).as("goes on once it is undone").isEqualTo(before + 1);
    assertThat(calls(from, "CreateDeployment")).hasSize(1);
  }

  @Test
  @Order(5)
  void whatItsOwnerDeploysGoesLiveAndTheRotationGoesOn() {
    int before = lock.current();
    try (PlantedDoors doors = new PlantedDoors(lock)) {
      doors.method("PUT", "/pets", false);
      rotateUntilSaid("finished", UNFINISHED);
      doors.deployForGood();

      lock.rest();

      assertThat(lock.current()).isEqualTo(before + 1);
      lock.hostsKnow();
      assertThat(labels()).contains(UNFINISHED);
      assertThat(methods())
          .allSatisfy(method -> assertThat(method.requestParameters()).containsKey(parameter()));
    }
    try (PlantedDoors owner = new PlantedDoors(lock)) {
      owner.deployForGood();
    }
    lock.rest();
    assertThat(labels()).doesNotContain(UNFINISHED);
  }

  @Test
  @Order(6)
  void aStageWithACanaryIsLeftAlone() {
    int before = lock.current();
    Instant from;
    try (PlantedDoors doors = new PlantedDoors(lock)) {
      doors.canary(doors.deploy());
      from = lock.site().clock().instant();
      rotateUntilSaid("canary", "canary");
      assertThat(calls(from, "UpdateMethod")).isEmpty();
      assertThat(calls(from, "CreateDeployment")).isEmpty();
    }

    lock.rest();

    assertThat(lock.current()).isEqualTo(before + 1);
  }

  @Test
  @Order(7)
  void aHalfPatchedApiIsFinishedBeforeItIsDeployed() {
    int before = lock.current();
    Instant from = lock.site().clock().instant();
    Fault death =
        lock.site()
            .aws()
            .faults()
            .inject(
                Faults.operation("UpdateMethod").and(Faults.byFunctions()),
                Moment.AFTER,
                new Effect.KillCaller(),
                1,
                1);
    lock.invoke(LabLock.rotation("killed"));
    Eventually.await(
        "the worker dies",
        () -> {
          if (death.struck() == 0) {
            lock.invoke(TICK);
          }
          return death.struck() == 1;
        });
    assertThat(calls(from, "CreateDeployment")).isEmpty();

    lock.rest();

    assertThat(lock.current()).isEqualTo(before + 1);
    List<String> operations =
        worker(from).stream()
            .map(AwsCall::operation)
            .filter(operation -> operation.matches("UpdateMethod|CreateDeployment|UpdateStage"))
            .toList();
    int methods = methods().size();
    assertThat(operations)
        .hasSize(methods + 2)
        .endsWith("UpdateMethod", "CreateDeployment", "UpdateStage");
    assertThat(methods())
        .allSatisfy(
            method -> assertThat(method.requestParameters()).containsEntry(parameter(), true));
  }

  @Test
  @Order(8)
  void anAuditFindsTheMethodsThatAreOpen() {
    assertThat(audit()).isEmpty();
    try (PlantedDoors doors = new PlantedDoors(lock)) {
      doors.method("DELETE", "/pets/{petId}", false);
      doors.unvalidated("PATCH", "/pets/{petId}", right().name());
      doors.method("OPTIONS", "/pets", false);
      assertThat(audit()).as("what is not deployed").isEmpty();
      doors.stage(doors.deploy());

      assertThat(audit())
          .contains("method-open: DELETE /pets/{petId}", "method-open: PATCH /pets/{petId}")
          .noneMatch(finding -> finding.contains("OPTIONS"));
      JsonNode answer = lock.ask("{\"action\":\"audit\"}");
      assertThat(answer.path("options"))
          .extracting(JsonNode::asText)
          .contains("prod: OPTIONS /pets");
      assertThat(answer.toString()).doesNotContainIgnoringCase(lock.published().orElseThrow());
    }
    assertThat(audit()).isEmpty();
  }

  @Test
  @Order(9)
  void isOpenedAndClosedAgainUnderLoad() throws IOException {
    lock.viewersAlone();
    awaitNextDeployment();
    lock.disengage();
    assertThat(methods())
        .allSatisfy(
            method -> assertThat(method.requestParameters().toString()).doesNotContain(HEADER));
    assertThat(lock.cloudFront().config()).doesNotContain(HEADER);
    assertThat(plan("no-lock").empty()).isTrue();
    try (PlantedDoors doors = new PlantedDoors(lock)) {
      doors.canary(doors.deploy());
      assertThat(lock.fails("{\"action\":\"engage\"}")).contains("canary");
    }

    awaitNextDeployment();
    lock.engage();
    lock.load();
    lock.rotate("locked-again");

    assertThat(plan("locked-again").empty()).isTrue();
  }

  @Test
  @Order(50)
  void anApiOfManyMethodsRotates() {
    try (PlantedDoors owner = new PlantedDoors(lock)) {
      List<String> verbs = List.of("GET", "PUT", "POST", "DELETE");
      for (int i = 0; methods().size() + i * verbs.size() < MANY; i++) {
        String path = "/many" + i;
        owner.resource(path);
        verbs.forEach(verb -> owner.method(verb, path, false));
      }
      owner.deployForGood();
      // The next tick has the new methods protected.
      restOfMany();
      int methods = methods().size();
      assertThat(methods).isGreaterThanOrEqualTo(MANY);
      int before = lock.current();
      Instant from = lock.site().clock().instant();
      long throttled = lock.site().aws().limits().throttled(lock.stack().functionName());

      lock.ask(LabLock.rotation("many"));
      restOfMany();

      System.out.printf(
          "%d methods: rotated in %s, %d calls%n",
          methods, Duration.between(from, lock.site().clock().instant()), worker(from).size());
      assertThat(lock.site().aws().limits().throttled(lock.stack().functionName()))
          .isEqualTo(throttled);
      assertThat(lock.current()).isEqualTo(before + 1);
      assertThat(calls(from, "UpdateMethod")).hasSize(methods);
      assertThat(calls(from, "CreateDeployment")).hasSize(1);
      assertThat(methods())
          .allSatisfy(
              method -> assertThat(method.requestParameters()).containsEntry(parameter(), true));
    }
  }

  private void restOfMany() {
    Instant deadline = lock.site().clock().instant().plus(LONGEST_FOR_MANY);
    while (!lock.ask(TICK).path("outcome").asText().equals("done")) {
      assertThat(lock.site().clock().instant()).as("at rest in time").isBefore(deadline);
    }
    lock.hostsKnow();
  }

  /** Waits until the account may make a deployment again. */
  private void awaitNextDeployment() {
    Instant last =
        lock.site().aws().calls().calls().stream()
            .filter(call -> call.operation().equals("CreateDeployment"))
            .map(AwsCall::time)
            .max(Instant::compareTo)
            .orElse(Instant.EPOCH);
    Eventually.await(
        "the next deployment is allowed",
        () -> lock.site().clock().instant().isAfter(last.plus(DEPLOYMENTS_APART)));
  }

  /** Begins a rotation, which comes to wait for something that its answers name. */
  private void rotateUntilSaid(String id, String said) {
    AtomicReference<String> event = new AtomicReference<>(LabLock.rotation(id));
    Eventually.await(
        "the lock waits for " + said,
        () -> lock.askWithoutWaiting(event.getAndSet(TICK)).toString().contains(said));
  }

  /** The worker's calls that succeeded since then. */
  private List<AwsCall> worker(Instant from) {
    String worker = lock.stack().functionName();
    return lock.site().aws().calls().calls().stream()
        .filter(call -> call.caller().equals(worker) && call.status() < 300)
        .filter(call -> !call.time().isBefore(from))
        .toList();
  }

  private List<AwsCall> calls(Instant from, String operation) {
    return worker(from).stream().filter(call -> call.operation().equals(operation)).toList();
  }

  /** The methods that every host serves. */
  private List<Method> methods() {
    lock.hostsKnow();
    return lock.site().hosts().knows(0).stages().stream()
        .filter(stage -> stage.stage().equals(lock.stack().stage()))
        .flatMap(stage -> stage.methods().stream())
        .toList();
  }

  private List<String> labels() {
    return methods().stream().map(method -> method.verb() + " " + method.path()).toList();
  }

  /** The header that the API demands now. */
  private Header right() {
    return lock.gate().header(lock.published().orElseThrow());
  }

  private String parameter() {
    return "method.request.header." + right().name();
  }

  private Response direct(int host, Optional<Header> header) throws IOException {
    Request request =
        Request.of("GET", "/" + lock.stack().stage() + "/pets")
            .with("host", lock.stack().apiHost())
            .with(GatewayHosts.HOST_HEADER, String.valueOf(host));
    header.ifPresent(each -> request.with(each.name(), each.value()));
    try (Wire wire = new Wire(Duration.ofSeconds(10), 1)) {
      return wire.send(lock.site().plane().gateway(), request);
    }
  }

  /** An answer without what differs between any two. */
  private static String described(Response response) {
    Map<String, String> headers = response.headers().single();
    headers
        .keySet()
        .removeIf(name -> name.matches("(?i)x-amzn-requestid|x-amz-apigw-id|x-lab-host|date"));
    return response.status() + " " + response.text() + " " + headers;
  }
}
