package io.originlock.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.model.Header;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DistributionsTest {

  @Test
  void oneThatKnowsNoMembersIsTheSameForAll() {
    Distributions all =
        new Distributions() {
          @Override
          public List<Presentation> read() {
            return List.of();
          }

          @Override
          public boolean present(Presentation observed, List<Header> headers) {
            return false;
          }
        };

    assertThat(all.at(Set.of("E1"))).isSameAs(all);
  }
}
