package io.originlock.lab.e2e;

import static io.originlock.lab.e2e.Walk.After.closed;
import static io.originlock.lab.e2e.Walk.After.open;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The way in and the way out of each example, by nothing but the commands of its README. */
@Tag("verify")
class WalkTest {
  @Test
  void anApiAndItsDistributionGetALockAndLoseIt() throws IOException {
    try (Walk walk = Walk.begin("existing", "web-acl")) {
      Map<String, List<String>> before = walk.resources();

      assertThat(walk.take("In")).containsExactly(open(), open(), closed());
      assertThat(walk.take("Out")).containsExactly(open(), open(), open(), open());

      assertThat(walk.resources()).isEqualTo(before);
      assertThat(walk.spilled()).isEmpty();
    }
  }

  @Test
  void apiDistributionAndLockAreThreeConfigurations() throws IOException {
    try (Walk walk = Walk.begin("two-configurations", "web-acl")) {
      Map<String, List<String>> before = walk.resources();

      assertThat(walk.take("In"))
          .containsExactly(open("aws_cloudfront_distribution.api"), open(), closed());
      assertThat(walk.take("Out")).containsExactly(open(), open(), open(), open());

      assertThat(walk.resources()).isEqualTo(before);
      assertThat(walk.spilled()).isEmpty();
    }
  }

  @Test
  void aKeyMadeByHandIsTakenOver() throws IOException {
    try (Walk walk = Walk.begin("adopt-key", "api-key")) {
      Map<String, List<String>> before = walk.resources();

      assertThat(walk.take("In"))
          .containsExactly(closed("aws_api_gateway_api_key.cloudfront"), closed(), closed());
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
