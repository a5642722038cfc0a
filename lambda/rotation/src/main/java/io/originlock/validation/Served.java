package io.originlock.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.apigateway.ExportedMethods;
import io.originlock.apigateway.Exports.Export;
import io.originlock.apigateway.Exports.Made;
import io.originlock.aws.ApiStage;
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

  static Served of(Export export) {
    Made made = export.made().get();
    return new Served(
        export.stage(),
        export.deployment(),
        made.description(),
        made.createdAt(),
        methods(export.document()),
        DeployedFacts.of(export.document()));
  }

  /** The methods of an exported document, in its order. */
  private static List<Method> methods(JsonNode document) {
    return ExportedMethods.of(document).stream()
        .map(
            method ->
                new Method(
                    method.verb(),
                    method.path(),
                    demanded(method),
                    method.validator().parameters()))
        .toList();
  }

  /** The secrets in whose names an exported method requires a header. */
  static Set<SecretValue> demanded(io.originlock.survey.Method method) {
    return method.requiredHeaders().lowerCase().stream()
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
