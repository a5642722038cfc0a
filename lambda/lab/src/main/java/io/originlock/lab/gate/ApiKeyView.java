package io.originlock.lab.gate;

import io.originlock.lab.model.ApiCatalog;
import io.originlock.lab.model.ApiCatalog.ApiKey;
import io.originlock.lab.model.Header;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** API keys: the mark of a secret is the secret. */
record ApiKeyView() implements GateView {
  private static final String HEADER = "x-api-key";

  @Override
  public String name() {
    return "api-key";
  }

  @Override
  public boolean anyOf() {
    return true;
  }

  @Override
  public Header header(String secret) {
    return new Header(HEADER, secret);
  }

  @Override
  public Optional<String> secret(Header header) {
    return Optional.of(header).filter(each -> each.name().equals(HEADER)).map(Header::value);
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
    return catalog.keys().stream()
        .map(ApiKey::value)
        .filter(catalog::accepts)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  @Override
  public Optional<Deletion> deletion() {
    return Optional.of(
        (catalog, secret) ->
            catalog.keys().stream()
                .filter(key -> key.value().equals(secret))
                .map(key -> "/apikeys/" + key.id())
                .toList());
  }

  @Override
  public int kept(ApiCatalog catalog) {
    return catalog.keys().size();
  }
}
