package io.originlock.lab.iam;

import java.util.regex.Pattern;

/** IAM's patterns: {@code *} for any text, {@code ?} for one letter. */
public final class Wildcard {
  private Wildcard() {}

  public static boolean matches(String pattern, String text) {
    return compile(pattern, 0).matcher(text).matches();
  }

  static boolean matchesIgnoringCase(String pattern, String text) {
    return compile(pattern, Pattern.CASE_INSENSITIVE).matcher(text).matches();
  }

  private static Pattern compile(String pattern, int flags) {
    StringBuilder regex = new StringBuilder();
    for (char letter : pattern.toCharArray()) {
      switch (letter) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        default -> regex.append(Pattern.quote(String.valueOf(letter)));
      }
    }
    return Pattern.compile(regex.toString(), flags | Pattern.DOTALL);
  }
}
