package io.originlock.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.fake.FakeSsm;
import io.originlock.fake.FakeSsm.Stored;
import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.MalformedStateException;
import io.originlock.model.Stage;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * States that are JSON of the schema, and that no engine writes: each is refused by what is wrong
 * with it, nothing is changed, and its nearest neighbour that makes sense is read.
 */
class SenselessStatesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATH = "/origin-lock/petstore";
  private static final String NAME = PATH + "/state/0000000012";

  private static FakeSsm ssm;

  private SsmStateLog log;

  @BeforeAll
  static void start() {
    ssm = new FakeSsm();
  }

  @AfterAll
  static void stop() {
    ssm.close();
  }

  @BeforeEach
  void empty() {
    ssm.parameters.clear();
    log = new SsmStateLog(ssm.client(), PATH);
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          idle      | /current              | null                        | =/retired/0          | no "current" secret though it is idle
          engage    | /current              | null                        | =/retired/0          | no "current" secret though it is engage
          admit     | /current              | null                        | =/retired/0          | no "current" secret though it is admit
          present   | /current              | null                        | =/retired/0          | no "current" secret though it is present
          require   | /current              | null                        | =/retired/0          | no "current" secret though it is require
          retreat   | /current              | null                        | =/retired/0          | no "current" secret though it is retreat
          disengage | /current              | null                        | =/retired/0          | no "current" secret though it is disengage
          withdraw  | /current              | null                        | =/retired/0          | no "current" secret though it is withdraw
          admit     | /incoming             | null                        | =/retired/0          | no "incoming" secret though it is admit
          present   | /incoming             | null                        | =/retired/0          | no "incoming" secret though it is present
          require   | /incoming             | null                        | =/retired/0          | no "incoming" secret though it is require
          retreat   | /incoming             | null                        | =/retired/0          | no "incoming" secret though it is retreat
          admit     | /stage                | "idle"                      | "disengage"          | an "incoming" secret though it is idle
          admit     | /stage                | "engage"                    | "withdraw"           | an "incoming" secret though it is engage
          idle      | /stage                | "admit"                     | "engage"             | no "incoming" secret though it is admit
          idle      | /stage                | "open"                      | "withdraw"           | a "current" secret though it is open
          admit     | /current/id           | "g3"                        | "g4"                 | two of its secrets have one id
          admit     | /retired/0/id         | "g2"                        | "g4"                 | two of its secrets have one id
          admit     | /incoming             | =/current                   | =/retired/0          | two of its secrets have one id
          admit     | /incoming/value       | =/current/value             | "another-secret-of-20" | two of its secrets have one value
          idle      | /retired/0/value      | =/current/value             | "another-secret-of-20" | two of its secrets have one value
          idle      | /current/id           | "g999999999"                | "g999999998"         | the last id that there is
          admit     | /retired/0/id         | "g999999999"                | "g999999998"         | the last id that there is
          idle      | /since                | "+1000000000-01-01T00:00:00Z" | "2199-12-31T23:59:59Z" | "since" is not a time of the years 2000 to 2199
          idle      | /since                | "1999-12-31T23:59:59Z"      | "2000-01-01T00:00:00Z" | "since" is not a time of the years
          idle      | /honouredAt           | "2200-01-01T00:00:00Z"      | null                 | "honouredAt" is not a time of the years
          idle      | /servedAt             | "0001-01-01T00:00:00Z"      | null                 | "servedAt" is not a time of the years
          idle      | /settledAt            | "+999999999-12-31T23:59:59Z" | "2026-03-01T12:00:00Z" | "settledAt" is not a time of the years
          idle      | /current/createdAt    | "1970-01-01T00:00:00Z"      | "2020-01-01T00:00:00Z" | "createdAt" is not a time of the years
          idle      | /retired/0/at         | "9999-01-01T00:00:00Z"      | "2199-01-01T00:00:00Z" | "retired.at" is not a time of the years
          idle      | /openSince            | {"api/prod":"3000-01-01T00:00:00Z"} | {"api/prod":"2026-01-01T00:00:00Z"} | "openSince.api/prod" is not a time of the years
          idle      | /repairs              | {"count":1,"last":"-0001-01-01T00:00:00Z"} | {"count":1,"last":"2026-01-01T00:00:00Z"} | "repairs.last" is not a time of the years
          idle      | /tries                | {"count":1,"last":"2500-01-01T00:00:00Z"} | {"count":1,"last":"2026-01-01T00:00:00Z"} | "tries.last" is not a time of the years
          idle      | /repairs              | {"count":1000001,"last":"2026-01-01T00:00:00Z"} | {"count":1000000,"last":"2026-01-01T00:00:00Z"} | counts more than 1000000 attempts
          idle      | /tries                | {"count":9000000000,"last":"2026-01-01T00:00:00Z"} | {"count":3,"last":"2026-01-01T00:00:00Z"} | counts more than 1000000 attempts
          idle      | /tries                | {"count":1}                 | {"count":1,"last":"2026-01-01T00:00:00Z"} | "tries.last" is missing
          idle      | /repairs              | {"count":0,"last":"2026-01-01T00:00:00Z"} | {"count":1,"last":"2026-01-01T00:00:00Z"} | "repairs.count" is not a whole number from 1 on
          idle      | /schema               | 2                           | 1                    | "schema" is 2 though its gate is to be closed
          engage    | /enforcement          | {"asked":false,"at":null}   | {"asked":true,"at":null} | "schema" is 1 though its gate is not to be closed
          idle      | /sequence             | 13                          | 12                   | belongs under another name
          idle      | /sequence             | 1000000000                  | 12                   | none from 1 to 999999999
          idle      | /sequence             | 99999999999999999999        | 12                   | "sequence" is not a whole number
          idle      | /current/id           | "g1234567890"               | "g123456789"         | "current.id" is not a secret's id
          idle      | /lingering            | ["g0"]                      | ["g1"]               | "lingering[0]" is not a secret's id
          """)
  void aStateThatNoEngineWritesIsRefused(
      String stage, String at, String senseless, String sensible, String problem) throws Exception {
    JsonNode base = document(stage);

    store(edited(base, at, sensible));
    assertThat(log.newest()).isPresent();
    store(edited(base, at, senseless));
    assertThatThrownBy(log::newest)
        .isInstanceOf(MalformedStateException.class)
        .hasMessageContaining("SSM parameter " + NAME)
        .hasMessageContaining(problem)
        .hasMessageContaining("Nothing was changed.")
        .hasMessageContaining("use restore")
        .hasMessageNotContaining(States.VALUE)
        .hasMessageNotContaining("another-secret");
    assertThat(log.history()).isEmpty();
  }

  /** An idle lock that is not to be closed is one that its engine would close. */
  @Test
  void anIdleLockIsOneWhoseGateIsToBeClosed() throws Exception {
    ObjectNode document = (ObjectNode) document("engage");
    document.put("schema", 2).putObject("enforcement").put("asked", false).putNull("at");
    store(document);
    assertThat(log.newest()).isPresent();

    document.put("stage", "idle");
    store(document);
    assertThatThrownBy(log::newest)
        .isInstanceOf(MalformedStateException.class)
        .hasMessageContaining("its gate is not to be closed though it is idle");
  }

  @Test
  void aLockThatIsOffKnowsRetiredSecretsAlone() throws Exception {
    ObjectNode document = (ObjectNode) document("withdraw");
    document.put("stage", "open").putNull("current").putNull("incoming");
    store(document);

    assertThat(log.newest()).map(LockState::stage).contains(Stage.OPEN);
  }

  /** What is written under a higher number than every reader looks for is written in vain. */
  @ParameterizedTest
  @CsvSource({"1000000000", "9999999999"})
  void aNumberThatNoLogGivesIsNamedAndNothingIsWrittenAfterIt(String number) throws Exception {
    store(document("idle"));
    String garbage = PATH + "/state/" + number;
    ssm.parameters.put(garbage, new Stored("SecureString", "garbage", ""));

    for (Runnable look : new Runnable[] {log::newest, log::lastSequence}) {
      assertThatThrownBy(look::run)
          .isInstanceOf(LockException.class)
          .hasMessageContaining(garbage)
          .hasMessageContaining("delete it");
    }
    ssm.parameters.remove(garbage);
    assertThat(log.newest()).isPresent();
  }

  @Test
  void theLastNumberIsTheLast() {
    LockState last = States.numbered(LockState.LAST_SEQUENCE);
    String before = PATH + "/state/0999999998";
    ssm.parameters.put(before, new Stored("SecureString", "any", ""));
    log.append(last);
    assertThat(log.newest()).contains(last);

    assertThatThrownBy(() -> log.append(States.numbered(LockState.LAST_SEQUENCE + 1)))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("no number for another state");
    assertThat(ssm.parameters).hasSize(2);
  }

  private static JsonNode document(String stage) throws JsonProcessingException {
    LockState rotating = States.numbered(12);
    Stage at = Stage.valueOf(stage.toUpperCase(Locale.ROOT));
    LockState state =
        new LockState(
            12,
            at,
            rotating.since(),
            at.rotating() ? rotating.secrets() : rotating.secrets().incoming(null),
            rotating.times(),
            rotating.requests(),
            rotating.attempts(),
            "arranged");
    return JSON.readTree(StateCodec.encode(state, NAME));
  }

  private static JsonNode edited(JsonNode base, String at, String value)
      throws JsonProcessingException {
    ObjectNode document = base.deepCopy();
    JsonPointer pointer = JsonPointer.compile(at);
    JsonNode parent = document.at(pointer.head());
    String last = pointer.last().getMatchingProperty();
    JsonNode to =
        value.startsWith("=") ? base.at(value.substring(1)).deepCopy() : JSON.readTree(value);
    if (value.startsWith("=/retired/0") && !value.endsWith("value")) {
      ((ArrayNode) document.get("retired")).removeAll();
    }
    ((ObjectNode) parent).set(last, to);
    return document;
  }

  private void store(JsonNode document) {
    ssm.parameters.put(NAME, new Stored("SecureString", document.toString(), ""));
  }
}
