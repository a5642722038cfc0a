package io.originlock.lab.conformance;

import io.originlock.aws.ApiStage;
import io.originlock.port.Gate;
import io.originlock.signature.SignatureGate;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** The keys of a signature gate, on a path of a test's own; its API is another fixture's. */
final class SignatureKeys implements AutoCloseable {
  private static final int PAGE = 10;

  private final Cloud cloud;
  private final Parameters parameters;
  private final String folder;

  SignatureKeys(Cloud cloud) {
    this.cloud = cloud;
    this.parameters = new Parameters(cloud);
    this.folder = parameters.path() + "/honoured/";
  }

  /** The ARN of an authorizer's function. */
  static String function(String name) {
    return "arn:aws:lambda:us-east-1:000000000000:function:" + name;
  }

  /** The worker's gate. */
  static Gate gate(
      Cloud cloud, String path, String function, List<ApiStage> stages, Set<String> probePaths) {
    return new SignatureGate(
        cloud.worker().parameters(Optional.empty(), Map.of()),
        cloud.worker().apiGateway(),
        path,
        function(function),
        true,
        stages,
        probePaths,
        new SecureRandom());
  }

  /** The worker's gate for these keys. */
  Gate gate() {
    return gate(cloud, parameters.path(), "authorizer", List.of(), Set.of());
  }

  /** What Parameter Store has of keys: type and value by id. */
  Map<String, String> there() {
    Map<String, String> all = new TreeMap<>();
    cloud
        .ssm()
        .getParametersByPathPaginator(
            r -> r.path(parameters.path() + "/honoured").withDecryption(true).maxResults(PAGE))
        .stream()
        .flatMap(page -> page.parameters().stream())
        .forEach(
            key ->
                all.put(
                    key.name().substring(folder.length()), key.typeAsString() + " " + key.value()));
    return all;
  }

  /** Somebody writes a key. */
  void overwrite(String id, String value) {
    parameters.put(folder + id, ParameterType.SECURE_STRING, value);
  }

  @Override
  public void close() {
    parameters.close();
  }
}
