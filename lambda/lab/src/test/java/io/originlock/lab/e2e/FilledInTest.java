package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.Eventually;
import io.originlock.lab.control.Clients;
import io.originlock.lab.edge.EdgeFleet;
import io.originlock.lab.gate.Gates;
import io.originlock.lab.gateway.GatewayHosts;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Response;
import io.originlock.lab.net.Wire;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.CanarySettings;
import software.amazon.awssdk.services.apigateway.model.GetStageResponse;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;

/**
 * An API with all that API Gateway fills in by itself and exports otherwise: the lock tells it from
 * a change that somebody has begun.
 */
@Tag("verify")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FilledInTest {
  private static final Path SOURCES = Path.of("src", "test", "terraform", "filled-in");
  private static final String UNFINISHED = "to be deployed or undone";
  private static final String ALLOWS =
      """
      export const handler = async (event) => ({
        principalId: 'somebody',
        policyDocument: { Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: event.methodArn }] },
      });
      """;

  private LabLock lock;

  @BeforeAll
  void apply() throws IOException {
    lock =
        LabLock.with(
            "filled-in",
            Gates.named("request-validation"),
            SOURCES.toAbsolutePath(),
            Map.of("permissive_package", permissive().toString()));
    lock.untilServed();
    lock.load();
  }

  private static Path permissive() throws IOException {
    Path file = Files.createTempFile("permissive", ".zip");
    file.toFile().deleteOnExit();
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("index.mjs"));
      zip.write(ALLOWS.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    return file;
  }

  @AfterAll
  void end() throws IOException {
    lock.close();
  }

  @AfterEach
  void nobodyWasRefusedAndNobodyPassed() {
    assertThat(lock.refused()).as("viewers refused").isZero();
    assertThat(lock.passed()).as("intruders that passed").isZero();
    assertThat(lock.site().aws().permissions().violations()).isEmpty();
  }

  @Test
  @Order(1)
  void itEngagesAndRotates() throws IOException {
    assertThat(lock.status().path("stage").asText()).as("engaged").isEqualTo("idle");
    int before = lock.current();

    lock.rotate("first");

    assertThat(lock.current()).isEqualTo(before + 1);
    assertThat(answers()).contains("idle").doesNotContain(UNFINISHED, "canary");
    assertThat(stage().canarySettings())
        .as("the canary is still there")
        .returns(0.0, CanarySettings::percentTraffic);
    lock.hostsKnow();
    assertThat(account(true)).returns(200, Response::status);
    assertThat(account(false)).returns(403, Response::status);
  }

  @Test
  @Order(2)
  void aCanaryThatIsGivenTrafficIsWaitedForAndLetGoOfWithIt() throws IOException {
    int before = lock.current();
    traffic("5.0");
    lock.askWithoutWaiting(LabLock.rotation("canary"));
    Eventually.await(
        "the lock waits for the canary",
        () -> lock.askWithoutWaiting(EndToEnd.TICK).toString().contains("canary-stands-still"));

    traffic("0.0");
    lock.rest();

    assertThat(lock.current()).isEqualTo(before + 1);
    assertThat(answers()).doesNotContain(UNFINISHED);
  }

  /** All that the worker has answered. */
  private String answers() throws IOException {
    return Files.readString(lock.site().settings().directory().resolve("answers.log"));
  }

  private GetStageResponse stage() {
    try (Clients clients = new Clients(lock.site().aws().endpoint())) {
      ApiGatewayClient gateway = clients.apiGateway();
      return gateway.getStage(
          r -> r.restApiId(lock.stack().output("rest_api_id")).stageName(lock.stack().stage()));
    }
  }

  private void traffic(String percent) {
    try (Clients clients = new Clients(lock.site().aws().endpoint())) {
      clients
          .apiGateway()
          .updateStage(
              r ->
                  r.restApiId(lock.stack().output("rest_api_id"))
                      .stageName(lock.stack().stage())
                      .patchOperations(
                          PatchOperation.builder()
                              .op(Op.REPLACE)
                              .path("/canarySettings/percentTraffic")
                              .value(percent)
                              .build()));
    }
  }

  /** Asks for the account, which an authorizer without an identity source guards. */
  private Response account(boolean throughCloudFront) throws IOException {
    Request request =
        throughCloudFront
            ? Request.of("GET", "/account")
                .with("host", lock.stack().domain())
                .with(EdgeFleet.EDGE_HEADER, "0")
            : Request.of("GET", "/" + lock.stack().stage() + "/account")
                .with("host", lock.stack().apiHost());
    try (Wire wire = new Wire(Duration.ofSeconds(20), 1)) {
      return wire.send(
          throughCloudFront ? lock.site().plane().edges() : lock.site().plane().gateway(),
          request.with(GatewayHosts.HOST_HEADER, "0"));
    }
  }
}
