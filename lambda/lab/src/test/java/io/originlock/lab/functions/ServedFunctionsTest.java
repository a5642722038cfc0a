package io.originlock.lab.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.originlock.lab.Eventually;
import io.originlock.lab.aws.AwsLab;
import io.originlock.lab.control.Clients;
import io.originlock.lab.control.SharedLab;
import io.originlock.lab.model.Invoker.Result;
import io.originlock.lab.model.Invoker.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudfront.model.InvalidLambdaFunctionAssociationException;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.LoggingConfig;

@ExtendWith(SharedLab.class)
class ServedFunctionsTest {
  private static final String SOURCE =
      """
      let calls = 0;
      export const handler = async (event, context) => {
        calls++;
        console.log('asked for', event);
        if (event === 'fail') {
          console.error('failing');
          throw new RangeError('failed as told');
        }
        if (event === 'exit') {
          process.exit(3);
        }
        return { calls, pid: process.pid, version: context.functionVersion, event };
      };
      """;
  private static final String SOURCE_ARN =
      "arn:aws:execute-api:us-east-1:123456789012:api1/authorizers/a1";

  private final AwsLab lab;
  private final Clients clients;
  private final List<Deployed> deployed = new ArrayList<>();

  ServedFunctionsTest(AwsLab lab, Clients clients) {
    this.lab = lab;
    this.clients = clients;
  }

  private Deployed deploy(String format) {
    Deployed function =
        Deployed.atTheEdge(
            clients,
            SOURCE,
            LoggingConfig.builder()
                .logFormat(format)
                .logGroup("/served/" + format)
                .applicationLogLevel(format.equals("JSON") ? "ERROR" : null)
                .systemLogLevel(format.equals("JSON") ? "WARN" : null)
                .build());
    deployed.add(function);
    return function;
  }

  /** Its processes go with it. */
  @AfterEach
  void delete() {
    deployed.stream()
        .map(Deployed::name)
        .filter(
            name ->
                clients.lambda().listFunctions().functions().stream()
                    .anyMatch(found -> found.functionName().equals(name)))
        .forEach(name -> clients.lambda().deleteFunction(r -> r.functionName(name)));
  }

  private Result invoke(Deployed function, String event) {
    return lab.functions()
        .served()
        .invoke(function.version(), null, event.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Result result) {
    return new String(result.payload(), StandardCharsets.UTF_8);
  }

  @Test
  void severalProcessesTakeTurnsAndEachHasItsOwnMemory() {
    Deployed function = deploy("Text");
    Set<String> pids = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      Result result = invoke(function, "\"hü\"");
      assertThat(result.status()).isEqualTo(Status.ANSWERED);
      assertThat(text(result))
          .contains("\"calls\":" + (i / 2 + 1), "\"version\":\"1\"", "\"event\":\"hü\"");
      pids.add(text(result).replaceFirst(".*\"pid\":(\\d+).*", "$1"));
    }

    assertThat(pids).hasSize(2);
    assertThat(lab.functions().served().processes(function.version())).isEqualTo(2);
  }

  @Test
  void moreRequestsThanProcessesWaitAndNoneIsRefused() {
    Deployed function = deploy("Text");

    assertThat(
            IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> invoke(function, "1").status()))
                .toList())
        .allSatisfy(result -> assertThat(result.join()).isEqualTo(Status.ANSWERED));
  }

  @Test
  void whatHasNoRoomIsThrottled() {
    Deployed function = deploy("Text");
    clients
        .lambda()
        .putFunctionConcurrency(
            r -> r.functionName(function.name()).reservedConcurrentExecutions(0));
    assertThat(invoke(function, "1").status()).isEqualTo(Status.THROTTLED);

    clients.lambda().deleteFunctionConcurrency(r -> r.functionName(function.name()));
    assertThat(invoke(function, "1").status()).isEqualTo(Status.ANSWERED);
  }

  @Test
  void failuresAreResultsAndDeadProcessesAreReplaced() {
    Deployed function = deploy("Text");

    assertThat(text(invoke(function, "\"fail\""))).contains("RangeError", "failed as told");
    assertThat(invoke(function, "\"exit\"").status()).isEqualTo(Status.FAILED);
    assertThat(invoke(function, "1").status()).isEqualTo(Status.ANSWERED);
    assertThat(invoke(function, "1").status()).isEqualTo(Status.ANSWERED);
    assertThat(
            lab.functions()
                .served()
                .invoke(function.version() + "7", null, new byte[] {'1'})
                .status())
        .isEqualTo(Status.REFUSED);
  }

  @Test
  void codeThatCannotBeLoadedIsAFailure() {
    Deployed function =
        Deployed.atTheEdge(
            clients,
            "export const other = 1;",
            LoggingConfig.builder().logFormat("Text").logGroup("/served/Text").build());
    deployed.add(function);

    for (int i = 0; i < 3; i++) {
      Result result = invoke(function, "1");
      assertThat(result.status()).isEqualTo(Status.FAILED);
      assertThat(text(result)).contains("index.handler is undefined or not exported");
    }
  }

  @Test
  void apiGatewayNeedsThePermissionOfTheFunctionsPolicy() {
    Deployed function = deploy("Text");
    String arn = function.version().replaceFirst(":1$", "");
    byte[] event = {'1'};
    assertThat(lab.functions().served().invoke(arn, SOURCE_ARN, event).status())
        .isEqualTo(Status.REFUSED);

    clients
        .lambda()
        .addPermission(
            r ->
                r.functionName(function.name())
                    .statementId("authorizer")
                    .action("lambda:InvokeFunction")
                    .principal("apigateway.amazonaws.com")
                    .sourceArn(SOURCE_ARN));

    assertThat(lab.functions().served().invoke(arn, SOURCE_ARN, event).status())
        .isEqualTo(Status.ANSWERED);
    assertThat(lab.functions().served().invoke(arn, SOURCE_ARN + "x", event).status())
        .isEqualTo(Status.REFUSED);
    clients.lambda().removePermission(r -> r.functionName(arn).statementId("authorizer"));
    assertThat(lab.functions().served().invoke(arn, SOURCE_ARN, event).status())
        .isEqualTo(Status.REFUSED);
  }

  @Test
  void logsAsItsConfigurationSays() {
    Deployed function = deploy("JSON");
    invoke(function, "1");
    invoke(function, "\"fail\"");

    Eventually.await("the error is logged", () -> log(function).contains("\"level\":\"ERROR\""));

    assertThat(log(function)).contains("failing").doesNotContain("asked for", "START", "REPORT");
    assertThat(lab.permissions().violations())
        .noneMatch(violation -> violation.caller().equals(function.name()));
    Deployed talkative = deploy("Text");
    invoke(talkative, "1");
    assertThat(log(talkative)).contains("START RequestId", "REPORT RequestId");
    Eventually.await("its line is there", () -> log(talkative).contains("INFO\tasked for 1"));
  }

  private String log(Deployed function) {
    try {
      return Files.readString(lab.functions().logFile(function.name()));
    } catch (IOException notYet) {
      return "";
    }
  }

  @Test
  void cloudFrontTakesNumberedVersionsWhoseRoleItMayAssume() {
    Deployed mere = Deployed.deploy(clients, 10, Deployed.logs());
    Deployed good = deploy("JSON");
    String unversioned = good.version().replaceFirst(":1$", "");

    assertRefused(unversioned, "must reference a specific function version");
    assertRefused(good.version() + "7", "cannot be found");
    assertRefused(mere.version(), "cannot have environment variables");
    String role =
        Deployed.role(clients, "r" + good.name(), "lambda.amazonaws.com", Deployed.logs());
    clients.lambda().updateFunctionConfiguration(r -> r.functionName(good.name()).role(role));
    clients.lambda().publishVersion(r -> r.functionName(good.name()));
    assertRefused(unversioned + ":2", "must be assumable with edgelambda.amazonaws.com");
  }

  private void assertRefused(String arn, String why) {
    assertThatExceptionOfType(InvalidLambdaFunctionAssociationException.class)
        .isThrownBy(() -> AtTheEdge.distribution(clients, arn))
        .withMessageContaining(why);
  }

  @Test
  void aFunctionWithReplicasCannotBeDeleted() {
    Deployed function = deploy("JSON");
    String id = AtTheEdge.distribution(clients, function.version());

    assertThatExceptionOfType(InvalidParameterValueException.class)
        .isThrownBy(() -> clients.lambda().deleteFunction(r -> r.functionName(function.name())))
        .withMessageContaining(
            "Lambda was unable to delete "
                + function.version()
                + " because it is a replicated function.");

    AtTheEdge.letGo(clients, id);
    assertThatExceptionOfType(InvalidParameterValueException.class)
        .as("soon after")
        .isThrownBy(() -> clients.lambda().deleteFunction(r -> r.functionName(function.name())));
    Eventually.await("the replicas are gone", () -> deleted(function));
  }

  private boolean deleted(Deployed function) {
    try {
      clients.lambda().deleteFunction(r -> r.functionName(function.name()));
      return true;
    } catch (InvalidParameterValueException replicated) {
      return false;
    }
  }
}
