package io.originlock.validation;

import io.originlock.model.SecretValue;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header whose name is the secret: {@code X-Origin-Lock-} and 32 hexadecimal digits, 128 random
 * bits, 46 characters of the 256 that CloudFront takes. Its value says nothing.
 *
 * <p>API Gateway goes by the letters of a required header's name (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html">Important
 * notes</a>), and CloudFront begins each part of an origin header's name with a capital (<a
 * href="https://github.com/awsdocs/amazon-cloudfront-developer-guide/issues/70">seen at an
 * origin</a>). So each part begins with one here, the digits too, and all else is lower case:
 * whether CloudFront changes the name or not, it arrives as methods require it.
 */
final class LockHeader {
  /** A validator wants a value that is not blank, and looks at no other thing of it. */
  static final String VALUE = "1";

  private static final String PREFIX = "X-Origin-Lock-";
  private static final int BYTES = 16;
  private static final Pattern NAME =
      Pattern.compile(PREFIX.toLowerCase(Locale.ROOT) + "([0-9a-f]{" + 2 * BYTES + "})");
  private static final String PARAMETER = "method.request.header.";

  private LockHeader() {}

  static SecretValue generate(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new SecretValue(HexFormat.of().formatHex(bytes));
  }

  static String name(SecretValue value) {
    String digits = value.reveal();
    return PREFIX + digits.substring(0, 1).toUpperCase(Locale.ROOT) + digits.substring(1);
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
