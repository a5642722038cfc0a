package io.originlock.validation;

import io.originlock.aws.Answers;
import io.originlock.aws.ApiStage;
import io.originlock.aws.AwsFailures;
import io.originlock.model.SecretId;
import io.originlock.port.Pause;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.CanarySettings;
import software.amazon.awssdk.services.apigateway.model.CreateDeploymentResponse;
import software.amazon.awssdk.services.apigateway.model.Deployment;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;
import software.amazon.awssdk.services.apigateway.model.Stage;
import software.amazon.awssdk.services.apigateway.model.TooManyRequestsException;

/**
 * Makes deployments, points stages to them, and takes those away that the lock made before. An
 * account may make one deployment in five seconds, see <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html">Quotas</a>.
 */
final class Deployments {
  private static final Duration APART = Duration.ofSeconds(5);
  private static final int ATTEMPTS = 3;
  private static final int PAGE = 500;
  private static final String CREATE = "apigateway:CreateDeployment";

  private final ApiGatewayClient apiGateway;
  private final String lock;
  private final LongSupplier nanoTime;
  private final Pause pause;

  /** When the last one was asked for, by a clock that no step of the time of the day moves. */
  private OptionalLong last = OptionalLong.empty();

  /**
   * @param nanoTime a clock that never goes back, in nanoseconds
   */
  Deployments(ApiGatewayClient apiGateway, String lock, LongSupplier nanoTime, Pause pause) {
    this.apiGateway = apiGateway;
    this.lock = lock;
    this.nanoTime = nanoTime;
    this.pause = pause;
  }

  /**
   * Freezes the draft of an API; no stage serves it yet. Somebody else of the account may just have
   * made one of his own, so what is refused for that is tried again.
   */
  CreateDeploymentResponse create(String api, DeploymentMark mark) {
    return call(
        api,
        "POST /restapis/" + api + "/deployments",
        () -> {
          for (int attempt = 1; ; attempt++) {
            awaitTurn();
            try {
              CreateDeploymentResponse made =
                  apiGateway.createDeployment(
                      request -> request.restApiId(api).description(mark.text()));
              Answers.part(made.id(), "REST API " + api, CREATE, "the deployment's id");
              Answers.part(made.createdDate(), "REST API " + api, CREATE, "its createdDate");
              return made;
            } catch (TooManyRequestsException e) {
              if (attempt == ATTEMPTS) {
                throw e;
              }
            }
          }
        });
  }

  private void awaitTurn() {
    if (last.isPresent()) {
      Duration left = APART.minusNanos(nanoTime.getAsLong() - last.getAsLong());
      if (!left.isNegative() && !left.isZero()) {
        pause.sleep(left.compareTo(APART) < 0 ? left : APART);
      }
    }
    last = OptionalLong.of(nanoTime.getAsLong());
  }

  /** From now on the stage serves this deployment, on one host after the other. */
  void serve(ApiStage stage, String deployment) {
    String path = "/restapis/" + stage.restApiId() + "/stages/" + stage.stage();
    call(
        stage.restApiId(),
        "PATCH " + path,
        () ->
            apiGateway.updateStage(
                request ->
                    request
                        .restApiId(stage.restApiId())
                        .stageName(stage.stage())
                        .patchOperations(
                            PatchOperation.builder()
                                .op(Op.REPLACE)
                                .path("/deploymentId")
                                .value(deployment)
                                .build())));
  }

  /** Deletes one that no stage serves; nothing if it is gone. */
  void delete(String api, String deployment) {
    String path = "/restapis/" + api + "/deployments/" + deployment;
    call(
        api,
        "DELETE " + path,
        () -> {
          try {
            return apiGateway.deleteDeployment(
                request -> request.restApiId(api).deploymentId(deployment));
          } catch (NotFoundException e) {
            return null;
          }
        });
  }

  /** The lock's own deployments of an API, the newest first; times are whole seconds. */
  List<Deployment> own(String api) {
    return call(
        api,
        "GET /restapis/" + api + "/deployments",
        () ->
            apiGateway
                .getDeploymentsPaginator(request -> request.restApiId(api).limit(PAGE))
                .items()
                .stream()
                .filter(each -> mark(each).isPresent())
                .sorted(
                    Comparator.comparing(
                            Deployment::createdDate,
                            Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(each -> mark(each).map(DeploymentMark::secret).orElseThrow())
                        .reversed())
                .toList());
  }

  /**
   * Deletes the lock's own deployments that no stage and no canary points to, all but the newest:
   * it says which secret was the last.
   */
  void prune(String api) {
    List<Deployment> own = own(api);
    Set<String> pointedTo =
        call(
                api,
                "GET /restapis/" + api + "/stages",
                () -> apiGateway.getStages(request -> request.restApiId(api)).item())
            .stream()
            .flatMap(Deployments::deployments)
            .collect(Collectors.toSet());
    own.stream()
        .skip(1)
        .map(Deployment::id)
        .filter(id -> !pointedTo.contains(id))
        .forEach(id -> delete(api, id));
  }

  private static Stream<String> deployments(Stage stage) {
    return Stream.of(
            Optional.ofNullable(stage.deploymentId()),
            Optional.ofNullable(stage.canarySettings()).map(CanarySettings::deploymentId))
        .flatMap(Optional::stream);
  }

  /** The highest id of a secret that a deployment of the lock's was made for. */
  Optional<SecretId> lastId(String api) {
    return own(api).stream()
        .flatMap(each -> mark(each).stream())
        .map(DeploymentMark::secret)
        .max(Comparator.naturalOrder());
  }

  private Optional<DeploymentMark> mark(Deployment deployment) {
    return DeploymentMark.parse(lock, deployment.description());
  }

  private static <T> T call(String api, String operation, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw AwsFailures.of("REST API " + api, "apigateway:" + operation, e);
    }
  }
}
