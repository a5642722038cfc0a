package io.originlock.lab.functions;

import static io.originlock.lab.functions.Deployed.logs;
import static io.originlock.lab.functions.Deployed.statement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.originlock.lab.Eventually;
import io.originlock.lab.aws.AwsLab;
import io.originlock.lab.control.Clients;
import io.originlock.lab.control.Faults;
import io.originlock.lab.control.Faults.Effect;
import io.originlock.lab.control.Faults.Moment;
import io.originlock.lab.control.SharedLab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

@ExtendWith(SharedLab.class)
class FunctionsTest {
  private static final String PARAMETERS = "arn:aws:ssm:us-east-1:123456789012:parameter/fn/*";

  private final AwsLab lab;
  private final Clients clients;

  FunctionsTest(AwsLab lab, Clients clients) {
    this.lab = lab;
    this.clients = clients;
  }

  @AfterEach
  void heal() {
    lab.faults().clear();
  }

  @Test
  void runsTheUploadedPackageAndKeepsItWarm() throws IOException {
    Deployed function = Deployed.deploy(clients, 10, logs());
    int before = lab.functions().coldStarts().size();

    InvokeResponse first = invoke(function, "1", "\"hi\"");
    InvokeResponse second = invoke(function, "1", "\"hi\"");

    assertThat(first.executedVersion()).isEqualTo("1");
    assertThat(first.functionError()).isNull();
    assertThat(text(first)).contains("\"calls\":1", "\"version\":\"1\"", "\"greeting\":\"hello\"");
    assertThat(text(second)).contains("\"calls\":2");
    assertThat(lab.functions().coldStarts()).hasSize(before + 1);
    assertThat(Files.readString(lab.functions().logFile(function.name())))
        .contains("event \"hi\"", "START RequestId", "REPORT RequestId");
    assertThat(clients.lambda().listFunctions().functions())
        .anyMatch(found -> found.functionName().equals(function.name()));
    assertThat(lab.inventory().get("log group")).contains("/aws/lambda/" + function.name());
  }

  @Test
  void failuresAreAnswersAndTheNextEventMeetsAHealthyProcess() {
    Deployed function = Deployed.deploy(clients, 30, logs());

    InvokeResponse failed = invoke(function, "", "\"fail\"");
    assertThat(failed.statusCode()).isEqualTo(200);
    assertThat(failed.functionError()).isEqualTo("Unhandled");
    assertThat(text(failed)).contains("failed as told", "IllegalStateException");

    assertThat(text(invoke(function, "", "\"exit\""))).contains("Runtime.ExitError");
    assertThat(text(invoke(function, "", "\"hi\""))).contains("\"calls\":1");

    // For this alone: a JVM may take longer to start.
    limit(function, 2);
    assertThat(text(invoke(function, "", "\"sleep\"")))
        .contains("Sandbox.Timedout", "Task timed out after 2.00 seconds");
    limit(function, 30);
    assertThat(text(invoke(function, "", "\"hi\""))).contains("\"calls\":1");
    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() -> invoke(function, "nope", "\"hi\""));
  }

  @Test
  void aStartIsNotOfTheTimeOut() {
    Deployed function = Deployed.deploy(clients, 2, logs());
    clients
        .lambda()
        .updateFunctionConfiguration(
            r ->
                r.functionName(function.name())
                    .environment(e -> e.variables(Map.of("START_SECONDS", "3"))));

    assertThat(text(invoke(function, "", "\"hi\""))).contains("\"calls\":1");
    assertThat(text(invoke(function, "", "\"sleep\""))).contains("Sandbox.Timedout");
  }

  private void limit(Deployed function, int seconds) {
    clients
        .lambda()
        .updateFunctionConfiguration(r -> r.functionName(function.name()).timeout(seconds));
  }

  @Test
  void aNewConfigurationRunsInANewProcessAndVersionsKeepTheirOwn() {
    Deployed function = Deployed.deploy(clients, 10, logs());
    invoke(function, "", "\"hi\"");

    clients
        .lambda()
        .updateFunctionConfiguration(
            r ->
                r.functionName(function.name())
                    .environment(
                        e -> e.variables(Map.of("GREETING", "bye", "JAVA_TOOL_OPTIONS", "-Da=b"))));

    assertThat(text(invoke(function, "", "\"hi\"")))
        .contains("\"calls\":1", "\"greeting\":\"bye\"", "-Da=b");
    assertThat(text(invoke(function, "1", "\"hi\""))).contains("\"greeting\":\"hello\"");
  }

  @Test
  void reservedConcurrencyThrottles() {
    Deployed function = Deployed.deploy(clients, 30, logs());
    clients
        .lambda()
        .putFunctionConcurrency(
            r -> r.functionName(function.name()).reservedConcurrentExecutions(1));

    CompletableFuture<InvokeResponse> slow =
        CompletableFuture.supplyAsync(() -> invoke(function, "", "\"sleep\""));
    Eventually.await("it runs", () -> lab.functions().running().contains(function.name()));
    assertThatExceptionOfType(TooManyRequestsException.class)
        .isThrownBy(() -> invoke(function, "", "\"hi\""));

    assertThat(invoke(function, "", InvocationType.EVENT, "\"later\"").statusCode()).isEqualTo(202);
    assertThat(ran(function, "\"later\"")).isFalse();

    assertThat(lab.functions().kill(function.name())).isEqualTo(1);
    assertThat(text(slow.join())).contains("Runtime.ExitError", "signal: 9");
    Eventually.await("the event that waited runs", () -> ran(function, "\"later\""));
  }

  @Test
  void aFunctionMayDoWhatItsRoleAllowsAndNoMore() {
    Deployed function =
        Deployed.deploy(
            clients,
            10,
            logs() + "," + statement("Write", "ssm:PutParameter,ssm:DeleteParameter", PARAMETERS));
    String name = "/fn/" + function.name();

    assertThat(text(invoke(function, "", "\"PutParameter " + name + "\"")))
        .contains("\"status\":200");
    assertThat(text(invoke(function, "", "\"GetParameter " + name + "\"")))
        .contains("\"status\":400", "AccessDeniedException", "ssm:GetParameter");
    assertThat(text(invoke(function, "", "\"PutParameter /other\"")))
        .contains("AccessDeniedException");

    assertThat(lab.permissions().violations())
        .filteredOn(violation -> violation.caller().equals(function.name()))
        .extracting(violation -> violation.action())
        .containsExactly("ssm:GetParameter", "ssm:PutParameter");
    // Log delivery used its grants by itself, but for the group, which it had to make.
    assertThat(lab.permissions().unusedPermissions())
        .filteredOn(grant -> grant.role().equals(function.name()))
        .extracting(grant -> grant.statement() + " " + grant.part())
        .containsExactly("policy/Write ssm:DeleteParameter");

    Deployed.allow(clients, function.name(), statement("All", "ssm:Get*", "*"));
    assertThat(text(invoke(function, "", "\"GetParameter " + name + "\"")))
        .contains("\"status\":200", "by the function");
  }

  @Test
  void aFunctionCanBeKilledDuringItsCallsBeforeAndAfterTheirEffect() {
    Deployed function =
        Deployed.deploy(clients, 10, statement("Write", "ssm:PutParameter", PARAMETERS));
    String name = "/fn/" + function.name();

    lab.faults().injectOnce(Faults.by(function.name()), Moment.BEFORE, new Effect.KillCaller());
    assertThat(text(invoke(function, "", "\"PutParameter " + name + "/a\"")))
        .contains("Runtime.ExitError");
    lab.faults().clear();
    lab.faults().injectOnce(Faults.by(function.name()), Moment.AFTER, new Effect.KillCaller());
    assertThat(text(invoke(function, "", "\"PutParameter " + name + "/b\"")))
        .contains("Runtime.ExitError");

    assertThat(clients.ssm().getParametersByPath(r -> r.path(name)).parameters())
        .singleElement()
        .satisfies(parameter -> assertThat(parameter.name()).isEqualTo(name + "/b"));
  }

  @Test
  void anEventThatKeepsFailingGoesToItsDestination() {
    Deployed function =
        Deployed.deploy(
            clients,
            10,
            statement(
                "Dead", "sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:dead-letters"));
    lab.moto().query("sqs", "Action=CreateQueue&QueueName=dead-letters");
    clients
        .lambda()
        .createAlias(r -> r.functionName(function.name()).name("rotate").functionVersion("1"));
    clients
        .lambda()
        .putFunctionEventInvokeConfig(
            r ->
                r.functionName(function.name())
                    .qualifier("rotate")
                    .maximumRetryAttempts(1)
                    .destinationConfig(
                        d ->
                            d.onFailure(
                                f ->
                                    f.destination(
                                        "arn:aws:sqs:us-east-1:123456789012:dead-letters"))));

    invoke(function, "rotate", InvocationType.EVENT, "\"fail\"");

    Eventually.await(
        "the event is in the queue",
        () ->
            lab.moto()
                .query(
                    "sqs",
                    "Action=ReceiveMessage&QueueUrl=http%3A%2F%2Flocalhost%2F123456789012%2Fdead-letters")
                .text()
                .contains("RetriesExhausted"));
  }

  @Test
  void whatMotoDropsOfAConfigurationIsEchoed() {
    Deployed function = Deployed.deploy(clients, 10, logs());
    clients
        .lambda()
        .updateFunctionConfiguration(
            r -> r.functionName(function.name()).snapStart(s -> s.applyOn("PublishedVersions")));

    assertThat(
            clients
                .lambda()
                .getFunctionConfiguration(r -> r.functionName(function.name()).qualifier("1"))
                .snapStart()
                .optimizationStatusAsString())
        .isEqualTo("On");
  }

  private InvokeResponse invoke(Deployed function, String qualifier, String event) {
    return invoke(function, qualifier, InvocationType.REQUEST_RESPONSE, event);
  }

  private InvokeResponse invoke(
      Deployed function, String qualifier, InvocationType type, String event) {
    return clients
        .lambda()
        .invoke(
            r ->
                r.functionName(function.name())
                    .qualifier(qualifier.isEmpty() ? null : qualifier)
                    .invocationType(type)
                    .payload(SdkBytes.fromUtf8String(event)));
  }

  private boolean ran(Deployed function, String event) {
    try {
      return Files.readString(lab.functions().logFile(function.name())).contains("event " + event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(InvokeResponse response) {
    return response.payload().asUtf8String();
  }
}
