package io.originlock.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Draws the values of a case. Bounds are drawn far more often than the values between them, because
 * faults live there: empty and full lists and texts, the least and the greatest number.
 */
public final class Draw {
  /** What a decoder, a database or an XML parser may trip over. */
  private static final List<String> AWKWARD =
      List.of(
          "\0",
          "\n",
          "\r",
          "\t",
          " ",
          "\"",
          "'",
          "\\",
          "{{",
          "}}",
          "<",
          "&",
          "%",
          "\u007f",
          "\u0085",
          "\u00a0",
          "\u0301",
          "\u202e",
          "\u2028",
          "\ufeff",
          "\ufffd",
          "\uffff",
          // Halves of a pair, alone and in the wrong order; a pair; the last code point.
          "\ud800",
          "\udfff",
          "\udc00\ud800",
          "\ud83d\udd12",
          "\udbff\udfff");

  private final SplittableRandom random;

  /** The same seed draws the same values. */
  public Draw(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Both bounds included; one in four is a bound. */
  public int between(int least, int most) {
    return Math.toIntExact(between((long) least, most));
  }

  /**
   * Both bounds included; one in four is a bound.
   *
   * @param most less than {@link Long#MAX_VALUE}
   */
  public long between(long least, long most) {
    return switch (random.nextInt(8)) {
      case 0 -> least;
      case 1 -> most;
      default -> random.nextLong(least, most + 1);
    };
  }

  /** True once in {@code n} times. */
  public boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  /** One of these, each as often. */
  @SafeVarargs
  public final <T> T of(T... values) {
    return values[random.nextInt(values.length)];
  }

  /** What one of these gives; the others are not asked. */
  @SafeVarargs
  public final <T> T from(Supplier<? extends T>... sources) {
    return sources[random.nextInt(sources.length)].get();
  }

  /** Nulls may be among its elements if {@code each} gives any. */
  public <T> List<T> list(int least, int most, Supplier<? extends T> each) {
    int size = between(least, most);
    List<T> list = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      list.add(each.get());
    }
    return Collections.unmodifiableList(list);
  }

  /**
   * A text of some characters.
   *
   * @param alphabet taken by code points
   * @param least and most: code points
   */
  public String text(String alphabet, int least, int most) {
    int[] characters = alphabet.codePoints().toArray();
    return joined(
        least, most, () -> Character.toString(characters[random.nextInt(characters.length)]));
  }

  /**
   * Any text that Java can hold, unpaired surrogates, controls and non-characters included.
   *
   * @param most pieces, of two chars at most
   */
  public String anyText(int most) {
    return joined(
        0,
        most,
        () ->
            from(
                () -> Character.toString(between(' ', '~')),
                () -> AWKWARD.get(random.nextInt(AWKWARD.size())),
                () -> Character.toString(between(0, Character.MAX_CODE_POINT))));
  }

  private String joined(int least, int most, Supplier<String> each) {
    return String.join("", list(least, most, each));
  }
}
