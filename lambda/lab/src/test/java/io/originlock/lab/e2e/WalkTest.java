package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The way in and the way out of each example, by nothing but the commands of its README. */
@Tag("verify")
class WalkTest {
  private static final Set<Integer> OPEN = Set.of(200);
  private static final Set<Integer> CLOSED = Set.of(403);

  @Test
  void anApiAndItsDistributionGetALockAndLoseIt() throws IOException {
    try (Walk walk = Walk.begin("existing", "web-acl")) {
      Map<String, List<String>> before = walk.resources();

      assertThat(walk.take("In")).containsExactly(OPEN, OPEN, CLOSED);
      assertThat(walk.take("Out")).containsExactly(OPEN, OPEN, OPEN);

      assertThat(walk.resources()).isEqualTo(before);
      assertThat(walk.spilled()).isEmpty();
    }
  }
}
