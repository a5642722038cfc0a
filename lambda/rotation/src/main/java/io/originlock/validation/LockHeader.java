package io.originlock.validation;

import io.originlock.engine.SecretValue;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header whose name is the secret: {@code x-origin-lock-} and 32 hexadecimal digits, 128 random
 * bits. The name is in lower case, since that is how every host and log would compare it, and has
 * 46 characters of the 256 that CloudFront takes. Its value says nothing.
 */
final class LockHeader {
  /** A validator wants a value that is not blank, and looks at no other thing of it. */
  static final String VALUE = "1";

  private static final String PREFIX = "x-origin-lock-";
  private static final int BYTES = 16;
  private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9a-f]{32})");
  private static final String PARAMETER = "method.request.header.";

  private LockHeader() {}

  static SecretValue generate(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new SecretValue(HexFormat.of().formatHex(bytes));
  }

  static String name(SecretValue value) {
    return PREFIX + value.reveal();
  }

  /** The secret in a header's name, whatever its case; empty for another's header. */
  static Optional<SecretValue> secret(String headerName) {
    Matcher name = NAME.matcher(headerName.toLowerCase(Locale.ROOT));
    return name.matches() ? Optional.of(new SecretValue(name.group(1))) : Optional.empty();
  }

  /** As a method declares it: {@code method.request.header.…}. */
  static String parameter(String headerName) {
    return PARAMETER + headerName;
  }

  /** The lock's header that a method's parameter names; empty for another parameter. */
  static Optional<String> inParameter(String parameter) {
    return parameter.startsWith(PARAMETER)
        ? Optional.of(parameter.substring(PARAMETER.length()))
            .filter(name -> secret(name).isPresent())
        : Optional.empty();
  }
}
