package io.originlock.lab.conformance;

import static io.originlock.lab.conformance.Capability.API_KEYS;
import static io.originlock.lab.conformance.Capability.EXPORTED_KEYS;
import static io.originlock.lab.conformance.Capability.KEYS_ENFORCED;
import static io.originlock.lab.conformance.Capability.KEYS_IN_PLANS;
import static io.originlock.lab.conformance.Capability.KEY_DELETION_ENFORCED;
import static io.originlock.lab.conformance.Capability.KEY_DISABLING_ENFORCED;
import static io.originlock.lab.conformance.Capability.KEY_NAMES;
import static io.originlock.lab.conformance.Capability.KEY_REMOVAL_ENFORCED;
import static io.originlock.lab.conformance.Capability.KEY_TAGS;
import static io.originlock.lab.conformance.Capability.KEY_UPDATES;
import static io.originlock.lab.conformance.Capability.KEY_VALUES_REUSED;
import static io.originlock.lab.conformance.Capability.KEY_VALUES_UNIQUE;
import static io.originlock.lab.conformance.Capability.USAGE_PLANS;
import static io.originlock.lab.conformance.TestSecrets.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.model.LockException;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.port.Announcement;
import io.originlock.port.DesiredGate;
import io.originlock.port.Gate;
import io.originlock.port.ObservedGate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.apigateway.model.ApiKey;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;

/** What the API key gate needs of API Gateway, its evaluation of requests included. */
@Needs({USAGE_PLANS, API_KEYS, KEY_NAMES})
interface ApiKeyGateContract {
  /** This gate has nothing to notice a change by. */
  ObservedGate SEEN = ObservedGate.of(Set.of());

  PatchOperation DISABLED =
      PatchOperation.builder().op(Op.REPLACE).path("/enabled").value("false").build();

  private static DesiredGate only(Secret... secrets) {
    return new DesiredGate(false, List.of(secrets), Set.of());
  }

  private static DesiredGate narrowed(Secret stays, int... removable) {
    return new DesiredGate(
        false,
        List.of(stays),
        Arrays.stream(removable).mapToObj(SecretId::new).collect(Collectors.toSet()));
  }

  private static String name(String lock, Secret secret) {
    return "origin-lock." + lock + "." + secret.id() + "." + secret.value().fingerprint();
  }

  @Test
  @Needs({KEY_TAGS, KEYS_ENFORCED})
  default void anHonouredSecretPassesAndNothingElse(Cloud cloud) {
    try (DeployedApi api = new DeployedApi(cloud)) {
      api.awaitDeployed();
      Gate gate = api.gate();
      Secret first = secret(gate, 1);
      assertThat(gate.observe(List.of(first)).honoured()).isEmpty();

      assertThat(gate.honour(only(first), SEEN, Announcement.none())).isTrue();

      assertThat(api.keys()).extracting(ApiKey::name).containsExactly(name(api.lock(), first));
      assertThat(gate.observe(List.of(first, secret(gate, 2))).honoured())
          .containsExactly(first.id());
      api.await(first.value().reveal(), 200);
      api.await(null, 403);
      api.await(gate.generate().reveal(), 403);
      assertThat(gate.honour(only(first), SEEN, Announcement.none())).as("changed again").isFalse();
    }
  }

  @Test
  @Needs({KEY_TAGS, KEY_DELETION_ENFORCED})
  default void twoAreHonouredAtOnceAndNarrowingTakesTheRetiredOneAlone(Cloud cloud) {
    try (DeployedApi api = new DeployedApi(cloud)) {
      api.awaitDeployed();
      Gate gate = api.gate();
      Secret first = secret(gate, 1);
      Secret second = secret(gate, 2);
      Secret third = secret(gate, 3);

      gate.honour(only(first, second, third), SEEN, Announcement.none());
      api.await(first.value().reveal(), 200);
      api.await(second.value().reveal(), 200);
      api.await(third.value().reveal(), 200);

      assertThat(gate.honour(narrowed(second, 1), SEEN, Announcement.none())).isTrue();

      api.awaitRefusal(first.value().reveal());
      assertThat(gate.observe(List.of(first, second, third)).honoured())
          .as("the third is not wanted, but the state doesn't call it removable")
          .containsExactlyInAnyOrder(second.id(), third.id());
      api.await(second.value().reveal(), 200);
      api.await(third.value().reveal(), 200);
    }
  }

  @Test
  @Needs({KEY_TAGS, KEY_DELETION_ENFORCED})
  default void keysThatOnlyLookLikeTheLocksAreLeftAlone(Cloud cloud) {
    try (DeployedApi api = new DeployedApi(cloud)) {
      api.awaitDeployed();
      Gate gate = api.gate();
      String neighbour = api.lock() + "-eu";
      Gate other = api.gate(neighbour, api.plan());
      Secret first = secret(gate, 1);
      Secret second = secret(gate, 2);
      Secret theirs = secret(gate, 1);
      String partner = gate.generate().reveal();
      Map<String, String> tag = Map.of("origin-lock", api.lock());
      gate.honour(only(first), SEEN, Announcement.none());
      other.honour(only(theirs), SEEN, Announcement.none());
      api.put("partner of " + api.lock(), partner, Map.of());
      api.put("origin-lock." + api.lock() + ".g1.00000000", gate.generate().reveal(), Map.of());
      api.put("origin-lock." + api.lock() + ".g1", gate.generate().reveal(), tag);
      int before = api.keys().size();

      gate.honour(narrowed(second, 1), SEEN, Announcement.none());

      assertThat(api.keys())
          .hasSize(before)
          .extracting(ApiKey::name)
          .contains(name(api.lock(), second), name(neighbour, theirs))
          .doesNotContain(name(api.lock(), first));
      assertThat(gate.survivors(List.of())).extracting(Secret::id).containsExactly(second.id());
      api.awaitRefusal(first.value().reveal());
      api.await(theirs.value().reveal(), 200);
      api.await(partner, 200);
    }
  }

  @Test
  @Needs({KEY_TAGS, KEY_REMOVAL_ENFORCED})
  default void aKeyThatWasTakenOutOfThePlanIsPutBack(Cloud cloud) {
    try (DeployedApi api = new DeployedApi(cloud)) {
      api.awaitDeployed();
      Gate gate = api.gate();
      Secret first = secret(gate, 1);
      gate.honour(only(first), SEEN, Announcement.none());
      String id = api.keys().get(0).id();
      cloud.apiGateway().deleteUsagePlanKey(r -> r.usagePlanId(api.plan()).keyId(id));
      assertThat(gate.observe(List.of(first)).honoured()).isEmpty();
      api.await(first.value().reveal(), 403);

      assertThat(gate.honour(only(first), SEEN, Announcement.none())).isTrue();

      api.await(first.value().reveal(), 200);
      assertThat(api.keys()).extracting(ApiKey::id).containsExactly(id);
    }
  }

  @Test
  @Needs({KEY_TAGS, KEY_UPDATES, KEYS_IN_PLANS})
  default void aKeyThatWasDisabledIsMadeAgain(Cloud cloud) {
    try (DeployedApi api = new DeployedApi(cloud)) {
      Gate gate = api.gate();
      Secret first = secret(gate, 1);
      String value = first.value().reveal();
      gate.honour(only(first), SEEN, Announcement.none());
      String id = api.keys().get(0).id();
      cloud.apiGateway().updateApiKey(r -> r.apiKey(id).patchOperations(DISABLED));
      assertThat(gate.observe(List.of(first)).honoured()).isEmpty();

      assertThat(gate.honour(only(first), SEEN, Announcement.none())).isTrue();

      assertThat(gate.observe(List.of(first)).honoured()).containsExactly(first.id());
      assertThat(api.keys()).singleElement().returns(value, ApiKey::value);
    }
  }

  @Test
  @Needs({KEY_TAGS, KEY_DISABLING_ENFORCED, KEY_VALUES_REUSED})
  default void aKeyThatWasMadeAgainLetsItsValueIn(Cloud cloud) {
    try (DeployedApi api = new DeployedApi(cloud)) {
      api.awaitDeployed();
      Gate gate = api.gate();
      Secret first = secret(gate, 1);
      String value = first.value().reveal();
      gate.honour(only(first), SEEN, Announcement.none());
      api.await(value, 200);
      String id = api.keys().get(0).id();
      cloud.apiGateway().updateApiKey(r -> r.apiKey(id).patchOperations(DISABLED));
      api.await(value, 403);

      assertThat(gate.honour(only(first), SEEN, Announcement.none())).isTrue();

      api.await(value, 200);
    }
  }

  @Test
  @Needs({KEY_TAGS, KEYS_IN_PLANS})
  default void survivorsComeWithTheirValues(Cloud cloud) {
    try (DeployedApi api = new DeployedApi(cloud)) {
      Gate gate = api.gate();
      Secret first = secret(gate, 1);
      Secret second = secret(gate, 2);
      gate.honour(only(first, second), SEEN, Announcement.none());

      assertThat(
              gate.survivors(List.of()).stream()
                  .collect(Collectors.toMap(Secret::id, Secret::value)))
          .isEqualTo(Map.of(first.id(), first.value(), second.id(), second.value()));
    }
  }

  @Test
  @Needs({KEY_VALUES_UNIQUE, KEYS_IN_PLANS})
  default void aKeyWithTheValueAndNoMarkHonoursIt(Cloud cloud) {
    try (DeployedApi api = new DeployedApi(cloud)) {
      Gate gate = api.gate();
      Secret first = secret(gate, 1);
      api.put("partner of " + api.lock(), first.value().reveal(), Map.of());

      assertThat(gate.honour(only(first), SEEN, Announcement.none())).isTrue();

      assertThat(gate.observe(List.of(first)).honoured()).containsExactly(first.id());
      assertThat(api.keys()).hasSize(1);
    }
  }

  @Test
  @Needs(EXPORTED_KEYS)
  default void aStageChecksWhereADeployedMethodNeedsAKey(Cloud cloud) {
    try (DeployedApi api = new DeployedApi(cloud)) {
      assertThat(api.gate().checking(Set.of(api.id() + "/" + MockApi.STAGE))).hasSize(1);
    }
  }

  @Test
  default void aUsagePlanThatDoesNotExistIsNamedAndNoKeyIsMadeForIt(Cloud cloud) {
    try (DeployedApi api = new DeployedApi(cloud)) {
      Gate wrong = api.gate(api.lock(), "gone01");
      Secret first = secret(wrong, 1);

      assertThatThrownBy(wrong::check)
          .isInstanceOf(LockException.class)
          .hasMessageContaining("Usage plan gone01")
          .hasMessageContaining("does not exist");
      assertThat(wrong.observe(List.of(first)).honoured()).isEmpty();
      assertThatThrownBy(() -> wrong.honour(only(first), SEEN, Announcement.none()))
          .hasMessageContaining("Usage plan gone01");
      assertThat(api.keys()).isEmpty();
    }
  }
}
