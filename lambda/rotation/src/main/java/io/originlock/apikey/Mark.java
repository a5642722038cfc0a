package io.originlock.apikey;

import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which secret a key carries, told without its value: {@code g3.0a1b2c3d}.
 *
 * @param id the secret's id
 * @param fingerprint its value's fingerprint, 8 hexadecimal digits
 */
record Mark(SecretId id, String fingerprint) {
  private static final Pattern FORM = Pattern.compile("(" + SecretId.FORM + ")\\.([0-9a-f]{8})");

  static Mark of(Secret secret) {
    return new Mark(secret.id(), secret.value().fingerprint());
  }

  static Optional<Mark> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new Mark(SecretId.parse(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return id + "." + fingerprint;
  }
}
