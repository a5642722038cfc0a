package io.originlock.lab.conformance;

import static io.originlock.lab.conformance.Capability.EXPORTED_GATEWAY_RESPONSES;
import static io.originlock.lab.conformance.Capability.EXPORTED_INTEGRATIONS;
import static io.originlock.lab.conformance.Capability.EXPORTED_PARAMETERS;
import static io.originlock.lab.conformance.Capability.EXPORTED_VALIDATORS;
import static io.originlock.lab.conformance.Capability.EXPORTS_OF_DEPLOYMENTS;
import static io.originlock.lab.conformance.Capability.METHODS_EMBEDDED;
import static io.originlock.lab.conformance.Capability.VALIDATION;
import static io.originlock.lab.conformance.ValidatedApi.headers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.model.Secret;
import io.originlock.port.Announcement;
import io.originlock.port.DesiredGate;
import io.originlock.port.Gate;
import io.originlock.port.HinderedException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the gate request-validation needs of API Gateway, its exports included. */
@Needs({
  METHODS_EMBEDDED,
  VALIDATION,
  EXPORTS_OF_DEPLOYMENTS,
  EXPORTED_PARAMETERS,
  EXPORTED_INTEGRATIONS,
  EXPORTED_VALIDATORS,
  EXPORTED_GATEWAY_RESPONSES
})
interface RequestValidationGateContract {
  private static boolean honour(Gate gate, Secret secret) {
    return gate.honour(
        new DesiredGate(false, List.of(secret), Set.of()),
        gate.observe(List.of(secret)),
        Announcement.none());
  }

  /** What the API does then is what the steps show; this is what the gate observes. */
  @Test
  default void aGateObservesWhatItHasBroughtAbout(Cloud cloud) {
    try (ValidatedApi api = new ValidatedApi(cloud)) {
      api.awaitDeployed();
      Gate gate = api.gate();
      Secret first = api.secret(1);
      Secret second = api.secret(2);
      assertThat(gate.observe(List.of(first)).open()).isTrue();
      assertThat(honour(gate, first)).isTrue();
      assertThat(gate.observe(List.of(first)).honoured()).containsExactly(first.id());
      assertThat(gate.observe(List.of(first)).alone()).isTrue();
      assertThat(honour(gate, first)).as("changed again").isFalse();
      api.awaitAnotherSecond();

      assertThat(honour(gate, second)).isTrue();

      api.await("GET", "/pets", headers(gate, first), 403);
      api.await("GET", "/pets", headers(gate, second), 200);
      api.await("GET", ValidatedApi.PROBE, Map.of(), 403);
      assertThat(api.ownDeployments()).hasSize(2);
      gate.tidy();
      assertThat(api.ownDeployments())
          .singleElement()
          .satisfies(description -> assertThat(description).endsWith("g2"));
      assertThat(gate.lastId()).contains(second.id());
      assertThat(gate.survivors(List.of()))
          .singleElement()
          .returns(second.value(), Secret::value)
          .returns(second.id(), Secret::id);
    }
  }

  @Test
  default void aDraftThatSomebodyElseChangedIsNotDeployed(Cloud cloud) {
    try (ValidatedApi api = new ValidatedApi(cloud)) {
      api.awaitDeployed();
      Gate gate = api.gate();
      Secret first = api.secret(1);
      api.draft("/unfinished");

      assertThatThrownBy(() -> honour(gate, first))
          .isInstanceOf(HinderedException.class)
          .hasMessageContaining("GET /unfinished")
          .hasMessageNotContaining(first.value().reveal());
      assertThat(api.ownDeployments()).isEmpty();
      assertThat(api.parameters()).containsOnlyKeys(ValidatedApi.PARAMETER);
      api.await("GET", "/pets", Map.of(), 200);

      api.deploy();
      assertThat(honour(gate, first)).isTrue();
      api.await("GET", "/unfinished", Map.of(), 403);
      api.await("GET", "/unfinished", headers(gate, first), 200);
    }
  }

  @Test
  default void aDraftThatWasLeftHalfPatchedIsFinished(Cloud cloud) {
    try (ValidatedApi api = new ValidatedApi(cloud)) {
      api.awaitDeployed();
      Gate gate = api.gate();
      Secret first = api.secret(1);
      api.requireInDraft(api.header(api.secret(7)));
      api.requireInDraft(api.header(first));

      assertThat(honour(gate, first)).isTrue();

      api.await("GET", "/pets", headers(gate, first), 200);
      api.await("GET", ValidatedApi.PROBE, Map.of(), 403);
      assertThat(api.parameters()).hasSize(2);
    }
  }

  @Test
  default void anOpenGateDemandsNothing(Cloud cloud) {
    try (ValidatedApi api = new ValidatedApi(cloud)) {
      api.awaitDeployed();
      Gate gate = api.gate();
      Secret first = api.secret(1);
      honour(gate, first);
      api.await("GET", "/pets", Map.of(), 403);

      gate.honour(
          new DesiredGate(true, List.of(), Set.of(first.id())),
          gate.observe(List.of(first)),
          Announcement.none());

      api.await("GET", "/pets", Map.of(), 200);
      assertThat(gate.observe(List.of(first)).open()).isTrue();
      assertThat(api.parameters()).containsOnlyKeys(ValidatedApi.PARAMETER);
    }
  }
}
