package io.originlock.lab.conformance;

import static io.originlock.lab.conformance.Capability.PARAMETERS;
import static io.originlock.lab.conformance.Capability.PARAMETER_OVERWRITTEN;
import static io.originlock.lab.conformance.Capability.PARAMETER_PATHS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.model.Header;
import io.originlock.model.LockException;
import io.originlock.port.Published;
import io.originlock.port.Published.Document;
import io.originlock.state.SsmPublished;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** What the published parameter needs of Parameter Store. */
@Needs({PARAMETERS, PARAMETER_PATHS})
interface PublishedContract {
  Document DOCUMENT =
      new Document(7, List.of(new Header("x-api-key", "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789")));

  /** As Terraform writes it at creation. */
  String EMPTY = "{\"schema\":1,\"lock\":\"petstore\",\"sequence\":0,\"headers\":[]}";

  private static Published published(Cloud cloud, Parameters parameters) {
    return new SsmPublished(
        cloud.worker().parameters(Optional.empty(), Map.of()), "petstore", parameters.path());
  }

  private static String name(Parameters parameters) {
    return parameters.path() + "/published";
  }

  @Test
  @Needs(PARAMETER_OVERWRITTEN)
  default void whatTerraformMadeIsReadAndReplaced(Cloud cloud) {
    try (Parameters parameters = new Parameters(cloud)) {
      Published published = published(cloud, parameters);
      parameters.put(name(parameters), ParameterType.SECURE_STRING, EMPTY);
      assertThat(published.read()).contains(new Document(0, List.of()));

      published.write(DOCUMENT);

      assertThat(published.read()).contains(DOCUMENT);
      assertThat(parameters.read(name(parameters)).orElseThrow().type())
          .isEqualTo(ParameterType.SECURE_STRING);
    }
  }

  @Test
  @Needs(PARAMETER_OVERWRITTEN)
  default void whatIsSoAlreadyMakesNoNewVersion(Cloud cloud) {
    try (Parameters parameters = new Parameters(cloud)) {
      Published published = published(cloud, parameters);
      parameters.put(name(parameters), ParameterType.SECURE_STRING, EMPTY);
      published.write(DOCUMENT);
      long version = parameters.read(name(parameters)).orElseThrow().version();

      published.write(DOCUMENT);

      assertThat(parameters.read(name(parameters)).orElseThrow().version()).isEqualTo(version);
    }
  }

  @Test
  default void theWorkerMakesADeletedParameterAgain(Cloud cloud) {
    try (Parameters parameters = new Parameters(cloud)) {
      Published published = published(cloud, parameters);
      assertThat(published.read()).isEmpty();

      published.write(DOCUMENT);

      assertThat(published.read()).contains(DOCUMENT);
      assertThat(parameters.read(name(parameters)).orElseThrow().type())
          .isEqualTo(ParameterType.SECURE_STRING);
    }
  }

  @Test
  @Needs(PARAMETER_OVERWRITTEN)
  default void aSecretIsNotWrittenToAPlainString(Cloud cloud) {
    try (Parameters parameters = new Parameters(cloud)) {
      parameters.put(name(parameters), ParameterType.STRING, EMPTY);

      assertThatThrownBy(() -> published(cloud, parameters).write(DOCUMENT))
          .isInstanceOf(LockException.class)
          .hasMessageContaining("SecureString");
      assertThat(parameters.read(name(parameters)).orElseThrow().value()).isEqualTo(EMPTY);
    }
  }
}
