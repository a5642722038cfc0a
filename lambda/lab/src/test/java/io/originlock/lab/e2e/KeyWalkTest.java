package io.originlock.lab.e2e;

import static io.originlock.lab.e2e.Walk.After.closed;
import static io.originlock.lab.e2e.Walk.After.open;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** As {@link WalkTest}, with the gate api-key. */
@Tag("verify")
class KeyWalkTest {
  private static final String KEY = "aws_api_gateway_api_key.cloudfront";

  @Test
  void aKeyMadeByHandIsTakenOver() throws IOException {
    try (Walk walk = Walk.begin("adopt-key", "api-key")) {
      Map<String, List<String>> before = walk.resources();

      assertThat(walk.take("In", 0)).isEqualTo(closed(KEY));
      // The owner's apply takes the lock's tags off the key.
      walk.type("make apply DIR=terraform/examples/adopt-key");
      assertThat(walk.take("In", 1)).isEqualTo(closed());
      assertThat(walk.take("In", 2)).isEqualTo(closed());
      assertThat(walk.take("In", 3)).isEqualTo(closed());
      assertThat(walk.take("Out")).containsExactly(open(), open(), open());

      before.remove("api key");
      assertThat(walk.resources()).as("all but the key, which has rotated").isEqualTo(before);
      assertThat(walk.spilled()).isEmpty();
    }
  }

  @Test
  void theCompleteExampleIsLockedUnlockedAndDestroyed() throws IOException {
    try (Walk walk = Walk.begin("petstore", "api-key")) {
      assertThat(walk.take("In")).containsExactly(open(), closed());
      assertThat(walk.take("Out")).containsExactly(open(), open());

      walk.leave();
      assertThat(walk.resources()).isEmpty();
      assertThat(walk.spilled()).isEmpty();
    }
  }
}
