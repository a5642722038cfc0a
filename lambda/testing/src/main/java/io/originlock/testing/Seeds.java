package io.originlock.testing;

/**
 * Checks a property for many seeds, as one test. The seeds follow each other and are the same in
 * each build, so that a build is no lottery; {@code -Dorigin-lock.seed=n} begins with another one.
 */
public final class Seeds {
  private static final String FIRST = "origin-lock.seed";
  private static final String USUAL = "20180606";

  private Seeds() {}

  /** What must hold whatever the case is. */
  @FunctionalInterface
  public interface Property {
    /**
     * Throws if it does not hold.
     *
     * @param seed all that the case is made from
     */
    void check(long seed) throws Exception;
  }

  /**
   * Stops at the first seed that fails, and names it.
   *
   * @throws AssertionError whatever the property threw is its cause
   * @throws NumberFormatException if {@code origin-lock.seed} is not a whole number
   */
  public static void each(int cases, Property property) {
    each(Long.parseLong(System.getProperty(FIRST, USUAL)), cases, property);
  }

  static void each(long first, int cases, Property property) {
    for (int i = 0; i < cases; i++) {
      long seed = first + i;
      try {
        property.check(seed);
      } catch (Throwable e) {
        // Catches a stack overflow as well: whatever ends a case is worth nothing without its seed.
        throw new AssertionError(
            "Seed %d, case %d of %d. To begin with it: make test SEED=%1$d, or mvn -D%4$s=%1$d.%n%5$s"
                .formatted(seed, i + 1, cases, FIRST, e),
            e);
      }
    }
  }
}
