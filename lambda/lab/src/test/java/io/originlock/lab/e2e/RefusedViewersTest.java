package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.finding.Kind;
import io.originlock.lab.Eventually;
import io.originlock.lab.alarms.State;
import io.originlock.lab.control.Clients;
import io.originlock.lab.functions.Deployed;
import io.originlock.lab.gate.Gates;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;
import software.amazon.awssdk.services.lambda.model.LoggingConfig;

/**
 * A lock at rest whose viewers are all refused: an alarm rings within five of the lab's minutes,
 * {@code status} names the cause, and what it says to do has viewers served again.
 */
@Tag("verify")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedViewersTest {
  private static final String ALARM = "origin-lock-petstore-viewers-refused";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Five minutes' ticks. */
  private static final int TICKS = 5;

  private LabLock lock;
  private Clients clients;
  private ApiOwner owner;
  private SingleRequests requests;
  private BareFirewall firewall;

  @BeforeAll
  void apply() {
    lock = LabLock.hurried("refused-viewers", Gates.named("api-key"));
    lock.stack().apply();
    lock.rest();
    lock.untilServed();
    clients = new Clients(lock.site().aws().endpoint());
    owner = new ApiOwner(clients.apiGateway(), lock.stack());
    requests = new SingleRequests(lock);
    firewall = new BareFirewall(lock.site().aws().endpoint(), "somebody");
  }

  @AfterAll
  void end() throws IOException {
    clients.close();
    lock.close();
  }

  /** What somebody does to a lock that works, and undoes as {@code status} says. */
  private enum Deed {
    TAKES_KEYS_FROM_AN_AUTHORIZER(
        Kind.KEY_SOURCE,
        test -> test.api("/apiKeySource", "AUTHORIZER"),
        test -> test.api("/apiKeySource", "HEADER")),
    SENDS_HOST_ON(
        Kind.FORWARDED_HOST,
        test -> test.edge("b689b0a8-53d0-40ab-baf2-68738e2966ac", ALL_VIEWER),
        test -> test.edge(ALL_VIEWER, "b689b0a8-53d0-40ab-baf2-68738e2966ac")),
    SWITCHES_THE_ENDPOINT_OFF(
        Kind.ENDPOINT_OFF,
        test -> test.api("/disableExecuteApiEndpoint", "true"),
        test -> test.api("/disableExecuteApiEndpoint", "false")),
    ADMITS_ONE_NETWORK(
        Kind.POLICY_REFUSES,
        test -> test.policy(Admission.ONE_NETWORK),
        test -> test.policy(Admission.EVERYBODY)),
    LETS_TOO_FEW_PASS(
        Kind.SHARED_THROTTLE,
        RefusedViewersTest::throttle,
        test -> test.plan(change(Op.REMOVE, "/throttle", null))),
    LETS_TOO_FEW_PASS_A_DAY(
        Kind.SHARED_QUOTA,
        test ->
            test.plan(
                change(Op.REPLACE, "/quota/limit", "1"),
                change(Op.REPLACE, "/quota/period", "DAY")),
        test -> test.plan(change(Op.REMOVE, "/quota", null))),
    LEADS_TO_ANOTHER_STAGE(
        Kind.FOREIGN_ORIGIN,
        test -> test.edge(test.originPath(), "<OriginPath>/elsewhere</OriginPath>"),
        test -> test.edge("<OriginPath>/elsewhere</OriginPath>", test.originPath())),
    ASKS_A_FUNCTION_THAT_DENIES(
        "denied by an authorizer or the API's resource policy",
        RefusedViewersTest::deny,
        test -> test.owner.authorizeAll()),
    BLOCKS_BY_A_WEB_ACL(
        "or by the stage's web ACL",
        test -> test.firewall.block(test.api(), test.lock.stack().stage()),
        test -> test.firewall.release(test.api(), test.lock.stack().stage()));

    private final String cause;
    private final Consumer<RefusedViewersTest> done;
    private final Consumer<RefusedViewersTest> undone;

    Deed(Kind kind, Consumer<RefusedViewersTest> done, Consumer<RefusedViewersTest> undone) {
      this("\"kind\":\"" + kind.label() + "\"", done, undone);
    }

    /**
     * @param cause how {@code status} names it
     */
    Deed(String cause, Consumer<RefusedViewersTest> done, Consumer<RefusedViewersTest> undone) {
      this.cause = cause;
      this.done = done;
      this.undone = undone;
    }
  }

  private static final String ALL_VIEWER = "216adef6-5c7f-47e4-b989-5492eafa07d3";

  @ParameterizedTest
  @EnumSource(Deed.class)
  void whatRefusesEverybodyRingsIsNamedAndMended(Deed deed) {
    deed.done.accept(this);
    Eventually.await("viewers are refused", PATIENCE, () -> requests.viewer() != 200);

    rings();

    JsonNode status = lock.status();
    assertThat(status.toString()).contains(deed.cause);
    assertThat(status.at("/distributions/0/viewer").asText()).isIn("refused", "unserved");
    deed.undone.accept(this);
    served();
    assertThat(lock.status().toString()).doesNotContain(deed.cause);
  }

  @Test
  void aStageTakenOutOfThePlanIsPutBackByTheLock() {
    owner.changePlan(Op.REMOVE);
    Eventually.await("viewers are refused", PATIENCE, () -> requests.viewer() != 200);

    rings();

    served();
  }

  private void throttle() {
    plan(
        change(Op.REPLACE, "/throttle/rateLimit", "0"),
        change(Op.REPLACE, "/throttle/burstLimit", "0"));
  }

  /**
   * Ticks as often as in five minutes, and expects that the alarm rang: on a busy machine it may be
   * over before anybody looks, since an alarm looks back three seconds here.
   */
  private void rings() {
    Instant from = lock.site().clock().instant();
    for (int tick = 0; tick < TICKS; tick++) {
      lock.ask(EndToEnd.TICK);
    }
    Eventually.await(
        "the alarm rings",
        PATIENCE,
        () ->
            lock.site().aws().alarms().changes().stream()
                .anyMatch(
                    change ->
                        change.alarm().equals(ALARM)
                            && change.to() == State.ALARM
                            && change.at().isAfter(from)));
  }

  private void served() {
    Eventually.await("viewers are served", PATIENCE, () -> requests.viewer() == 200);
    lock.rest();
    Eventually.await("the alarm ends", PATIENCE, () -> !ringing().contains(ALARM));
  }

  private Set<String> ringing() {
    return lock.site().aws().alarms().ringing();
  }

  private void api(String path, String value) {
    owner.change(path, value);
  }

  private String api() {
    return lock.stack().output("rest_api_id");
  }

  private String originPath() {
    return "<OriginPath>/" + lock.stack().stage() + "</OriginPath>";
  }

  private void deny() {
    Deployed function =
        Deployed.atTheEdge(
            clients,
            """
            export const handler = async event => ({
              principalId: 'somebody',
              policyDocument: {
                Version: '2012-10-17',
                Statement: [{
                  Action: 'execute-api:Invoke', Effect: 'Deny', Resource: event.methodArn
                }]
              }
            });
            """,
            LoggingConfig.builder().logGroup("/aws/lambda/denies").build());
    clients
        .lambda()
        .addPermission(
            r ->
                r.functionName(function.name())
                    .statementId("gateway")
                    .action("lambda:InvokeFunction")
                    .principal("apigateway.amazonaws.com"));
    owner.authorizeBy("arn:aws:lambda:us-east-1:123456789012:function:" + function.name());
  }

  private void policy(Admission admission) {
    api("/policy", admission.policy());
  }

  private void edge(String before, String after) {
    lock.cloudFront()
        .change(
            config -> {
              assertThat(config).contains(before);
              return config.replace(before, after);
            });
  }

  private void plan(PatchOperation... changes) {
    clients
        .apiGateway()
        .updateUsagePlan(
            r ->
                r.usagePlanId(lock.stack().output("usage_plan_id"))
                    .patchOperations(List.of(changes)));
  }

  private static PatchOperation change(Op op, String path, String value) {
    return PatchOperation.builder().op(op).path(path).value(value).build();
  }
}
