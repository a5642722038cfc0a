package io.originlock.validation;

import io.originlock.model.SecretId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is written on a deployment of a lock's: whose it is and for which secret, so that it is told
 * from others' and deleted when it is done with. It holds no secret.
 *
 * @param lock the lock's name
 * @param secret the id of the secret that it demands, or that was the last before it was opened
 * @param open whether it demands nothing
 */
record DeploymentMark(String lock, SecretId secret, boolean open) {
  private static final Pattern TEXT =
      Pattern.compile("origin-lock ([^ ]+) (" + SecretId.FORM + ")( open)?");

  String text() {
    return "origin-lock " + lock + " " + secret + (open ? " open" : "");
  }

  /** What a deployment of this lock's says; empty for one of somebody else's. */
  static Optional<DeploymentMark> parse(String lock, String description) {
    Matcher text = TEXT.matcher(description == null ? "" : description);
    return text.matches() && text.group(1).equals(lock)
        ? Optional.of(
            new DeploymentMark(lock, SecretId.parse(text.group(2)), text.group(3) != null))
        : Optional.empty();
  }
}
