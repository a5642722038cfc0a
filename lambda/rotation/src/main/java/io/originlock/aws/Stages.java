package io.originlock.aws;

import io.originlock.model.LockException;
import io.originlock.port.Checking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.CanarySettings;
import software.amazon.awssdk.services.apigateway.model.GetStageResponse;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;

/** Reads the stages that a lock protects. */
public final class Stages {
  /** What to do about a canary; promoting an older one would bring back what it demands. */
  public static final String CANARY_REMEDY =
      "take the canary's traffic to 0 %, or delete the canary; promote it only if it was deployed"
          + " after the lock's last deployment";

  private final ApiGatewayClient apiGateway;

  public Stages(ApiGatewayClient apiGateway) {
    this.apiGateway = apiGateway;
  }

  /**
   * @throws LockException if there is no such stage, or AWS fails
   */
  public GetStageResponse read(ApiStage stage) {
    return find(stage).orElseThrow(() -> missing(resource(stage)));
  }

  /**
   * @return empty if there is no such stage, or no such API
   * @throws LockException if AWS fails
   */
  public Optional<GetStageResponse> find(ApiStage stage) {
    try {
      return Optional.of(
          apiGateway.getStage(
              request -> request.restApiId(stage.restApiId()).stageName(stage.stage())));
    } catch (NotFoundException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw AwsFailures.of(
          resource(stage),
          "apigateway:GET /restapis/" + stage.restApiId() + "/stages/" + stage.stage(),
          e);
    }
  }

  /**
   * The lock's stages at one moment.
   *
   * @param listed they must be there, and are not looked for
   * @param members names of these and of released ones; of the latter, those that exist
   * @throws LockException if AWS fails
   */
  public List<ApiStage> there(List<ApiStage> listed, Set<String> members) {
    List<ApiStage> all = new ArrayList<>(listed);
    members.stream()
        .map(ApiStage::parse)
        .filter(stage -> !listed.contains(stage) && find(stage).isPresent())
        .forEach(all::add);
    return List.copyOf(all);
  }

  /**
   * Which of these stages still check a secret.
   *
   * @param members their names; one that does not exist, or serves nothing, checks nothing
   * @param checks what looks at a stage that serves something
   * @return what keeps each of them from letting everyone in
   * @throws LockException if AWS fails
   */
  public Map<String, Checking> checking(
      Set<String> members, BiFunction<ApiStage, GetStageResponse, Optional<Checking>> checks) {
    Map<String, Checking> checking = new TreeMap<>();
    for (String member : members) {
      ApiStage stage = ApiStage.parse(member);
      find(stage)
          .filter(read -> read.deploymentId() != null)
          .flatMap(read -> checks.apply(stage, read))
          .ifPresent(how -> checking.put(member, how));
    }
    return checking;
  }

  /** A canary counts as checking: what it serves is not looked at. */
  public static Optional<Checking> canary(GetStageResponse read) {
    return hasCanary(read.canarySettings())
        ? Optional.of(new Checking(false, CANARY_REMEDY))
        : Optional.empty();
  }

  /**
   * How a stage checks that its owner alone opens.
   *
   * @param demands whether a method that it serves demands a secret; asked for without a canary
   */
  public static Optional<Checking> byItsOwner(
      GetStageResponse read, BooleanSupplier demands, String toOpen) {
    return canary(read)
        .or(
            () ->
                demands.getAsBoolean()
                    ? Optional.of(new Checking(false, toOpen))
                    : Optional.empty());
  }

  private static String resource(ApiStage stage) {
    return "Stage " + stage.stage() + " of REST API " + stage.restApiId();
  }

  /**
   * Whether a share of a stage's requests goes to another deployment than its own. A canary that
   * was promoted stays with its deployment and 0 % (recorded), and counts as none.
   */
  public static boolean hasCanary(CanarySettings canary) {
    return canary != null
        && canary.deploymentId() != null
        && !Double.valueOf(0).equals(canary.percentTraffic());
  }

  /** What to say of a stage, or of its API, that is not there. */
  public static LockException missing(String resource) {
    return new LockException(
        resource,
        "it does not exist in this account and region.",
        "Correct ORIGIN_LOCK_STAGES, or deploy the API.");
  }
}
