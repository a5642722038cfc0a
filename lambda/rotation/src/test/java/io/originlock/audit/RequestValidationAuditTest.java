package io.originlock.audit;

import static io.originlock.audit.AuditedApi.kinds;
import static io.originlock.audit.OpenDoor.Kind.BACKEND_RECEIVES_SECRET;
import static io.originlock.audit.OpenDoor.Kind.LOGS_SECRET;
import static io.originlock.audit.OpenDoor.Kind.METHOD_OPEN;
import static io.originlock.audit.OpenDoor.Kind.REFUSAL_TELLS_SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.fake.FakeWaf;
import io.originlock.validation.RequestValidationCheck;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an audit names behind the gate {@code request-validation}. */
class RequestValidationAuditTest {
  private static final String LOCK_HEADER = "x-origin-lock-0123456789abcdef0123456789abcdef";

  private final AuditedApi api = new AuditedApi();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aMethodThatRequiresNoHeaderOrIsNotCheckedIsNamed() {
    validated();
    assertThat(requestValidation()).isEqualTo(new Audit(List.of(), List.of(), 2));

    required("get", "/health");
    ObjectNode unchecked = required("put", "/pets");
    unchecked.remove("x-amazon-apigateway-request-validator");
    api.method("prod", "delete", "/pets", false);

    List<OpenDoor> doors = requestValidation().doors();
    assertThat(doors)
        .extracting(OpenDoor::method)
        .containsExactlyInAnyOrder("PUT /pets", "DELETE /pets");
    assertThat(doors).extracting(OpenDoor::kind).containsOnly(METHOD_OPEN);
    assertThat(doors).extracting(OpenDoor::detail).anyMatch(text -> text.contains("no validator"));
    assertThat(doors.toString()).doesNotContain(LOCK_HEADER);
  }

  @Test
  void logsThatNameAMissingHeaderAreNamed() {
    validated();
    ObjectNode prod = api.stages.get("prod");
    ObjectNode all = prod.putObject("methodSettings").putObject("*/*").put("loggingLevel", "OFF");
    ObjectNode log =
        prod.putObject("accessLogSettings").put("format", "$context.error.responseType");
    assertThat(requestValidation().doors()).isEmpty();

    all.put("loggingLevel", "ERROR");
    assertThat(kinds(requestValidation())).containsExactly(LOGS_SECRET);

    all.put("loggingLevel", "OFF");
    log.put("format", "$context.requestId $context.error.messageString");
    assertThat(requestValidation().doors())
        .singleElement()
        .satisfies(door -> assertThat(door.remedy()).contains("$context.error.messageString"));
  }

  @Test
  void aRefusalThatNamesTheHeaderIsNamed() {
    validated();
    api.exported.remove("x-amazon-apigateway-gateway-responses");

    assertThat(kinds(requestValidation())).containsExactly(REFUSAL_TELLS_SECRET);
    assertThat(requestValidation().doors().toString()).doesNotContain(LOCK_HEADER);
  }

  @Test
  void whoSeesAHeadersNameIsNamedWithoutTheName() {
    validated();
    api.stages.get("prod").put("webAclArn", FakeWaf.ACL);
    api.waf.logs(LOCK_HEADER);
    required("get", "/proxy")
        .putObject("x-amazon-apigateway-integration")
        .put("type", "http_proxy");
    required("get", "/mapped")
        .putObject("x-amazon-apigateway-integration")
        .put("type", "http")
        .putObject("requestParameters")
        .put("integration.request.header.k", "method.request.header." + LOCK_HEADER);

    Audit audit = requestValidation();

    assertThat(kinds(audit))
        .as("WAF redacts values, never names")
        .containsExactly(LOGS_SECRET, BACKEND_RECEIVES_SECRET, BACKEND_RECEIVES_SECRET);
    assertThat(audit.doors().toString()).doesNotContain(LOCK_HEADER);
  }

  /** The stage's methods require the lock's header, and its refusal is a constant. */
  private void validated() {
    api.exported
        .putObject("x-amazon-apigateway-request-validators")
        .putObject("all")
        .put("validateRequestParameters", true);
    api.exported
        .putObject("x-amazon-apigateway-gateway-responses")
        .putObject("BAD_REQUEST_PARAMETERS")
        .putObject("responseTemplates")
        .put("application/json", "{}");
    required("get", "/pets");
    required("post", "/pets");
  }

  private ObjectNode required(String verb, String path) {
    ObjectNode operation = api.method("prod", verb, path, false);
    operation.put("x-amazon-apigateway-request-validator", "all");
    operation
        .putArray("parameters")
        .addObject()
        .put("name", LOCK_HEADER)
        .put("in", "header")
        .put("required", true);
    return operation;
  }

  private Audit requestValidation() {
    return api.audit(new RequestValidationCheck());
  }
}
