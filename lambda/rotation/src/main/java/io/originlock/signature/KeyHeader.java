package io.originlock.signature;

import io.originlock.engine.Header;
import io.originlock.engine.Secret;
import io.originlock.engine.SecretValue;
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
      Pattern.compile("g[1-9][0-9]{0,8}\\.([A-Za-z0-9]{20,128})~?");

  Header of(Secret secret) {
    return new Header(NAME, secret.id() + "." + secret.value().reveal() + (signsQuery ? "" : "~"));
  }

  boolean is(String headerName) {
    return NAME.equalsIgnoreCase(headerName);
  }

  /** The secret in a header; empty for another's header, or one of another form. */
  Optional<SecretValue> carriedBy(Header header) {
    Matcher value = VALUE.matcher(header.value());
    return is(header.name()) && value.matches()
        ? Optional.of(new SecretValue(value.group(1)))
        : Optional.empty();
  }
}
