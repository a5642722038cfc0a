package io.originlock.validation;

import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import io.originlock.port.Demand;
import io.originlock.port.ObservedGate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the stages of a lock serve, at one look.
 *
 * @param stages what each serves
 * @param methods which of their methods the lock protects
 */
record Look(List<Served> stages, ProtectedMethods methods) {

  /** The secrets whose headers some method demands. Two can be there while stages change. */
  Set<SecretValue> demanded() {
    return stages.stream()
        .flatMap(served -> served.methods().stream())
        .flatMap(method -> method.demanded().stream())
        .collect(Collectors.toSet());
  }

  /** What tells this from every other: the stages' deployments. */
  String version() {
    return stages.stream()
        .map(
            served ->
                served.stage().restApiId()
                    + "/"
                    + served.stage().stage()
                    + "="
                    + served.deployment())
        .collect(Collectors.joining(" "));
  }

  ObservedGate against(Collection<Secret> known) {
    Set<SecretValue> demanded = demanded();
    Map<SecretId, SecretValue> honoured = new TreeMap<>();
    known.stream()
        .filter(secret -> demanded.contains(secret.value()))
        .forEach(secret -> honoured.put(secret.id(), secret.value()));
    Optional<SecretValue> one =
        honoured.size() == 1 ? honoured.values().stream().findFirst() : Optional.empty();
    boolean exact =
        demanded.size() == one.stream().count()
            && stages.stream().allMatch(served -> methods.metBy(served, one));
    return new ObservedGate(
        honoured.keySet(),
        demanded.isEmpty(),
        exact,
        version(),
        new Demand(one.map(LockHeader::name), stages.stream().map(Served::asDemanded).toList()));
  }

  /** What is not as it should be: other stages stay as they are. */
  Map<String, List<Served>> differing(Optional<SecretValue> wanted) {
    return stages.stream()
        .filter(served -> !methods.metBy(served, wanted))
        .collect(
            Collectors.groupingBy(
                served -> served.stage().restApiId(), TreeMap::new, Collectors.toList()));
  }
}
