package io.originlock.apikey;

import io.originlock.model.Secret;
import io.originlock.model.SecretValue;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The values of the lock's secrets, as the gate was last told of them. */
final class KnownValues {
  private Set<SecretValue> values = Set.of();

  void are(Collection<Secret> known) {
    values = known.stream().map(Secret::value).collect(Collectors.toSet());
  }

  /** These and others. */
  Set<SecretValue> and(Collection<SecretValue> others) {
    Set<SecretValue> all = new HashSet<>(values);
    all.addAll(others);
    return all;
  }

  Set<SecretValue> alone() {
    return values;
  }
}
