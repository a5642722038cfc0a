package io.originlock.lab.conformance;

import static io.originlock.lab.conformance.Capability.DEPLOYMENTS_FROZEN;
import static io.originlock.lab.conformance.Capability.DRAFTS;
import static io.originlock.lab.conformance.Capability.LIVE_DEPLOYMENTS_STAY;
import static io.originlock.lab.conformance.Capability.METHODS_EMBEDDED;
import static io.originlock.lab.conformance.Capability.METHOD_PATCHES;
import static io.originlock.lab.conformance.Capability.REFUSALS_BY_TEMPLATE;
import static io.originlock.lab.conformance.Capability.STAGE_MOVES;
import static io.originlock.lab.conformance.Capability.VALIDATION;
import static io.originlock.lab.conformance.Capability.VALIDATION_BY_LETTERS;
import static io.originlock.lab.conformance.Capability.VALIDATION_OF_BLANKS;
import static io.originlock.lab.conformance.ValidatedApi.headers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.lab.conformance.Cloud.Answer;
import io.originlock.model.LockException;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.port.Gate;
import io.originlock.validation.GateSteps;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What the gate request-validation needs of API Gateway besides its exports: that a patched draft
 * has no effect, a deployment freezes it, and a stage that is moved to it refuses requests.
 */
@Needs(DRAFTS)
interface RequestValidationStepsContract {
  /** Has all protected methods require the header of a first secret, and waits until they do. */
  private static Secret demanded(ValidatedApi api) {
    api.awaitDeployed();
    Secret first = api.secret(1);
    demand(api, first);
    api.await("GET", "/pets", Map.of(), 403);
    return first;
  }

  /** Makes all protected methods require the header of a secret, from now on. */
  private static void demand(ValidatedApi api, Secret secret) {
    api.steps().require(api.id(), Optional.of(secret.value()));
    api.steps().serve(api.stage(), api.steps().deploy(api.id(), secret.id()));
  }

  @Test
  @Needs({METHODS_EMBEDDED, METHOD_PATCHES})
  default void aDraftIsPatchedAndKeepsItsOwnParameters(Cloud cloud) {
    try (ValidatedApi api = new ValidatedApi(cloud)) {
      GateSteps steps = api.steps();
      Secret first = api.secret(1);
      Secret second = api.secret(2);

      assertThat(steps.require(api.id(), Optional.of(first.value()))).isEqualTo(2);
      assertThat(steps.require(api.id(), Optional.of(first.value()))).as("again").isZero();
      assertThat(api.parameters()).hasSize(2).containsEntry(ValidatedApi.PARAMETER, false);
      Set<String> before = Set.copyOf(api.parameters().keySet());

      assertThat(steps.require(api.id(), Optional.of(second.value()))).isEqualTo(2);
      assertThat(api.parameters()).hasSize(2).containsKey(ValidatedApi.PARAMETER);
      assertThat(api.parameters().keySet()).isNotEqualTo(before);

      assertThat(steps.require(api.id(), Optional.empty())).isEqualTo(2);
      assertThat(api.parameters()).containsOnlyKeys(ValidatedApi.PARAMETER);
    }
  }

  @Test
  @Needs({STAGE_MOVES, LIVE_DEPLOYMENTS_STAY})
  default void whatAStageServesIsNotDeleted(Cloud cloud) {
    try (ValidatedApi api = new ValidatedApi(cloud)) {
      GateSteps steps = api.steps();
      String before = api.served();
      String made = steps.deploy(api.id(), new SecretId(1));
      assertThat(api.served()).isEqualTo(before);

      steps.serve(api.stage(), made);

      assertThat(api.served()).isEqualTo(made);
      assertThatThrownBy(() -> steps.delete(api.id(), made)).isInstanceOf(LockException.class);
      assertThat(api.ownDeployments()).hasSize(1);
    }
  }

  @Test
  @Needs(STAGE_MOVES)
  default void whatNoStageServesIsPrunedButTheNewest(Cloud cloud) {
    try (ValidatedApi api = new ValidatedApi(cloud)) {
      GateSteps steps = api.steps();
      assertThat(steps.lastId(api.id())).isEmpty();
      steps.serve(api.stage(), steps.deploy(api.id(), new SecretId(1)));
      api.awaitAnotherSecond();
      steps.serve(api.stage(), steps.deploy(api.id(), new SecretId(2)));
      assertThat(api.ownDeployments()).hasSize(2);

      steps.prune(api.id());

      assertThat(api.ownDeployments())
          .singleElement()
          .satisfies(description -> assertThat(description).endsWith("g2"));
      assertThat(steps.lastId(api.id())).contains(new SecretId(2));
    }
  }

  @Test
  @Needs({METHODS_EMBEDDED, DEPLOYMENTS_FROZEN})
  default void neitherAPatchNorADeploymentHasAnEffectBeforeTheStageIsMoved(Cloud cloud) {
    try (ValidatedApi api = new ValidatedApi(cloud)) {
      api.awaitDeployed();
      GateSteps steps = api.steps();
      Secret first = api.secret(1);

      steps.require(api.id(), Optional.of(first.value()));
      api.await("GET", "/pets", Map.of(), 200);
      String made = steps.deploy(api.id(), first.id());
      api.await("GET", "/pets", Map.of(), 200);
      steps.serve(api.stage(), made);

      api.awaitRefusal("/pets", Map.of());
    }
  }

  @Test
  @Needs({METHODS_EMBEDDED, VALIDATION})
  default void theNextHeaderIsDemandedInPlaceOfTheLast(Cloud cloud) {
    try (ValidatedApi api = new ValidatedApi(cloud)) {
      Gate gate = api.gate();
      Secret first = demanded(api);
      Secret second = api.secret(2);
      api.await("GET", "/pets", headers(gate, first, second), 200);
      api.await("GET", "/pets", headers(gate, second), 403);
      api.await("GET", ValidatedApi.PROBE, Map.of(), 403);

      demand(api, second);

      api.await("GET", "/pets", headers(gate, first), 403);
      api.await("GET", "/pets", headers(gate, second), 200);
      api.await("GET", "/pets", headers(gate, first, second), 200);
      api.await("OPTIONS", "/pets", Map.of(), 200);
    }
  }

  @Test
  @Needs({METHODS_EMBEDDED, REFUSALS_BY_TEMPLATE})
  default void aMissingAndAWrongHeaderAreRefusedAlike(Cloud cloud) {
    try (ValidatedApi api = new ValidatedApi(cloud)) {
      demanded(api);

      for (Map<String, String> wrong :
          List.of(Map.<String, String>of(), headers(api.gate(), api.secret(2)))) {
        assertThat(api.get(wrong)).isEqualTo(new Answer(403, ValidatedApi.REFUSAL));
      }
    }
  }

  @Test
  @Needs({METHODS_EMBEDDED, VALIDATION_OF_BLANKS})
  default void aBlankHeaderIsRefused(Cloud cloud) {
    try (ValidatedApi api = new ValidatedApi(cloud)) {
      String name = api.header(demanded(api));

      assertThat(api.get(Map.of(name, "")).status()).isEqualTo(403);
      assertThat(api.get(Map.of(name, " ")).status()).isEqualTo(403);
      assertThat(api.get(Map.of(name, "1")).status()).isEqualTo(200);
    }
  }

  @Test
  @Needs({METHODS_EMBEDDED, VALIDATION_BY_LETTERS})
  default void aHeaderInOtherLettersIsRefused(Cloud cloud) {
    try (ValidatedApi api = new ValidatedApi(cloud)) {
      String name = api.header(demanded(api));

      assertThat(api.get(Map.of(name.toUpperCase(Locale.ROOT), "1")).status()).isEqualTo(403);
      assertThat(api.get(Map.of(name.toLowerCase(Locale.ROOT), "1")).status()).isEqualTo(403);
      assertThat(api.get(Map.of(name, "1")).status()).isEqualTo(200);
    }
  }
}
