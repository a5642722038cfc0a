package io.originlock.survey;

import java.util.regex.Pattern;

/**
 * The patterns of IAM and of CloudFront's paths: {@code *} is any characters, {@code ?} is one. See
 * <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html">IAM
 * JSON policy elements</a>.
 */
public final class Wildcards {
  private Wildcards() {}

  /**
   * @param anyCase whether letters are the same in either case, as those of actions are
   */
  public static boolean fit(String pattern, String text, boolean anyCase) {
    StringBuilder regex = new StringBuilder();
    pattern
        .chars()
        .forEach(
            c ->
                regex.append(
                    c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c))));
    int flags = Pattern.DOTALL | (anyCase ? Pattern.CASE_INSENSITIVE : 0);
    return Pattern.compile(regex.toString(), flags).matcher(text).matches();
  }
}
