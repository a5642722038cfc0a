package io.originlock.signature;

import io.originlock.model.Header;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import io.originlock.signing.SigningKey;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The origin custom header by which CloudFront gives the edge function its key: {@code
 * <id>.<secret>}, and {@code ~} behind it where queries are not signed. An edge function has no
 * environment; this header is how it learns of a rotation, and it takes it away before anything
 * goes to the API. The form is written down in {@code docs/signature.md}.
 *
 * @param signsQuery whether the query is signed
 */
record KeyHeader(boolean signsQuery) {
  /** In lower case. */
  static final String NAME = "x-origin-lock-key";

  private static final Pattern VALUE =
      Pattern.compile("(" + SecretId.FORM + ")\\.(" + SigningKey.FORM + ")(~?)");

  Header of(Secret secret) {
    return new Header(NAME, secret.id() + "." + secret.value().reveal() + (signsQuery ? "" : "~"));
  }

  boolean is(String headerName) {
    return NAME.equalsIgnoreCase(headerName);
  }

  /**
   * What an edge function reads from the header. Its text form does not tell the secret.
   *
   * @param id the key's
   * @param secret what it signs with
   * @param signsQuery whether it signs the query
   */
  record Key(String id, SecretValue secret, boolean signsQuery) {
    SigningKey signing() {
      return new SigningKey(secret.reveal());
    }
  }

  /** Reads a header; empty for another's, or one of another form. */
  static Optional<Key> parse(Header header) {
    Matcher value = VALUE.matcher(header.value());
    return NAME.equalsIgnoreCase(header.name()) && value.matches()
        ? Optional.of(
            new Key(value.group(1), new SecretValue(value.group(2)), value.group(3).isEmpty()))
        : Optional.empty();
  }
}
