package io.originlock.gate;

import io.originlock.aws.ApiStage;
import io.originlock.aws.AwsClients;
import io.originlock.aws.ParameterStore;
import io.originlock.port.Pause;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What a gate is built from, whichever it is.
 *
 * @param lock the lock's name
 * @param region the API's region, such as {@code eu-central-1}
 * @param path where the lock's parameters are
 * @param tags the user's, for what a gate makes
 * @param stages the stages that the lock protects
 * @param probePaths the resource paths of the lock's own probe methods, such as {@code
 *     /origin-lock-probe}
 * @param nanoTime a clock that never goes back, in nanoseconds
 */
public record Workshop(
    String lock,
    String region,
    String path,
    Map<String, String> tags,
    List<ApiStage> stages,
    Set<String> probePaths,
    AwsClients aws,
    ParameterStore parameters,
    SecureRandom random,
    Clock clock,
    LongSupplier nanoTime,
    Pause pause) {
  public Workshop {
    tags = Map.copyOf(tags);
    stages = List.copyOf(stages);
    probePaths = Set.copyOf(probePaths);
  }
}
