package io.originlock.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.fake.FakeSsm;
import io.originlock.fake.FakeSsm.Stored;
import io.originlock.model.Header;
import io.originlock.model.LockException;
import io.originlock.model.Members;
import io.originlock.port.Demand;
import io.originlock.port.Published.Document;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SsmPublishedTest {
  private static final String NAME = "/origin-lock/petstore/published";
  private static final String EMPTY =
      "{\"schema\":1,\"lock\":\"petstore\",\"sequence\":0,\"headers\":[]}";
  private static final Document DOCUMENT =
      new Document(12, List.of(new Header("x-api-key", States.VALUE)));

  private final FakeSsm ssm = new FakeSsm();
  private final SsmPublished published =
      new SsmPublished(ssm.client(Optional.of("alias/k")), "petstore", "/origin-lock/petstore");

  @AfterEach
  void stop() {
    ssm.close();
  }

  @Test
  void terraformsEmptyDocumentIsReadAndReplaced() {
    ssm.parameters.put(NAME, new Stored("SecureString", EMPTY, ""));
    assertThat(published.read()).contains(new Document(0, List.of()));

    published.write(DOCUMENT);

    assertThat(ssm.parameters.get(NAME))
        .isEqualTo(
            new Stored(
                "SecureString",
                "{\"schema\":1,\"lock\":\"petstore\",\"sequence\":12,\"headers\":[{\"name\":\"x-api-key\",\"value\":\""
                    + States.VALUE
                    + "\"}]}",
                "alias/k"));
    assertThat(published.read()).contains(DOCUMENT);
  }

  @Test
  void theMembersAreNamedInTheirOrder() {
    ssm.parameters.put(NAME, new Stored("SecureString", EMPTY, ""));
    Document document =
        new Document(
            12,
            List.of(),
            Demand.NONE,
            Optional.of(
                new Members(Set.of("E2", "E1"), Set.of("b1c2d3e4f5/prod", "a1b2c3d4e5/prod"))));

    published.write(document);

    assertThat(ssm.parameters.get(NAME).value())
        .endsWith(
            "\"headers\":[],\"members\":{\"distributions\":[\"E1\",\"E2\"],"
                + "\"stages\":[\"a1b2c3d4e5/prod\",\"b1c2d3e4f5/prod\"]}}");
    assertThat(published.read()).contains(document);
  }

  @Test
  void aKindOfMemberThatIsNotKnownIsLeftOut() {
    ssm.parameters.put(
        NAME,
        new Stored(
            "SecureString",
            EMPTY.replace("]}", "],\"members\":{\"stages\":[\"a/b\"],\"alb\":[\"x\"]}}"),
            ""));

    assertThat(published.read().orElseThrow().members())
        .contains(new Members(Set.of(), Set.of("a/b")));
  }

  @Test
  void whatTerraformMustKnowOfAGateIsWrittenAndRead() {
    ssm.parameters.put(NAME, new Stored("SecureString", EMPTY, ""));
    Demand demand =
        new Demand(
            Optional.of("x-lock"),
            List.of(
                new Demand.Deployment(
                    "abc123", "prod", "d1", Instant.parse("2026-01-01T00:00:00Z"))));
    Document document = new Document(12, List.of(), demand);

    published.write(document);

    assertThat(ssm.parameters.get(NAME).value())
        .isEqualTo(
            "{\"schema\":1,\"lock\":\"petstore\",\"sequence\":12,\"headers\":[],"
                + "\"required\":\"x-lock\",\"deployments\":[{\"rest_api_id\":\"abc123\","
                + "\"stage\":\"prod\",\"id\":\"d1\",\"created_at\":\"2026-01-01T00:00:00Z\"}]}");
    assertThat(published.read()).contains(document);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"required\":7",
        "\"deployments\":{}",
        "\"deployments\":[{\"rest_api_id\":\"a\",\"stage\":\"b\",\"id\":\"c\",\"created_at\":\"soon\"}]"
      })
  void aDemandOfAnotherFormIsReplaced(String field) {
    String text = EMPTY.substring(0, EMPTY.length() - 1) + "," + field + "}";
    ssm.parameters.put(NAME, new Stored("SecureString", text, ""));

    assertThat(published.read()).isEmpty();
  }

  @Test
  void whatIsThereAlreadyIsNotWrittenAgain() {
    ssm.parameters.put(NAME, new Stored("SecureString", EMPTY, ""));

    published.write(new Document(0, List.of()));

    assertThat(ssm.operations()).doesNotContain("PutParameter");
  }

  @Test
  void aDeletedParameterIsMadeAgainEncryptedWithItsKey() {
    assertThat(published.read()).isEmpty();

    published.write(DOCUMENT);

    assertThat(published.read()).contains(DOCUMENT);
    assertThat(ssm.parameters.get(NAME))
        .returns("SecureString", Stored::type)
        .returns("alias/k", Stored::key);
  }

  @Test
  void aSecretIsNotWrittenToAPlainParameter() {
    ssm.parameters.put(NAME, new Stored("String", EMPTY, ""));

    assertThatThrownBy(() -> published.write(DOCUMENT))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("it is a String")
        .hasMessageContaining("aws_ssm_parameter.published' " + NAME)
        .hasMessageNotContaining(States.VALUE);
    assertThat(ssm.parameters.get(NAME).value()).isEqualTo(EMPTY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "{}",
        "{\"schema\":2,\"lock\":\"petstore\",\"sequence\":0,\"headers\":[]}",
        "{\"schema\":1,\"lock\":\"other\",\"sequence\":0,\"headers\":[]}",
        "{\"schema\":1,\"lock\":\"petstore\",\"sequence\":0,\"headers\":[{\"name\":\"x\"}]}"
      })
  void anythingElseCountsAsNothingAndIsReplaced(String text) {
    ssm.parameters.put(NAME, new Stored("SecureString", text, ""));
    assertThat(published.read()).isEmpty();

    published.write(DOCUMENT);

    assertThat(published.read()).contains(DOCUMENT);
  }
}
