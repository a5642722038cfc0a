package io.originlock.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.engine.Action;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Terraform's lifecycle means by the one input that it sends each time. */
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
}
