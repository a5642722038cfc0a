package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.aws.AwsLab;
import io.originlock.lab.control.Clients;
import io.originlock.lab.control.SharedLab;
import io.originlock.lab.demo.Repository;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudfront.model.CustomErrorResponse;

/**
 * What {@code make check} finds around an API and a distribution before there is a lock: all that
 * is there, and nothing else.
 */
@Tag("verify")
@ExtendWith(SharedLab.class)
class CheckTest {
  @TempDir private Path directory;
  private final CheckProgram program;
  private final UnlockedApi api;

  CheckTest(AwsLab lab, Clients clients) {
    this.program = new CheckProgram(lab);
    this.api = new UnlockedApi(lab.endpoint(), clients);
  }

  /** The answer to a check of this API behind a distribution. */
  private JsonNode checked(String distribution, String... more) {
    return program.ask(
        Map.of(
            "REST_API",
            api.id(),
            "STAGE",
            UnlockedApi.STAGE,
            "DISTRIBUTION",
            distribution,
            "ORIGINS",
            UnlockedApi.ORIGIN,
            "GATE",
            "api-key"),
        more);
  }

  private List<String> kinds(String distribution, String... more) {
    return checked(distribution, more).path("findings").findValuesAsText("kind");
  }

  @ParameterizedTest
  @ValueSource(strings = {"api-key", "web-acl", "request-validation", "signature"})
  void aCleanWorld(String gate) {
    JsonNode answer = checked(api.clean(), "GATE=" + gate);

    assertThat(answer.path("findings")).isEmpty();
    assertThat(answer.path("methods").asInt()).isEqualTo(1);
    assertThat(answer.path("message").asText()).isEqualTo("Nothing stands in the way of the lock.");
  }

  @Test
  void hostForwardedByPolicy() {
    String distribution = api.clean();
    api.forwardsHostByPolicy(distribution);

    assertThat(kinds(distribution)).containsExactly("forwarded-host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host", "Accept"})
  void hostForwardedByForwardedValues(String header) {
    String distribution = api.clean();
    api.forwardsByForwardedValues(distribution, header);

    assertThat(kinds(distribution))
        .isEqualTo(header.equals("Host") ? List.of("forwarded-host") : List.of());
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404})
  void anErrorPageOverRefusals(int code) {
    CustomErrorResponse page =
        CustomErrorResponse.builder()
            .errorCode(code)
            .responseCode("200")
            .responsePagePath("/index.html")
            .errorCachingMinTTL(10L)
            .build();

    assertThat(
            kinds(
                api.distribution(
                    config -> config.customErrorResponses(e -> e.quantity(1).items(page)))))
        .isEqualTo(code == 403 ? List.of("hidden-refusals") : List.of());
  }

  @Test
  void throttleAndQuotaOfThePlanThatViewersWouldShare() {
    String plan = api.plan();
    api.throttle(plan);
    api.quota(plan);
    String distribution = api.clean();

    assertThat(kinds(distribution, "PLAN=" + plan))
        .containsExactly("shared-throttle", "shared-quota");
    assertThat(kinds(distribution)).as("with a plan of the lock's own").isEmpty();
  }

  @Test
  void aDefaultEndpointThatIsSwitchedOff() {
    api.change("/disableExecuteApiEndpoint", "true");

    assertThat(kinds(api.clean())).containsExactly("endpoint-off");
  }

  @ParameterizedTest
  @ValueSource(strings = {"api-key", "signature"})
  void aGroupOfBucketsBesideTheApi(String gate) {
    String distribution = api.distribution(config -> api.withBuckets(config, "left", "right"));

    assertThat(kinds(distribution, "GATE=" + gate)).isEmpty();
  }

  /** An origin that is no way to the API, and is named as one. */
  @Test
  void aBucketThatIsNamedAsTheApi() {
    assertThat(
            kinds(
                api.distribution(config -> api.withBuckets(config, "left", "right")),
                "ORIGINS=api,left"))
        .containsExactly("foreign-origin");
  }

  @Test
  void aResourcePolicyThatLetsOneNetworkIn() {
    api.admits(Admission.ONE_NETWORK);

    assertThat(kinds(api.clean())).containsExactly("policy-refuses");
  }

  @Test
  void aResourcePolicyThatLetsEverybodyIn() {
    api.admits(Admission.EVERYBODY);

    assertThat(kinds(api.clean())).isEmpty();
  }

  @Test
  void anOriginOfAStrangers() {
    String distribution =
        api.distribution(
            config ->
                config.origins(
                    o ->
                        o.quantity(2)
                            .items(
                                api.theApi(),
                                UnlockedApi.origin("other", "api.example.com").build())));

    assertThat(kinds(distribution, "ORIGINS=api,other")).containsExactly("foreign-origin");
    assertThat(kinds(distribution)).isEmpty();
  }

  @Test
  void aWebAclThatTheLockMustBeToldOf() {
    String acl = api.webAcl();
    String distribution = api.distribution(config -> config.webACLId(acl));

    assertThat(kinds(distribution)).containsExactly("missing-permission");
    assertThat(kinds(distribution, "ATTACHED=" + acl)).isEmpty();
  }

  @Test
  void itIsToldAsATable() throws Exception {
    api.change("/disableExecuteApiEndpoint", "true");
    JsonNode answer = checked(api.clean());
    Path file = Files.writeString(directory.resolve("answer"), answer.toString());

    Process told =
        new ProcessBuilder(
                Repository.find().root().resolve("scripts/tell.py").toString(),
                "check",
                file.toString())
            .start();

    assertThat(new String(told.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
        .contains("refuses   endpoint-off  REST API " + api.id())
        .last()
        .isEqualTo("no lock yet: 1 methods. 1 refuses viewers.");
    assertThat(told.waitFor()).isEqualTo(3);
  }

  @Test
  void whatIsAcceptedIsShownApart() {
    api.change("/disableExecuteApiEndpoint", "true");
    JsonNode answer =
        checked(
            api.clean(),
            "ACCEPT=[{\"kind\": \"endpoint-off\", \"place\": \"REST API "
                + api.id()
                + "\", \"reason\": \"until Monday\"}]");

    assertThat(answer.path("findings")).isEmpty();
    assertThat(answer.path("accepted").findValuesAsText("kind")).containsExactly("endpoint-off");
  }
}
