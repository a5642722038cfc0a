package io.originlock.lab.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.originlock.lab.LabException;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;

/**
 * What a destroy leaves of an edge function: itself, since CloudFront still has replicas of it, and
 * the log group that they have made. Somebody deletes both later, as the README of {@code
 * modules/gate-signature} says.
 */
public final class EdgeLeftovers {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final Site site;
  private final String function;
  private final String logGroup;

  /** Looks at the outputs of a stack that is applied, or was. */
  public EdgeLeftovers(Site site, Stack stack) {
    this.site = site;
    this.function = stack.output("edge_function_name");
    this.logGroup = "/origin-lock/" + stack.output("lock_name") + "/edge";
  }

  /**
   * Deletes the function as soon as Lambda does so, and the log group; says what there was, nothing
   * for a gate without an edge function.
   */
  public List<String> delete() {
    if (function.isEmpty()) {
      return List.of();
    }
    try (LambdaClient lambda =
        LambdaClient.builder()
            .endpointOverride(site.aws().endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("lab", "lab")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      if (!Await.until(() -> deleted(lambda), LONGEST, site.clock(), () -> {})) {
        throw new LabException(
            "the function " + function, "delete it", "Its replicas do not go: is it still in use?");
      }
    }
    site.aws()
        .moto()
        .target(
            "logs",
            "Logs_20140328.DeleteLogGroup",
            JsonNodeFactory.instance.objectNode().put("logGroupName", logGroup).toString());
    return List.of("function " + function, "log group " + logGroup);
  }

  private boolean deleted(LambdaClient lambda) {
    try {
      lambda.deleteFunction(request -> request.functionName(function));
      return true;
    } catch (InvalidParameterValueException replicated) {
      return false;
    }
  }
}
