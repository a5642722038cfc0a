package io.originlock.handler;

import io.originlock.model.LockException;
import io.originlock.settings.Environment;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the tags for what the worker makes, and refuses by name what AWS would refuse at the first
 * rotation. Terraform sets them: the user's {@code tags}, merged with the provider's default ones.
 *
 * <p>What exists when they change keeps its own until it is replaced: an API key by the next
 * rotation, a state as soon as it leaves the log's history.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Tag.html">Tags
 *     of parameters</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging-restrictions.html">Tags
 *     of API keys</a>
 */
final class UserTags {
  private static final String VARIABLE = "ORIGIN_LOCK_TAGS";

  /** So many AWS takes on a resource. */
  private static final int MOST = 50;

  private static final String LETTERS = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]";
  private static final Pattern KEY = Pattern.compile(LETTERS + "{1,128}");
  private static final Pattern VALUE = Pattern.compile(LETTERS + "{0,256}");

  private UserTags() {}

  /**
   * The tags by key; none if the variable is absent.
   *
   * @param own the lock's own, by which it knows what it made
   */
  static Map<String, String> in(Environment env, Set<String> own) {
    Map<String, String> tags = env.texts(VARIABLE);
    int most = MOST - own.size();
    if (tags.size() > most) {
      throw refused("holds " + tags.size() + " tags; beside the lock's own AWS takes " + most);
    }
    tags.forEach(
        (key, value) ->
            problem(key, value, own)
                .ifPresent(
                    problem -> {
                      throw refused("tag \"" + key + "\" " + problem);
                    }));
    return tags;
  }

  private static Optional<String> problem(String key, String value, Set<String> own) {
    if (key.regionMatches(true, 0, "aws:", 0, 4)) {
      return Optional.of("begins with aws:, which AWS keeps to itself");
    }
    // IAM reads condition keys in any case: it would take Origin-Lock for the lock's own.
    if (own.stream().anyMatch(key::equalsIgnoreCase)) {
      return Optional.of("is the lock's own, by which it knows its API keys");
    }
    if (!KEY.matcher(key).matches()) {
      return Optional.of("is not 1 to 128 letters, digits, spaces and _ . : / = + - @");
    }
    if (!VALUE.matcher(value).matches()) {
      return Optional.of(
          "has a value that is not 0 to 256 letters, digits, spaces and _ . : / = + - @");
    }
    return Optional.empty();
  }

  private static LockException refused(String problem) {
    return new LockException(
        "environment variable " + VARIABLE,
        problem + ".",
        "Change it in the lock module's tags, or in the provider's default_tags, and apply.");
  }
}
