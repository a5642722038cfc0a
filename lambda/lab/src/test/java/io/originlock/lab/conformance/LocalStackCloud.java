package io.originlock.lab.conformance;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * LocalStack as a {@link Cloud}: the one that {@value #ENDPOINT} names, or one that Docker starts.
 * Where there is neither, every test is skipped and says so.
 */
final class LocalStackCloud implements ParameterResolver, BeforeEachCallback {
  static final String ENDPOINT = "LOCALSTACK_ENDPOINT";

  /**
   * The last community release. What followed, 2026.3.0 and {@code latest} since 23 March 2026,
   * ends with code 55 unless {@code LOCALSTACK_AUTH_TOKEN} names an account; see <a
   * href="https://blog.localstack.cloud/the-road-ahead-for-localstack/">The road ahead for
   * LocalStack</a>.
   */
  private static final DockerImageName IMAGE =
      DockerImageName.parse("localstack/localstack:4.14.0");

  @Override
  public void beforeEach(ExtensionContext context) {
    Assumptions.assumeTrue(
        running(context).cloud().isPresent(),
        "There is no LocalStack: Docker does not answer, and "
            + ENDPOINT
            + " names none that is up already.");
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Cloud.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return running(context).cloud().orElseThrow();
  }

  private static Running running(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(LocalStackCloud.class))
        .getOrComputeIfAbsent(Running.class, type -> Running.find(), Running.class);
  }

  /** What was found, looked for once. */
  private record Running(Optional<Cloud> cloud, Optional<LocalStackContainer> container)
      implements AutoCloseable {

    static Running find() {
      String named = System.getenv().getOrDefault(ENDPOINT, "").replaceAll("/+$", "");
      if (!named.isEmpty()) {
        return new Running(Optional.of(answering(named)), Optional.empty());
      }
      if (!DockerClientFactory.instance().isDockerAvailable()) {
        return new Running(Optional.empty(), Optional.empty());
      }
      LocalStackContainer container = new LocalStackContainer(IMAGE);
      container.start();
      return new Running(Optional.of(new Cloud(container.getEndpoint())), Optional.of(container));
    }

    private static Cloud answering(String endpoint) {
      if (!endpoint.matches("https?://[^/?#]+")) {
        throw new IllegalStateException(
            ENDPOINT + "=" + endpoint + " is not of the form http://host:port.");
      }
      Cloud cloud = new Cloud(URI.create(endpoint));
      try {
        // API Gateway first: LocalStack loads a service when it is first called.
        cloud.apiGateway().getRestApis();
        cloud.ssm().describeParameters();
      } catch (SdkException e) {
        throw new IllegalStateException(
            ENDPOINT + "=" + endpoint + " does not answer: is LocalStack up there?", e);
      }
      return cloud;
    }

    @Override
    public void close() {
      cloud.ifPresent(Cloud::close);
      container.ifPresent(LocalStackContainer::close);
    }
  }
}
