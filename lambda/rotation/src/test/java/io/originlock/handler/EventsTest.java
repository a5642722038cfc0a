package io.originlock.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.engine.Action;
import io.originlock.model.LockException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What events mean, Terraform's lifecycle's among them, and which mean nothing. */
class EventsTest {
  @ParameterizedTest
  @CsvSource({
    "enforce,   create, ENFORCE,   false",
    "enforce,   update, ENFORCE,   false",
    "enforce,   delete, UNENFORCE, true",
    "disengage, delete, DISENGAGE, true",
    "may_leave, delete, MAY_LEAVE, true"
  })
  void anInputIsReadByTheLifecycle(String asked, String tf, Action meant, boolean atDestroy)
      throws IOException {
    String event = "{\"action\":\"" + asked + "\",\"tf\":{\"action\":\"" + tf + "\"}}";

    Events.Event read =
        new Events()
            .read(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), "lambda-id");

    assertThat(read.request().action()).isEqualTo(meant);
    assertThat(read.atDestroy()).isEqualTo(atDestroy);
    assertThat(read.byTerraform()).isTrue();
  }

  /** Each beside the nearest event that is taken. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"action":"rotate","tf":{"action":"delete"}}    | {"action":"enforce","tf":{"action":"delete"}}   | "tf": means nothing to rotate
          {"action":"status","tf":{"action":"delete"}}    | {"action":"status"}                             | "tf": means nothing to status
          {"action":"tick","tf":{}}                       | {"action":"tick"}                               | "tf": means nothing to tick
          {"action":"revoke","tf":null}                   | {"action":"revoke"}                             | "tf": means nothing to revoke
          {"action":"disengage","tf":{}}                  | {"action":"disengage","tf":{"action":"update"}} | "tf.action": must be create, update or delete
          {"action":"disengage","tf":{"action":"destroy"}} | {"action":"disengage","tf":{"action":"delete","prev_input":{}}} | "tf.action": must be
          {"action":"enforce","tf":{"action":7}}          | {"action":"enforce","tf":{"action":"create"}}   | "tf.action": must be
          {"action":"may_leave","tf":{"Action":"delete"}} | {"action":"may_leave","tf":{"action":"delete"}} | "tf.action": must be
          {"action":"disengage","tf":null}                | {"action":"disengage"}                          | "tf": must be an object
          {"action":"disengage","tf":["delete"]}          | {"action":"disengage"}                          | "tf": must be an object
          {"action":"rotate","force":true}                | {"action":"restore","force":true}               | "force": means nothing to rotate
          {"action":"revoke","force":true}                | {"action":"disengage","force":true}             | "force": means nothing to revoke
          {"action":"enforce","force":false}              | {"action":"may_leave","force":false}            | "force": means nothing to enforce
          {"action":"unenforce","force":true}             | {"action":"engage","force":true}                | "force": means nothing to unenforce
          {"action":"restore","force":"true"}             | {"action":"restore","force":null}               | "force": must be true or false
          {"action":"disengage","adopt":true}             | {"action":"engage","adopt":true}                | "adopt": means nothing to disengage
          {"action":"rotate","adopt":true}                | {"action":"engage","adopt":false}               | "adopt": means nothing to rotate
          {"action":"engage","adopt":0}                   | {"action":"engage","adopt":null}                | "adopt": must be true or false
          {"action":"tick","request_id":"a"}              | {"action":"rotate","request_id":"a"}            | "request_id": means nothing to tick
          {"action":"pause","request_id":"a"}             | {"action":"revoke","request_id":"a"}            | "request_id": means nothing to pause
          {"action":"rotate","request_id":["a"]}          | {"action":"rotate","request_id":""}             | "request_id": must be a text
          {"action":"rotate","request_id":"@43"}          | {"action":"rotate","request_id":"@42"}          | "request_id": must not exceed 128 bytes
          {"action":"rotate","accepted_findings":[]}      | {"action":"audit","accepted_findings":[]}       | "accepted_findings": means nothing to rotate
          {"action":"check","accepted_findings":{}}       | {"action":"check","accepted_findings":null}     | "accepted_findings": must be an array
          {"action":"audit","accepted_findings":[7]}      | {"action":"audit","accepted_findings":[]}       | "accepted_findings": must hold objects
          {"action":"audit","accepted_findings":[{"kind":"x","place":"p","reason":"r"}]} | {"action":"audit","accepted_findings":[{"kind":"unread","place":"p","reason":"r"}]} | "accepted_findings": names no kind of finding
          {"action":"audit","accepted_findings":[{"kind":"unread","place":"p"}]} | {"action":"audit"} | "reason" is missing
          {"action":"rotate","request-id":"a"}            | {"action":"rotate","request_id":"a"}            | "request-id": is unknown
          {"Action":"rotate"}                             | {"action":"rotate"}                             | "Action": is unknown
          {"action":"Rotate"}                             | {"action":"rotate"}                             | "Rotate" is no action
          {"action":null}                                 | {"action":"status"}                             | "action": must be a text
          {"action":["rotate"]}                           | {"action":"rotate"}                             | "action": must be a text
          "rotate"                                        | {"action":"rotate"}                             | event: must be a JSON object
          {"action":"rotate"                              | {"action":"rotate"}                             | event: is not JSON
          """)
  void aSenselessEventIsRefusedByItsField(String senseless, String sensible, String complaint)
      throws IOException {
    assertThat(read(sensible)).isNotNull();
    assertThatThrownBy(() -> read(senseless))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("event")
        .hasMessageContaining(complaint)
        .hasMessageMatching("(?s).*(Nothing was changed. Send |Use one of ).*");
  }

  /** {@code @n} stands for that many characters of three bytes each. */
  private static Events.Event read(String event) throws IOException {
    String text = event.replace("@43", "日".repeat(43)).replace("@42", "日".repeat(42));
    return new Events()
        .read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "lambda-id");
  }
}
