package io.originlock.finding;

/**
 * A finding that the lock's owner knows and takes: shown apart, and not counted.
 *
 * @param kind the kind that is accepted; no other kind at the same place is
 * @param place as a finding names it, or its beginning with {@code *} behind it
 * @param reason why, for whoever reads it later
 */
public record Accepted(Kind kind, String place, String reason) {
  private static final String PREFIX = "*";

  /**
   * @throws IllegalArgumentException if the place or the reason is blank
   */
  public Accepted {
    if (place.isBlank() || reason.isBlank()) {
      throw new IllegalArgumentException(
          "An accepted finding needs a place and a reason: " + kind.label() + ".");
    }
  }

  /** Whether it accepts this one. */
  public boolean covers(Finding finding) {
    String found = finding.place().toString();
    boolean there =
        found.equals(place)
            || place.endsWith(PREFIX)
                && found.startsWith(place.substring(0, place.length() - PREFIX.length()));
    return finding.kind() == kind && there;
  }
}
