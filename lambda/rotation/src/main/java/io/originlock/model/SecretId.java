package io.originlock.model;

import java.util.regex.Pattern;

/**
 * The name of a secret: {@code g1}, {@code g2}, … in the order in which a lock made them.
 *
 * @param number from 1 to 999,999,999
 */
public record SecretId(int number) implements Comparable<SecretId> {
  /** The text form, as a regular expression. */
  public static final String FORM = "g[1-9][0-9]{0,8}";

  private static final int LAST = 999_999_999;
  private static final Pattern TEXT = Pattern.compile(FORM);

  public SecretId {
    if (number < 1 || number > LAST) {
      throw new IllegalArgumentException(
          "A secret's number is from 1 to " + LAST + ", not " + number + ".");
    }
  }

  /**
   * Reads {@code g<number>}.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static SecretId parse(String text) {
    if (!TEXT.matcher(text).matches()) {
      throw new IllegalArgumentException("A secret's id is g1, g2, …, not \"" + text + "\".");
    }
    return new SecretId(Integer.parseInt(text.substring(1)));
  }

  /** Whether none follows it: no lock comes there by itself. */
  boolean last() {
    return number == LAST;
  }

  /**
   * The id that follows this one.
   *
   * @throws LockException if none does
   */
  public SecretId next() {
    if (last()) {
      throw new LockException(
          "secret " + this,
          "a new secret needs an id above that one, and there is none.",
          "No worker makes such an id: take it off the key, rule, deployment or parameter that"
              + " carries it, or give that one a lower id that is free.");
    }
    return new SecretId(number + 1);
  }

  @Override
  public int compareTo(SecretId other) {
    return Integer.compare(number, other.number);
  }

  @Override
  public String toString() {
    return "g" + number;
  }
}
