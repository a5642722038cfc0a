package io.originlock.lab.e2e;

import static io.originlock.lab.e2e.Walk.After.closed;
import static io.originlock.lab.e2e.Walk.After.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.Eventually;
import io.originlock.lab.control.Faults;
import io.originlock.lab.control.Faults.Effect;
import io.originlock.lab.control.Faults.Moment;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The way in and the way out of each example, by nothing but the commands of its README. Those with
 * the gate api-key are in {@link KeyWalkTest}, so that both run side by side.
 */
@Tag("verify")
class WalkTest {
  private static final String DISTRIBUTION = "aws_cloudfront_distribution.api";

  @Test
  void anApiAndItsDistributionGetALockAndLoseIt() throws IOException {
    try (Walk walk = Walk.begin("existing", "web-acl")) {
      Map<String, List<String>> before = walk.resources();

      walk.site()
          .aws()
          .faults()
          .injectOnce(
              Faults.operation("AssociateWebACL"),
              Moment.BEFORE,
              new Effect.Error(400, "WAFInvalidOperationException"));
      walk.stumble("In", 0);
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

      assertThat(walk.take("In", 0)).isEqualTo(open(DISTRIBUTION));
      walk.type("make apply DIR=terraform/examples/two-configurations/distribution");
      Eventually.await(
          "the worker puts back the header that the owner's apply took off",
          Duration.ofMinutes(1),
          () -> walk.planned().contains(DISTRIBUTION));
      assertThat(walk.take("In", 1)).isEqualTo(open());
      assertThat(walk.take("In", 2)).isEqualTo(closed());
      assertThat(walk.take("Out")).containsExactly(open(), open(), open(), open());

      assertThat(walk.resources()).isEqualTo(before);
      assertThat(walk.spilled()).isEmpty();
    }
  }
}
