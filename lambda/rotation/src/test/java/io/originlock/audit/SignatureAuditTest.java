package io.originlock.audit;

import static io.originlock.audit.OpenDoor.Kind.ANSWERS_CACHED;
import static io.originlock.audit.OpenDoor.Kind.METHOD_OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.fake.FakeWaf;
import io.originlock.signature.SignatureCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an audit names behind the gate {@code signature}. */
class SignatureAuditTest {
  private static final String AUTHORIZER = "arn:aws:lambda:x:123456789012:function:lock";

  private final AuditedApi api = new AuditedApi();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aMethodThatDoesNotAskTheAuthorizerIsNamedAndOneWhoseAnswersAreKept() {
    api.authorizer("lock", AUTHORIZER).put("authorizerResultTtlInSeconds", 0);
    api.authorizer("keeps", AUTHORIZER + ":live").put("authorizerResultTtlInSeconds", 30);
    api.authorizer("usual", AUTHORIZER);
    asks("get", "/pets", "lock");
    asks("post", "/pets", "lock");
    assertThat(signature().doors()).isEmpty();

    asks("get", "/kept", "keeps");
    asks("get", "/usual", "usual");
    api.method("prod", "get", "/open", false);

    assertThat(signature().doors())
        .extracting(door -> door.kind() + " " + door.method())
        .containsExactlyInAnyOrder(
            ANSWERS_CACHED + " GET /kept",
            ANSWERS_CACHED + " GET /usual",
            METHOD_OPEN + " GET /open");
  }

  @Test
  void aKeyThatNeverReachesTheApiIsInNoLog() {
    api.authorizer("lock", AUTHORIZER).put("authorizerResultTtlInSeconds", 0);
    asks("get", "/pets", "lock");
    asks("post", "/pets", "lock");
    asks("get", "/proxy", "lock")
        .putObject("x-amazon-apigateway-integration")
        .put("type", "http_proxy");
    api.stages.get("prod").put("webAclArn", FakeWaf.ACL);
    api.waf.logs("x-origin-lock-key");

    assertThat(signature().doors()).isEmpty();
  }

  private ObjectNode asks(String verb, String path, String authorizer) {
    ObjectNode operation = api.method("prod", verb, path, false);
    operation.putArray("security").addObject().putArray(authorizer);
    return operation;
  }

  private Audit signature() {
    return api.audit(new SignatureCheck(AUTHORIZER));
  }
}
