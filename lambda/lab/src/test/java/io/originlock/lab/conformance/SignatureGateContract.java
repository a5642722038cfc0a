package io.originlock.lab.conformance;

import static io.originlock.lab.conformance.Capability.EXPORTED_SECURITY;
import static io.originlock.lab.conformance.Capability.PARAMETERS;
import static io.originlock.lab.conformance.Capability.PARAMETER_OVERWRITTEN;
import static io.originlock.lab.conformance.Capability.PARAMETER_PAGES;
import static io.originlock.lab.conformance.Capability.PARAMETER_PATHS;
import static io.originlock.lab.conformance.TestSecrets.secret;
import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.port.Announcement;
import io.originlock.port.DesiredGate;
import io.originlock.port.Gate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the gate signature needs of Parameter Store, and of API Gateway's exports. */
interface SignatureGateContract {

  private static boolean honour(Gate gate, List<Secret> honoured, Set<SecretId> removable) {
    return gate.honour(
        new DesiredGate(false, honoured, removable), gate.observe(honoured), Announcement.none());
  }

  @Test
  @Needs({PARAMETERS, PARAMETER_PATHS, PARAMETER_OVERWRITTEN})
  default void everyHonouredKeyIsAnEncryptedParameterOfItsOwn(Cloud cloud) {
    try (SignatureKeys keys = new SignatureKeys(cloud)) {
      Gate gate = keys.gate();
      Secret first = secret(gate, 1);
      Secret second = secret(gate, 2);
      assertThat(gate.observe(List.of(first)).honoured()).isEmpty();

      assertThat(honour(gate, List.of(first, second), Set.of())).isTrue();

      assertThat(keys.there())
          .containsOnlyKeys("g1", "g2")
          .containsEntry("g1", "SecureString " + first.value().reveal())
          .containsEntry("g2", "SecureString " + second.value().reveal());
      assertThat(gate.observe(List.of(first, second)).honoured())
          .containsExactlyInAnyOrder(first.id(), second.id());
      assertThat(honour(gate, List.of(first, second), Set.of())).as("changed again").isFalse();
    }
  }

  @Test
  @Needs({PARAMETERS, PARAMETER_PATHS, PARAMETER_OVERWRITTEN})
  default void onlyRetiredKeysAreDeleted(Cloud cloud) {
    try (SignatureKeys keys = new SignatureKeys(cloud)) {
      Gate gate = keys.gate();
      Secret first = secret(gate, 1);
      Secret second = secret(gate, 2);
      Secret third = secret(gate, 3);
      honour(gate, List.of(first, second, third), Set.of());

      assertThat(honour(gate, List.of(third), Set.of(first.id(), third.id()))).isTrue();

      assertThat(keys.there()).containsOnlyKeys("g2", "g3");
      assertThat(gate.lastId()).contains(third.id());
      assertThat(gate.survivors(List.of()))
          .extracting(Secret::value)
          .containsExactlyInAnyOrder(second.value(), third.value());
    }
  }

  @Test
  @Needs({PARAMETERS, PARAMETER_PATHS, PARAMETER_OVERWRITTEN})
  default void aKeyThatSomebodyOverwroteIsPutRight(Cloud cloud) {
    try (SignatureKeys keys = new SignatureKeys(cloud)) {
      Gate gate = keys.gate();
      Secret first = secret(gate, 1);
      honour(gate, List.of(first), Set.of());
      keys.overwrite("g1", secret(gate, 1).value().reveal());
      assertThat(gate.observe(List.of(first)).honoured()).isEmpty();

      assertThat(honour(gate, List.of(first), Set.of())).isTrue();

      assertThat(keys.there()).containsEntry("g1", "SecureString " + first.value().reveal());
    }
  }

  @Test
  @Needs({PARAMETERS, PARAMETER_PATHS, PARAMETER_OVERWRITTEN, PARAMETER_PAGES})
  default void moreKeysThanOneAnswerHoldsAreAllSeen(Cloud cloud) {
    try (SignatureKeys keys = new SignatureKeys(cloud)) {
      Gate gate = keys.gate();
      List<Secret> many = IntStream.rangeClosed(1, 12).mapToObj(id -> secret(gate, id)).toList();
      honour(gate, many, Set.of());

      assertThat(gate.observe(many).honoured()).hasSize(many.size());
      Set<SecretId> all = many.stream().map(Secret::id).collect(Collectors.toSet());
      honour(gate, List.of(), all);
      assertThat(keys.there()).isEmpty();
    }
  }

  @Test
  @Needs(EXPORTED_SECURITY)
  default void onlyMethodsThatAskTheAuthorizerAreProtected(Cloud cloud) {
    try (AuthorizedApi api = new AuthorizedApi(cloud)) {
      Set<String> stages = Set.of(api.id() + "/" + MockApi.STAGE);
      assertThat(api.gate(api.function()).checking(stages)).hasSize(1);
      assertThat(api.gate("another").checking(stages)).isEmpty();
    }
  }
}
