package io.originlock.apikey;

import io.originlock.model.LockState;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keys in the usage plan that have the value of one of the lock's secrets but not the lock's mark:
 * an adopted key whose owner's Terraform took the tags off, or made it again. API Gateway lets such
 * a key in all the same.
 */
final class OtherKeys {
  private final ApiKeys keys;
  private final UsagePlan plan;

  OtherKeys(ApiKeys keys, UsagePlan plan) {
    this.keys = keys;
    this.plan = plan;
  }

  /**
   * The enabled ones, marked with the secret that they let in. Costs a call for each key found: the
   * plan lists values.
   *
   * @param held the keys in the plan
   * @param own the lock's keys
   */
  List<LockKey> find(
      Map<String, Optional<SecretValue>> held, List<LockKey> own, Collection<Secret> secrets) {
    Set<String> marked = own.stream().map(LockKey::keyId).collect(Collectors.toSet());
    Map<SecretValue, Secret> byValue =
        secrets.stream().collect(Collectors.toMap(Secret::value, each -> each, (a, b) -> a));
    List<LockKey> found = new ArrayList<>();
    held.forEach(
        (id, value) -> {
          if (!marked.contains(id)) {
            value
                .map(byValue::get)
                .flatMap(secret -> keys.other(id, secret))
                .filter(LockKey::enabled)
                .ifPresent(found::add);
          }
        });
    return found;
  }

  /** A sentence for each, with what its owner should do. */
  List<String> warnings(LockState state) {
    Map<String, Optional<SecretValue>> held = plan.held();
    Set<SecretId> retired =
        state.retired().stream().map(each -> each.secret().id()).collect(Collectors.toSet());
    retired.removeAll(new HashSet<>(state.secrets().lingering()));
    return find(held, keys.list(held, values(state)), state.known()).stream()
        .map(key -> retired.contains(key.secret()) ? outlived(key) : inUse(key))
        .toList();
  }

  private static List<SecretValue> values(LockState state) {
    return state.known().stream().map(Secret::value).toList();
  }

  private static String inUse(LockKey key) {
    return key.label()
        + " lets in "
        + key.secret()
        + " and is not marked as the lock's. The lock goes on with it, but the Terraform that"
        + " manages the key can cut viewers off. Replace its resource there with removed { from ="
        + " aws_api_gateway_api_key.<name> lifecycle { destroy = false } }, and its"
        + " aws_api_gateway_usage_plan_key likewise.";
  }

  private String outlived(LockKey key) {
    return key.label()
        + " still lets in "
        + key.secret()
        + ", which the lock has retired: the lock deletes no key without its mark. Have its"
        + " Terraform let go of it (removed blocks for aws_api_gateway_api_key and"
        + " aws_api_gateway_usage_plan_key, destroy = false). Once no distribution presents "
        + key.secret()
        + ", take the key out of usage plan "
        + plan.id()
        + ".";
  }
}
