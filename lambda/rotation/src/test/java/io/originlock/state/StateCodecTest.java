package io.originlock.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.MalformedStateException;
import io.originlock.model.Requests;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import io.originlock.model.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateCodecTest {
  private static final String NAME = "/origin-lock/petstore/state/0000000012";
  private static final String DOCUMENT = StateCodec.encode(States.numbered(12), NAME);

  @Test
  void whatWasWrittenIsReadAgain() {
    assertThat(StateCodec.decode(DOCUMENT, NAME)).isEqualTo(States.numbered(12));
  }

  @Test
  void sinceWhenStagesAreOpenIsWrittenWhereSomeAre() {
    LockState open =
        States.numbered(12)
            .change("seen open")
            .times(all -> all.open(Map.of("b/prod", States.NOW, "a/prod", States.NOW)))
            .build();
    String document = StateCodec.encode(open, NAME);

    assertThat(document)
        .contains(
            "\"openSince\":{\"a/prod\":\"" + States.NOW + "\",\"b/prod\":\"" + States.NOW + "\"}");
    assertThat(StateCodec.decode(document, NAME)).isEqualTo(open);
    assertThat(DOCUMENT).doesNotContain("openSince");
    assertThatThrownBy(
            () -> StateCodec.decode(document.replace("\"a/prod\":\"", "\"a/prod\":\"x"), NAME))
        .hasMessageContaining("\"openSince.a/prod\" is not a time");
  }

  @Test
  void theDocumentIsPlainJsonOfTheFirstSchema() {
    assertThat(DOCUMENT)
        .startsWith(
            "{\"schema\":1,\"sequence\":12,\"stage\":\"admit\",\"since\":\"2026-03-01T12:00:00.1")
        .contains("\"current\":{\"id\":\"g2\",\"value\":\"" + States.VALUE + "2\",\"createdAt\":\"")
        .contains("\"settledAt\":null")
        .contains("\"lingering\":[\"g1\"]");
  }

  @Test
  void aWorkerThatDoesNotKnowEnforcementRefusesAGateThatIsToStayOpen() {
    LockState open =
        States.numbered(4).change("").requests(all -> all.enforced(false, States.NOW)).build();

    String document = StateCodec.encode(open, NAME);

    assertThat(document).contains("\"schema\":2", "\"enforcement\":{\"asked\":false,");
    assertThat(StateCodec.decode(document, NAME)).isEqualTo(open);
    LockState closed = open.change("").requests(all -> all.enforced(true, States.NOW)).build();
    assertThat(StateCodec.encode(closed, NAME)).contains("\"schema\":1");
    assertThat(StateCodec.decode(StateCodec.encode(closed, NAME), NAME)).isEqualTo(closed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "schema":1          | "schema":3            | newer than the 2
          "schema":1          | "schema":0            | older than the 1
          "schema":1          | "schema":"1"          | "schema" is not a whole number
          "schema":1,         |                       | "schema" is missing
          "sequence":12       | "sequence":0          | "sequence" is not a whole number from 1 on
          "sequence":12       | "sequence":1.5        | "sequence" is not a whole number
          "stage":"admit"     | "stage":"ADMIT"       | "stage" is not a stage that this worker knows
          "stage":"admit"     | "stage":7             | "stage" is not a string
          "paused":true       | "paused":"true"       | "paused" is not true or false
          "settledAt":null,   |                       | "settledAt" is missing
          "settledAt":null    | "settledAt":"soon"    | "settledAt" is not a time
          "lingering":["g1"]  | "lingering":["1"]     | "lingering[0]" is not a secret's id
          "lingering":["g1"]  | "lingering":{}        | "lingering" is not an array
          "revoked":true      | "revoked":null        | "retired[0].revoked" is not true or false
          "id":"g2"           | "id":"g0"             | "current.id" is not a secret's id
          "id":"g2",          |                       | "current.id" is missing
          "pending":"later"   | "pending":[]          | "pending" is not a string
          "requests":["r2"    | "requests":[2         | "requests[0]" is not a string
          """)
  void aDocumentThatIsNotOfTheSchemaIsRefusedByField(String text, String by, String problem) {
    String changed = DOCUMENT.replace(text, by == null ? "" : by);
    assertThat(changed).isNotEqualTo(DOCUMENT);

    assertThatThrownBy(() -> StateCodec.decode(changed, NAME))
        .isInstanceOf(MalformedStateException.class)
        .hasMessageContaining("SSM parameter " + NAME)
        .hasMessageContaining(problem)
        .hasMessageContaining("restore")
        .hasMessageNotContaining(States.VALUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "null", "AbCdEfGhIj", "{} {}", "{\"schema\":1,\"schema\":1}"})
  void whatIsNotOneJsonObjectIsRefused(String text) {
    assertThatThrownBy(() -> StateCodec.decode(text, NAME))
        .isInstanceOf(MalformedStateException.class)
        .hasMessageContaining(NAME)
        .hasMessageNotContaining("AbCdEfGhIj")
        .hasNoCause();
  }

  @Test
  void aBlankSecretIsRefused() {
    String changed = DOCUMENT.replace(States.VALUE + "2", " ");

    assertThatThrownBy(() -> StateCodec.decode(changed, NAME))
        .hasMessageContaining("\"current.value\"");
  }

  @Test
  void aFieldThatANewerWorkerAddedToThisSchemaIsIgnored() {
    String changed =
        DOCUMENT.replace("\"schema\":1,", "\"schema\":1,\"invented\":{\"later\":[1]},");

    assertThat(StateCodec.decode(changed, NAME)).isEqualTo(States.numbered(12));
  }

  @Test
  void aStateThatNoParameterCanHoldIsRefusedBeforeItIsSent() {
    LockState large = withRequests(Collections.nCopies(16, "ü".repeat(150)));

    assertThatThrownBy(() -> StateCodec.encode(large, NAME))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("4096")
        .hasMessageContaining("request ids");
  }

  /** Eight secrets as long as an API key may be, and ids as long as they may be. */
  @ParameterizedTest
  @ValueSource(strings = {"x", "üü", "日", "\"", "{"})
  void theLargestStateFitsIntoAParameter(String part) {
    LockState.Change change = States.numbered(12).change("the headers differ from the lock's");
    for (int id = 20; id < 26; id++) {
      Secret retired = longest(id);
      change.retire(retired, States.NOW, false).secrets(StateCodecTest::seenRefused);
    }
    for (int i = 0; i < 11; i++) {
      String id = part.repeat(128 / part.getBytes(StandardCharsets.UTF_8).length);
      change.requests(all -> all.carriedOut(id));
    }
    LockState large =
        change.current(longest(1)).incoming(longest(2)).pending("p".repeat(128)).build();

    assertThat(large.retired()).hasSize(Secrets.RETIRED_KEPT + 1);
    assertThat(StateCodec.encode(large, NAME).getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThan(StateCodec.LARGEST);
  }

  private static Secret longest(int id) {
    return new Secret(
        new SecretId(999_999_900 + id), new SecretValue("v".repeat(126) + id), States.NOW);
  }

  private static Secrets seenRefused(Secrets all) {
    return all.retired(
        all.retired().stream()
            .map(each -> each.secret().id().number() > 999_999_900 ? each.seenRefused() : each)
            .toList());
  }

  @Test
  void theUsualStateFitsWellIntoAParameter() {
    LockState usual = withRequests(Collections.nCopies(16, "2026-03-01T12:00:00Z"));

    assertThat(StateCodec.encode(usual, NAME).getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThan(2048);
  }

  @Test
  void whatSystemsManagerWouldTakeForAReferenceIsEscaped() {
    LockState state = withRequests(List.of("{{ssm:other}}", "{{{"));

    String document = StateCodec.encode(state, NAME);

    assertThat(document).doesNotContain("{{");
    assertThat(StateCodec.decode(document, NAME)).isEqualTo(state);
  }

  private static LockState withRequests(List<String> requests) {
    LockState from = States.numbered(12);
    return new LockState(
        from.sequence(),
        from.stage(),
        from.since(),
        from.secrets(),
        from.times(),
        new Requests(from.requests().paused(), from.requests().pending(), requests),
        from.attempts(),
        from.reason());
  }
}
