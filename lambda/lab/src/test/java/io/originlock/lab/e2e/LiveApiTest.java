package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An API with viewers loses its lock and gets one again; none of them is refused. */
@Tag("verify")
@ExtendWith(RestedLock.class)
class LiveApiTest {
  private static final Map<String, Object> UNDEMANDED = Map.of("demand_key", false);
  private static final String DISENGAGE = "{\"action\":\"disengage\"}";

  @Test
  void isUnlockedAndLockedAgainUnderLoad(LabLock lock) throws IOException {
    refusesToLeaveWhileTheKeyIsDemanded(lock);

    lock.viewersAlone();
    lock.stack().terraform().with(UNDEMANDED).apply();
    lock.hostsKnow();
    lock.rotate("undemanded");
    assertThat(lock.ask(DISENGAGE).path("stage").asText()).isEqualTo("open");

    assertThat(lock.keys()).isEmpty();
    assertThat(lock.states()).isEmpty();
    assertThat(lock.cloudFront().config()).doesNotContainIgnoringCase("x-api-key");
    assertThat(lock.stack().terraform().with(UNDEMANDED).plan("no-lock").empty()).isTrue();

    lock.ask("{\"action\":\"engage\"}");
    lock.rest();
    lock.rotate("engaged");
    lock.stack().terraform().apply();
    lock.load();
    lock.rotate("demanded");
    assertThat(lock.status().path("gate").path("open_methods")).isEmpty();
    assertThat(lock.stack().terraform().plan("locked-again").empty()).isTrue();
  }

  private static void refusesToLeaveWhileTheKeyIsDemanded(LabLock lock) {
    String etag = lock.cloudFront().etag();
    var keys = lock.keys();
    var states = lock.states();

    assertThat(lock.fails(DISENGAGE))
        .contains("disengaging would cut off viewers")
        .contains("demands the secret on 4 methods (");
    assertThat(lock.cloudFront().etag()).isEqualTo(etag);
    assertThat(lock.keys()).isEqualTo(keys);
    assertThat(lock.states()).isEqualTo(states);
    assertThat(lock.status().path("stage").asText()).isEqualTo("idle");
  }
}
