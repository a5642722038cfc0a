package io.originlock.lab.gate;

import io.originlock.lab.model.ApiCatalog;
import io.originlock.lab.model.ApiCatalog.Method;
import io.originlock.lab.model.Header;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A header that methods demand by the letters of its name: the secret is in it, the 32 hexadecimal
 * digits at its end, and so is its mark. It passes the gate alone where it is the one that is
 * demanded.
 */
record RequestValidationView() implements GateView {
  private static final String PREFIX = "X-Origin-Lock-";
  private static final Pattern NAME = Pattern.compile("x-origin-lock-([0-9a-f]{32})");
  private static final String PARAMETER = "method.request.header.";

  @Override
  public String name() {
    return "request-validation";
  }

  @Override
  public boolean anyOf() {
    return false;
  }

  @Override
  public Header header(String secret) {
    String digits = secret.substring(0, 1).toUpperCase(Locale.ROOT) + secret.substring(1);
    return new Header(PREFIX + digits, "1");
  }

  @Override
  public Optional<String> secret(Header header) {
    return secret(header.name());
  }

  @Override
  public String alphabet() {
    return "0123456789abcdef";
  }

  @Override
  public int length() {
    return 32;
  }

  @Override
  public String mark(String value) {
    return value;
  }

  @Override
  public Optional<String> value(String mark) {
    return Optional.of(mark);
  }

  @Override
  public Set<String> honoured(ApiCatalog catalog) {
    return catalog.stages().stream()
        .flatMap(stage -> stage.methods().stream())
        .filter(Method::validatesParameters)
        .flatMap(method -> method.requestParameters().entrySet().stream())
        .filter(Map.Entry::getValue)
        .flatMap(parameter -> secretOf(parameter.getKey()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  @Override
  public int kept(ApiCatalog catalog) {
    return (int)
        catalog.stages().stream()
            .flatMap(stage -> stage.methods().stream())
            .flatMap(method -> method.requestParameters().keySet().stream())
            .flatMap(RequestValidationView::secretOf)
            .distinct()
            .count();
  }

  private static Stream<String> secretOf(String parameter) {
    return parameter.startsWith(PARAMETER)
        ? secret(parameter.substring(PARAMETER.length())).stream()
        : Stream.empty();
  }

  private static Optional<String> secret(String name) {
    Matcher matcher = NAME.matcher(name.toLowerCase(Locale.ROOT));
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
