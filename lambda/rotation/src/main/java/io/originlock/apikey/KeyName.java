package io.originlock.apikey;

import io.originlock.engine.LockException;
import io.originlock.engine.Secret;
import io.originlock.engine.SecretId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of a lock's API keys: {@code origin-lock.<lock>.<secret id>.<fingerprint>}. A lock's
 * name has no dot, so that no lock's keys can be taken for another's.
 */
final class KeyName {
  private static final Pattern LOCK = Pattern.compile("[a-z][a-z0-9-]{0,30}[a-z0-9]");

  private final String prefix;
  private final Pattern form;

  KeyName(String lock) {
    if (!LOCK.matcher(lock).matches()) {
      throw new LockException(
          "Lock \"" + lock + "\"",
          "its name is not 2 to 32 lower-case letters, digits and hyphens, a letter first.",
          "Give it another name.");
    }
    this.prefix = "origin-lock." + lock + ".";
    this.form = Pattern.compile(Pattern.quote(prefix) + "(g[1-9][0-9]{0,8})\\.[0-9a-f]{8}");
  }

  /** What all of the lock's names begin with; other names may begin so too. */
  String prefix() {
    return prefix;
  }

  String of(Secret secret) {
    return prefix + secret.id() + "." + secret.value().fingerprint();
  }

  /** The secret whose key has this name; empty if it is not the name of a key of this lock's. */
  Optional<SecretId> id(String name) {
    Matcher matcher = form.matcher(name == null ? "" : name);
    return matcher.matches() ? Optional.of(SecretId.parse(matcher.group(1))) : Optional.empty();
  }
}
