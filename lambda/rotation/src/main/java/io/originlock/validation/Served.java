package io.originlock.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.aws.ApiStage;
import io.originlock.aws.StageExport;
import io.originlock.model.SecretValue;
import io.originlock.port.Demand;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a stage serves, frozen by a deployment.
 *
 * @param stage which one
 * @param deployment the deployment's id
 * @param description what whoever made it wrote on it, empty if nothing
 * @param createdAt when it was made, in whole seconds
 * @param methods in the order of the export
 * @param facts about the API as it was then
 */
record Served(
    ApiStage stage,
    String deployment,
    String description,
    Instant createdAt,
    List<Method> methods,
    Facts facts) {

  /**
   * A deployed method.
   *
   * @param label {@code GET /pets}
   * @param demanded the secrets in whose names it requires a header
   * @param validates whether a validator checks its parameters: without one nothing is demanded,
   *     whatever is declared
   */
  record Method(String verb, String path, Set<SecretValue> demanded, boolean validates) {

    String label() {
      return verb + " " + path;
    }

    /** Whether a request without any header of the lock's gets through. */
    boolean open() {
      return demanded.isEmpty() || !validates;
    }
  }

  static Served of(
      ApiStage stage, String deployment, String description, Instant createdAt, JsonNode document) {
    return new Served(
        stage, deployment, description, createdAt, methods(document), DeployedFacts.of(document));
  }

  /** The methods of an exported document, in its order. */
  static List<Method> methods(JsonNode document) {
    return StageExport.operations(document).stream()
        .map(
            exported ->
                new Method(
                    exported.verb(),
                    exported.path(),
                    demanded(exported.operation()),
                    DeployedFacts.validates(document, exported.operation())))
        .toList();
  }

  private static Set<SecretValue> demanded(JsonNode operation) {
    return DeployedFacts.parameters(operation).entrySet().stream()
        .filter(parameter -> parameter.getValue())
        .flatMap(parameter -> LockHeader.inParameter(parameter.getKey()).stream())
        .flatMap(name -> LockHeader.secret(name).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The secrets whose headers some method requires. */
  Set<SecretValue> demanded() {
    return methods.stream()
        .flatMap(method -> method.demanded().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  Demand.Deployment asDemanded() {
    return new Demand.Deployment(stage.restApiId(), stage.stage(), deployment, createdAt);
  }
}
