package io.originlock.validation;

import io.originlock.aws.ApiStage;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import io.originlock.port.Demand;
import io.originlock.port.ObservedGate;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the stages of a lock serve, at one look.
 *
 * @param stages what each serves
 * @param released those that the lock is to let go of: one that demands nothing stays so
 * @param methods which of their methods the lock protects
 */
record Look(List<Served> stages, Set<ApiStage> released, ProtectedMethods methods) {

  /** The secrets whose headers some method demands. Two can be there while stages change. */
  Set<SecretValue> demanded() {
    return stages.stream()
        .flatMap(served -> served.demanded().stream())
        .collect(Collectors.toSet());
  }

  /** The stages at which the gate stands. */
  private Stream<Served> bound() {
    return stages.stream()
        .filter(served -> !released.contains(served.stage()) || !served.demanded().isEmpty());
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
            && bound().allMatch(served -> methods.metBy(served, one));
    return new ObservedGate(
        honoured.keySet(),
        demanded.isEmpty(),
        exact,
        version(),
        new Demand(one.map(LockHeader::name), stages.stream().map(Served::asDemanded).toList()));
  }

  /**
   * The secrets that are demanded, by the marks of the lock's deployments.
   *
   * @param first the id for what a deployment of somebody else's demands, and those after it
   */
  List<Secret> survivors(String lock, SecretId first, Instant now) {
    Map<SecretValue, SecretId> ids = new LinkedHashMap<>();
    for (Served each : stages) {
      DeploymentMark.parse(lock, each.description())
          .filter(mark -> !mark.open())
          .ifPresent(
              mark -> each.demanded().forEach(value -> ids.putIfAbsent(value, mark.secret())));
    }
    SecretId next = first;
    for (SecretValue value : demanded()) {
      if (ids.putIfAbsent(value, next) == null) {
        next = next.next();
      }
    }
    return ids.entrySet().stream()
        .map(each -> new Secret(each.getValue(), each.getKey(), now))
        .toList();
  }

  /** What is not as it should be: other stages stay as they are. */
  Map<String, List<Served>> differing(Optional<SecretValue> wanted) {
    return byApi(bound().filter(served -> !methods.metBy(served, wanted)));
  }

  /** Those of these stages that demand something. */
  Map<String, List<Served>> closed(Set<String> members) {
    return byApi(
        stages.stream()
            .filter(served -> members.contains(served.stage().member()))
            .filter(served -> !served.demanded().isEmpty()));
  }

  private static Map<String, List<Served>> byApi(Stream<Served> served) {
    return served.collect(
        Collectors.groupingBy(each -> each.stage().restApiId(), TreeMap::new, Collectors.toList()));
  }
}
