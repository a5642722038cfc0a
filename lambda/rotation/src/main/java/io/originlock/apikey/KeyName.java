package io.originlock.apikey;

import io.originlock.model.LockException;
import io.originlock.model.Secret;
import io.originlock.signing.LockForms;
import java.util.Optional;

/**
 * The names of the API keys that a lock makes: {@code origin-lock.<lock>.<secret
 * id>.<fingerprint>}. A lock's name has no dot, so that no lock's keys can be taken for another's.
 */
final class KeyName {
  private final String prefix;

  KeyName(String lock) {
    if (!lock.matches(LockForms.NAME)) {
      throw new LockException(
          "Lock \"" + lock + "\"",
          "its name is not 2 to 32 lower-case letters, digits and hyphens, a letter first.",
          "Give it another name.");
    }
    this.prefix = "origin-lock." + lock + ".";
  }

  /** What all of the lock's names begin with; other names may begin so too. */
  String prefix() {
    return prefix;
  }

  String of(Secret secret) {
    return prefix + Mark.of(secret);
  }

  /** The mark in this name; empty if it is not exactly a name of this lock's. */
  Optional<Mark> mark(String name) {
    return name != null && name.startsWith(prefix)
        ? Mark.parse(name.substring(prefix.length()))
        : Optional.empty();
  }
}
