package io.originlock.lab.functions;

import io.originlock.lab.control.Query;
import io.originlock.lab.model.EdgeFunctions;
import io.originlock.lab.moto.MotoClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which functions CloudFront takes for its edges, and which of them have replicas there: those of a
 * distribution's, and for some time after it has let go of them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-delete-replicas.html">Deleting
 *     Lambda@Edge functions and replicas</a>
 */
public final class Replicas implements EdgeFunctions {
  private static final Pattern VERSION =
      Pattern.compile("arn:aws:lambda:us-east-1:[0-9]{12}:function:[A-Za-z0-9_-]+:[0-9]+");

  private final Functions functions;
  private final MotoClient moto;
  private final Clock clock;
  private final Duration stay;
  private final Map<String, Set<String>> associations = new HashMap<>();
  private final Map<String, Instant> lettingGo = new HashMap<>();

  /**
   * Knows of none yet.
   *
   * @param stay how long replicas stay; hours on AWS
   */
  public Replicas(Functions functions, MotoClient moto, Clock clock, Duration stay) {
    this.functions = functions;
    this.moto = moto;
    this.clock = clock;
    this.stay = stay;
  }

  @Override
  public Optional<String> unfit(String arn) {
    if (!VERSION.matcher(arn).matches()) {
      return Optional.of(
          "The function must be in region 'us-east-1', and its ARN must reference a specific"
              + " function version. (The ARN must end with the version number.) ARN: "
              + arn);
    }
    FunctionConfig config;
    try {
      config = functions.config(arn, "");
    } catch (NoSuchFunctionException gone) {
      return Optional.of("The function cannot be found. Function: " + arn);
    }
    if (!config.environment().isEmpty()) {
      return Optional.of("The function cannot have environment variables. Function: " + arn);
    }
    return trusts(config.role())
        ? Optional.empty()
        : Optional.of(
            "The function execution role must be assumable with edgelambda.amazonaws.com as well"
                + " as lambda.amazonaws.com principals. Update the IAM role and try again. Role: "
                + config.role());
  }

  private boolean trusts(String role) {
    String name = role.substring(role.lastIndexOf('/') + 1);
    String found =
        Query.decode(
            moto.query("iam", "Action=GetRole&Version=2010-05-08&RoleName=" + Query.encode(name))
                .text());
    return found.contains("edgelambda.amazonaws.com") && found.contains("\"lambda.amazonaws.com");
  }

  @Override
  public synchronized void associate(String distribution, Set<String> arns) {
    Set<String> before =
        arns.isEmpty()
            ? associations.remove(distribution)
            : associations.put(distribution, Set.copyOf(arns));
    if (before != null) {
      before.stream()
          .filter(arn -> associations.values().stream().noneMatch(all -> all.contains(arn)))
          .forEach(arn -> lettingGo.put(arn, clock.instant()));
    }
  }

  /** A version of a function that has replicas at this time. */
  synchronized Optional<String> replicated(String function) {
    lettingGo.values().removeIf(since -> !clock.instant().isBefore(since.plus(stay)));
    return associations.values().stream()
        .flatMap(Set::stream)
        .filter(arn -> Functions.name(arn).equals(function))
        .findFirst()
        .or(
            () ->
                lettingGo.keySet().stream()
                    .filter(arn -> Functions.name(arn).equals(function))
                    .findFirst());
  }
}
