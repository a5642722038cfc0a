package io.originlock.gate;

import io.originlock.model.Header;
import io.originlock.model.Secret;
import io.originlock.model.SecretValue;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A gate's header of a fixed name, whose value is a secret: it carries one at a time.
 *
 * @param name in lower case
 */
public record SingleHeader(String name) {

  /**
   * The headers that carry these secrets: none or one.
   *
   * @throws IllegalArgumentException for more than one secret
   */
  public List<Header> present(Collection<Secret> secrets) {
    if (secrets.size() > 1) {
      throw new IllegalArgumentException("One header " + name + " cannot carry two secrets.");
    }
    return secrets.stream().map(secret -> new Header(name, secret.value().reveal())).toList();
  }

  /** Whether this is a header of that name, in any case. */
  public boolean is(String headerName) {
    return name.equalsIgnoreCase(headerName);
  }

  /** The secret in a header; empty for another's header, or one without a value. */
  public Optional<SecretValue> carriedBy(Header header) {
    return Optional.of(header)
        .filter(each -> is(each.name()) && !each.value().isBlank())
        .map(each -> new SecretValue(each.value()));
  }
}
