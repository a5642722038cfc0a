package io.originlock.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DrawTest {

  private static <T> List<T> drawn(Function<Draw, T> how) {
    return LongStream.range(0, 1000).mapToObj(seed -> how.apply(new Draw(seed))).toList();
  }

  @Test
  void theSameSeedDrawsTheSameAndAnotherOneSomethingElse() {
    Function<Draw, List<String>> how = draw -> draw.list(0, 9, () -> draw.anyText(9));

    assertThat(drawn(how)).isEqualTo(drawn(how));
    assertThat(new HashSet<>(drawn(how))).hasSizeGreaterThan(700);
  }

  @Test
  void numbersKeepTheirBoundsAndReachThem() {
    assertThat(drawn(draw -> draw.between(-3L, 4_102_444_800L)))
        .contains(-3L, 4_102_444_800L)
        .allMatch(number -> number >= -3 && number <= 4_102_444_800L);
    assertThat(drawn(draw -> draw.between(5, 5))).containsOnly(5);
  }

  @Test
  void textsAndListsAreEmptyFullAndBetween() {
    assertThat(drawn(draw -> draw.text("ab\ud83d\udd12", 0, 3)))
        .contains("", "a", "b\ud83d\udd12", "aab")
        .allMatch(text -> text.matches("[ab\ud83d\udd12]{0,3}"));
    assertThat(drawn(draw -> draw.list(1, 3, () -> null).size())).contains(1, 2, 3).hasSize(1000);
  }

  @Test
  void anyTextHasWhatTextsAreRarelyTestedWith() {
    assertThat(drawn(draw -> draw.anyText(6)))
        .contains("")
        .anyMatch(text -> text.contains("{{"))
        .anyMatch(text -> text.contains("\0"))
        .anyMatch(text -> text.contains("\ud83d\udd12"))
        .anyMatch(text -> text.chars().allMatch(c -> c == '\ud800') && !text.isEmpty());
  }

  @Test
  void everyChoiceIsMade() {
    assertThat(drawn(draw -> draw.of("a", null, "c"))).contains("a", null, "c");
    assertThat(drawn(draw -> draw.<Object>from(() -> "a", () -> 2))).contains("a", 2);
    assertThat(drawn(draw -> draw.oneIn(4)))
        .filteredOn(yes -> yes)
        .hasSizeBetween(1000 / 5, 1000 / 3);
  }
}
