package io.originlock.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.examine.Probe;
import io.originlock.model.LockException;
import io.originlock.survey.Served;
import io.originlock.survey.Survey;
import io.originlock.survey.Surveyor;
import io.originlock.survey.Target;
import io.originlock.survey.Unread;
import io.originlock.survey.Unread.Part;
import io.originlock.survey.Unread.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A check before there is a lock: what it is told, and how it ends. */
class CheckTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> PETS =
      List.of(
          "REGION=eu-central-1",
          "GATE=api-key",
          "REST_API=abcdef1234",
          "STAGE=prod",
          "DISTRIBUTION=E1A2B3C4D5E6F7",
          "ORIGINS=api");

  /** A stage with one method that anybody may call. */
  private static final Surveyor OPEN =
      scope ->
          new Survey(
              scope,
              List.of(),
              List.of(),
              List.of(Methods.behind("GET", "/pets", true).stage()),
              List.of(
                  new Served(
                      "abcdef1234",
                      "d1",
                      "",
                      Instant.EPOCH,
                      List.of(Methods.behind("GET", "/pets", true).method()),
                      List.of(),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty())),
              List.of(),
              List.of(),
              List.of(),
              List.of());

  private record Ended(int status, String out, String err) {
    JsonNode answer() throws IOException {
      return JSON.readTree(out);
    }
  }

  private static Ended check(List<String> arguments, Surveyor surveyor) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Check.run(arguments, region -> surveyor, new PrintStream(out), new PrintStream(err));
    return new Ended(status, out.toString(), err.toString());
  }

  /** The usual arguments with others in their place, or beside them. */
  private static List<String> with(String... others) {
    List<String> arguments = new ArrayList<>(PETS);
    arguments.addAll(List.of(others));
    return arguments;
  }

  private static Surveyor unread(Unread... unread) {
    return scope -> Survey.of(scope).withUnread(List.of(unread));
  }

  private static Unread unread(Reason reason, String permission) {
    return new Unread(
        Part.PLANS,
        "the usage plans",
        reason,
        "apigateway:GET failed.",
        Optional.ofNullable(permission),
        "Mend the worker.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"api-key", "web-acl", "request-validation", "signature"})
  void whatIsOpenBeforeThereIsALockIsNoFinding(String gate) throws IOException {
    Ended ended = check(with("GATE=" + gate), OPEN);

    assertThat(ended.err()).isEmpty();
    assertThat(ended.status()).isZero();
    assertThat(ended.answer().path("action").asText()).isEqualTo("check");
    assertThat(ended.answer().path("lock").isNull()).isTrue();
    assertThat(ended.answer().path("methods").asInt()).isEqualTo(1);
    assertThat(ended.answer().path("open").asInt()).isEqualTo(1);
    assertThat(ended.answer().path("findings")).isEmpty();
  }

  @Test
  void whatIsNotThereIsAFindingUnlessItIsAccepted() throws IOException {
    Unread gone =
        new Unread(
            Part.DISTRIBUTION,
            "CloudFront distribution E1A2B3C4D5E6F7",
            Reason.ABSENT,
            "cloudfront:GetDistribution failed.",
            Optional.empty(),
            "Mend the worker.");

    Ended ended = check(PETS, scope -> OPEN.survey(scope).withUnread(List.of(gone)));
    Ended accepted =
        check(
            with(
                "ACCEPT=[{\"kind\": \"member-missing\", \"place\": \"CloudFront *\", \"reason\":"
                    + " \"soon\"}]"),
            scope -> OPEN.survey(scope).withUnread(List.of(gone)));

    assertThat(ended.status()).isZero();
    assertThat(ended.answer().path("findings"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.path("kind").asText()).isEqualTo("member-missing");
              assertThat(finding.path("severity").asText()).isEqualTo("hinders");
              assertThat(finding.path("remedy").asText())
                  .isEqualTo("Check that it exists in this account and region.");
            });
    assertThat(accepted.answer().path("findings")).isEmpty();
    assertThat(accepted.answer().path("accepted").path(0).path("reason").asText())
        .isEqualTo("soon");
  }

  @ParameterizedTest
  @CsvSource({
    "DENIED, apigateway:GET, Check with credentials that have apigateway:GET.",
    "DENIED, , Check with credentials that have the permission that AWS names.",
    "BUSY, , Check again.",
    "OTHER, , 'Mend what AWS names here, and check again.'"
  })
  void whatCannotBeLookedAtIsTheCallersToMend(Reason reason, String permission, String remedy)
      throws IOException {
    Ended ended =
        check(PETS, scope -> OPEN.survey(scope).withUnread(List.of(unread(reason, permission))));

    assertThat(ended.status()).isZero();
    assertThat(ended.answer().path("findings"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.path("kind").asText()).isEqualTo("unread");
              assertThat(finding.path("remedy").asText()).isEqualTo(remedy);
            });
  }

  /** Credentials that have expired would otherwise look like a clean world. */
  @Test
  void whereNothingCouldBeLookedAtThereIsNoAnswer() {
    Ended ended = check(PETS, unread(unread(Reason.OTHER, null)));

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines())
        .singleElement()
        .asString()
        .startsWith("origin-lock: the usage plans: apigateway:GET failed. Nothing could be")
        .contains("AWS_PROFILE", "AWS_REGION");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          REGION=                            | REGION: is missing
          REGION=Frankfurt                   | REGION: must be such as eu-central-1, not "Frankfurt"
          GATE=door                          | GATE: must be api-key, web-acl, request-validation or signature, not "door"
          GATE=                              | GATE: is missing
          REST_API=                          | REST_API: is missing
          REST_API=abcdef1234,               | REST_API: must be ids of REST APIs, not ""
          REST_API=abcdef1234/prod           | REST_API: must be ids of REST APIs, not "abcdef1234/prod"
          STAGE=                             | STAGE: is missing
          STAGE=$default                     | STAGE: must be names of stages
          DISTRIBUTION=www.example.com       | DISTRIBUTION: must be ids such as
          ORIGINS=                           | ORIGINS: is missing
          ORIGINS=a,,b                       | ORIGINS: must be ids of origins, not ""
          ATTACHED=logs                      | ATTACHED: must be ARNs
          PROBE_URL=http://www.example.com/  | PROBE_URL: must hold https URLs
          PROBE_URL=https://                 | PROBE_URL: must hold https URLs
          STAGE_PROBE_URL=%                  | STAGE_PROBE_URL: must hold https URLs
          ACCEPT=x                           | ACCEPT: is no JSON
          ACCEPT={}                          | ACCEPT: must be a JSON array
          ACCEPT=[{"kind": "x"}]             | ACCEPT: names no kind of finding: "x"
          SPEED=9                            | SPEED: is no argument.
          """)
  void anArgumentThatDoesNotFitIsNamed(String argument, String told) {
    List<String> arguments = new ArrayList<>(PETS);
    arguments.removeIf(each -> each.startsWith(argument.split("=")[0] + "="));
    arguments.add(argument);

    Ended ended = check(arguments, OPEN);

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines()).singleElement().asString().startsWith("origin-lock: " + told);
  }

  /** Lists are paired in order, and one goes with each of the other. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          abcdef1234            | prod      | abcdef1234/prod
          abcdef1234            | prod, dev | abcdef1234/prod abcdef1234/dev
          abcdef1234,bcdefa2345 | prod      | abcdef1234/prod bcdefa2345/prod
          abcdef1234,bcdefa2345 | prod,dev  | abcdef1234/prod bcdefa2345/dev
          """)
  void severalStagesAreNamedByLists(String apis, String stages, String members) {
    Proposal proposal = Proposal.of(with("REST_API=" + apis, "STAGE=" + stages));

    assertThat(proposal.subject().scope().targets())
        .map(Target.Stage::member)
        .containsExactly(members.split(" "));
  }

  @Test
  void severalDistributionsAreNamedByLists() {
    assertThat(origins("E1111111,E2222222", "api"))
        .isEqualTo(Map.of("E1111111", Set.of("api"), "E2222222", Set.of("api")));
    assertThat(origins("E1111111", "api,my origin"))
        .isEqualTo(Map.of("E1111111", Set.of("api", "my origin")));
    assertThat(origins("E1111111,E1111111,E2222222", "api,admin,api"))
        .isEqualTo(Map.of("E1111111", Set.of("api", "admin"), "E2222222", Set.of("api")));
    assertThatThrownBy(() -> origins("E1111111,E2222222,E3333333", "api,admin"))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("DISTRIBUTION and ORIGINS: are lists of 3 and 2 elements.");
  }

  private static Map<String, Set<String>> origins(String distributions, String origins) {
    return Proposal.of(with("DISTRIBUTION=" + distributions, "ORIGINS=" + origins))
        .subject()
        .scope()
        .origins();
  }

  @Test
  void probesPlanAndWhatIsAttachedArePartOfIt() {
    Subject subject =
        Proposal.of(
                with(
                    "DISTRIBUTION=E1111111,E1111111,E2222222",
                    "ORIGINS=api,admin,api",
                    "PROBE_URL=https://a.example.com/p,https://b.example.com/p",
                    "STAGE_PROBE_URL=https://api.example.com/p",
                    "PLAN=a1b2c3",
                    "ATTACHED=arn:aws:s3:::logs"))
            .subject();

    assertThat(subject.probes())
        .containsExactly(
            new Probe.Direct(
                new Target.Stage("eu-central-1", "abcdef1234", "prod"),
                URI.create("https://api.example.com/p")),
            new Probe.Through("E1111111", URI.create("https://a.example.com/p")),
            new Probe.Through("E2222222", URI.create("https://b.example.com/p")));
    assertThat(subject.scope().plan()).contains("a1b2c3");
    assertThat(subject.granted())
        .hasValueSatisfying(
            granted -> {
              assertThat(granted.allows("s3:GetBucketAcl", "arn:aws:s3:::logs")).isTrue();
              assertThat(granted.allows("s3:GetBucketAcl", "arn:aws:s3:::others")).isFalse();
            });
    assertThat(Proposal.of(PETS).subject().granted())
        .hasValueSatisfying(
            granted -> assertThat(granted.allows("wafv2:GetWebACL", "arn:aws:x")).isFalse());
  }
}
