package io.originlock.lab.iam;

import java.util.Locale;

/** IAM's patterns: {@code *} for any text, {@code ?} for one letter. */
public final class Wildcard {
  private static final int NONE = -1;

  private Wildcard() {}

  /** Whether a pattern is of the whole text; every call of a function is held against many. */
  public static boolean matches(String pattern, String text) {
    int at = 0;
    int star = NONE;
    int resumeAt = NONE;
    for (int i = 0; i < text.length(); ) {
      boolean more = at < pattern.length();
      if (more && pattern.charAt(at) == '*') {
        star = at++;
        resumeAt = i;
      } else if (more && (pattern.charAt(at) == '?' || pattern.charAt(at) == text.charAt(i))) {
        at++;
        i++;
      } else if (star != NONE) {
        // The last star takes one letter more.
        at = star + 1;
        i = ++resumeAt;
      } else {
        return false;
      }
    }
    return pattern.chars().skip(at).allMatch(rest -> rest == '*');
  }

  static boolean matchesIgnoringCase(String pattern, String text) {
    return matches(pattern.toLowerCase(Locale.ROOT), text.toLowerCase(Locale.ROOT));
  }
}
