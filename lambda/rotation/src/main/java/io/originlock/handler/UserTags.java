package io.originlock.handler;

import io.originlock.apikey.ApiKeyGate;
import io.originlock.model.LockException;
import java.util.Map;
import java.util.Optional;
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

  /** AWS takes 50 on a resource, and a key has the lock's own two besides. */
  private static final int MOST = 50 - ApiKeyGate.OWN_TAGS.size();

  private static final String LETTERS = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]";
  private static final Pattern KEY = Pattern.compile(LETTERS + "{1,128}");
  private static final Pattern VALUE = Pattern.compile(LETTERS + "{0,256}");

  private UserTags() {}

  /** The tags by key; none if the variable is absent. */
  static Map<String, String> in(Environment env) {
    Map<String, String> tags = env.texts(VARIABLE);
    if (tags.size() > MOST) {
      throw refused("holds " + tags.size() + " tags; beside the lock's own AWS takes " + MOST);
    }
    tags.forEach(
        (key, value) ->
            problem(key, value)
                .ifPresent(
                    problem -> {
                      throw refused("tag \"" + key + "\" " + problem);
                    }));
    return tags;
  }

  private static Optional<String> problem(String key, String value) {
    if (key.regionMatches(true, 0, "aws:", 0, 4)) {
      return Optional.of("begins with aws:, which AWS keeps to itself");
    }
    // IAM reads condition keys in any case: it would take Origin-Lock for the lock's own.
    if (ApiKeyGate.OWN_TAGS.stream().anyMatch(key::equalsIgnoreCase)) {
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
