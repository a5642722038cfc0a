package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody deletes the whole state log in the middle of a rotation. */
@Tag("verify")
@ExtendWith(RestedLock.class)
class LostStateTest {

  // The first is before CloudFront is told of the new secret, the second after.
  @ParameterizedTest
  @ValueSource(strings = {"CreateUsagePlanKey", "UpdateDistribution"})
  void isRefusedAndRestoredUnderLoad(String lastCall, LabLock lock) {
    lock.rotateAndDieAfter(lastCall);
    lock.loseStates();
    String etag = lock.cloudFront().etag();
    Map<String, String> keys = lock.keys();

    assertThat(lock.fails("{\"action\":\"tick\"}"))
        .contains("state log of lock petstore")
        .contains("restore");
    assertThat(lock.ask("{\"action\":\"restore\"}").path("message").asText())
        .startsWith("Restoring would write");
    assertThat(lock.cloudFront().etag()).isEqualTo(etag);
    assertThat(lock.keys()).isEqualTo(keys).hasSize(2);
    assertThat(lock.states()).isEmpty();

    lock.ask("{\"action\":\"restore\",\"force\":true}");
    lock.rest();
    assertThat(lock.keys()).hasSize(1);
    int restored = lock.current();
    lock.rotate("after the loss, " + lastCall);

    assertThat(lock.current()).isGreaterThan(restored);
  }
}
