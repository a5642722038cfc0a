package io.originlock.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.aws.Answers;
import io.originlock.aws.ApiStage;
import io.originlock.aws.AwsFailures;
import io.originlock.aws.StageExport;
import io.originlock.aws.Stages;
import io.originlock.model.LockException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.GetDeploymentResponse;

/**
 * Reads what stages serve. A deployment never changes, so what is read of one is kept, and a look
 * costs a call a stage until it is given another one.
 *
 * @param <T> what is kept of an export
 */
public final class Exports<T> {
  /** A stage that is moved each time it is looked at is in somebody else's hands. */
  private static final int LOOKS = 3;

  private final ApiGatewayClient apiGateway;
  private final Stages stages;
  private final StageExport exports;
  private final Function<Export, T> reading;
  private final Map<ApiStage, Kept<T>> known = new HashMap<>();

  /**
   * @param reading makes of an export what is kept
   */
  public Exports(ApiGatewayClient apiGateway, Function<Export, T> reading) {
    this.apiGateway = apiGateway;
    this.stages = new Stages(apiGateway);
    this.exports = new StageExport(apiGateway);
    this.reading = reading;
  }

  /**
   * What a stage serves, as API Gateway exports it.
   *
   * @param stage which one
   * @param deployment the deployment's id
   * @param document OpenAPI 3 with API Gateway's extensions
   * @param made asks about the deployment, which takes a call and a right of its own
   */
  public record Export(ApiStage stage, String deployment, JsonNode document, Supplier<Made> made) {}

  /**
   * How a deployment was made.
   *
   * @param description what whoever made it wrote on it, empty if nothing
   * @param createdAt when it was made, in whole seconds
   */
  public record Made(String description, Instant createdAt) {}

  private record Kept<T>(String deployment, T reading) {}

  /**
   * @throws LockException if there is no such stage, it has no deployment, or AWS fails
   */
  public T read(ApiStage stage) {
    return read(stage, deployment(stage));
  }

  /**
   * The same of a stage that was looked at already.
   *
   * @param seen the id of the deployment that it had
   * @throws LockException as {@link #read(ApiStage)}
   */
  public T read(ApiStage stage, String seen) {
    String deployment = seen;
    for (int look = 1; look <= LOOKS; look++) {
      Kept<T> last = known.get(stage);
      if (last != null && last.deployment().equals(deployment)) {
        return last.reading();
      }
      String asked = deployment;
      JsonNode document = exports.read(stage);
      T read = reading.apply(new Export(stage, asked, document, () -> made(stage, asked)));
      // The export is the stage's: it is this deployment's only if the stage still has it.
      String now = deployment(stage);
      if (now.equals(deployment)) {
        known.put(stage, new Kept<>(deployment, read));
        return read;
      }
      deployment = now;
    }
    throw new LockException(
        "The " + stage.label(),
        "it was given another deployment each time it was looked at.",
        "Look who deploys it; the next tick looks again.");
  }

  private String deployment(ApiStage stage) {
    String deployment = stages.read(stage).deploymentId();
    if (deployment == null || deployment.isEmpty()) {
      throw new LockException("The " + stage.label(), "it has no deployment.", "Deploy the API.");
    }
    return deployment;
  }

  private Made made(ApiStage stage, String id) {
    try {
      GetDeploymentResponse deployment =
          apiGateway.getDeployment(
              request -> request.restApiId(stage.restApiId()).deploymentId(id));
      return new Made(
          Optional.ofNullable(deployment.description()).orElse(""),
          Answers.part(
                  deployment.createdDate(),
                  "The " + stage.label(),
                  "apigateway:GetDeployment",
                  "a createdDate")
              .truncatedTo(ChronoUnit.SECONDS));
    } catch (SdkException e) {
      throw AwsFailures.of(
          "The " + stage.label(),
          "apigateway:GET /restapis/" + stage.restApiId() + "/deployments/" + id,
          e);
    }
  }
}
