package io.originlock.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeedsTest {
  private final List<Long> seen = new ArrayList<>();

  @Test
  void everyCaseHasASeedOfItsOwn() {
    Seeds.each(7, 4, seen::add);

    assertThat(seen).containsExactly(7L, 8L, 9L, 10L);
  }

  @Test
  void aFailureEndsTheTestAndNamesTheSeedThatBeginsWithIt() {
    Throwable fault = new StackOverflowError("too deep");

    assertThatThrownBy(() -> Seeds.each(7, 4, seed -> failAt(9, seed, fault)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("Seed 9, case 3 of 4", "-Dorigin-lock.seed=9", "too deep")
        .hasCause(fault);
    assertThat(seen).containsExactly(7L, 8L, 9L);

    assertThatThrownBy(() -> Seeds.each(9, 4, seed -> failAt(9, seed, fault)))
        .hasMessageContaining("Seed 9, case 1 of 4");
  }

  @Test
  void theGreatestSeedIsFollowedByTheLeast() {
    assertThatCode(() -> Seeds.each(Long.MAX_VALUE, 2, seen::add)).doesNotThrowAnyException();
    assertThat(seen).containsExactly(Long.MAX_VALUE, Long.MIN_VALUE);
  }

  private void failAt(long failing, long seed, Throwable fault) throws Exception {
    seen.add(seed);
    if (seed == failing) {
      throw (Error) fault;
    }
  }
}
