package io.originlock.finding;

import java.util.Comparator;

/**
 * What a finding is about, in words that answers, and accepted findings, name it by.
 *
 * @param where the thing, by type and id: {@code stage prod of REST API a1b2c3d4e5}
 * @param method one of its methods, {@code GET /pets}; empty where it is not about one
 */
public record Place(String where, String method) implements Comparable<Place> {
  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::where).thenComparing(Place::method);

  /** One that is not about a method, by its label. */
  public Place(String where) {
    this(where, "");
  }

  /** A part of it: {@code origin api of CloudFront distribution E1A2B3C4D5E6F7}. */
  public Place part(String part) {
    return new Place(part + " of " + where);
  }

  /** One of its methods, as {@code GET /pets}. */
  public Place at(String label) {
    return new Place(where, label);
  }

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  /** As accepted findings have it: {@code stage prod of REST API a1b2c3d4e5: GET /pets}. */
  @Override
  public String toString() {
    return method.isEmpty() ? where : where + ": " + method;
  }
}
