package io.originlock.breaks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every break fits the source as it is, long before {@code make verify} tries it. */
class BreaksTest {
  static List<Break> all() {
    return Breaks.ALL;
  }

  @ParameterizedTest
  @MethodSource("all")
  void itStandsInTheSourceOnce(Break each) throws IOException {
    assertThat(each.broken()).contains(each.wrong());
  }
}
