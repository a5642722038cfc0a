package io.originlock.lab.make;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.make.Checkout.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How {@code make check} looks by the caller's own credentials before there is a lock. */
class CheckScriptTest {
  private static final String CLEAN =
      """
      {"lock": null, "action": "check", "message": "Nothing stands in the way of the lock.", "methods": 3, "open": 3, "findings": [], "accepted": [], "options": []}
      """;

  @TempDir Path folder;
  private Checkout checkout;

  @BeforeEach
  void checkOut() throws Exception {
    checkout = new Checkout(folder);
    checkout.write("answers", CLEAN);
    checkout.set("AWS_REGION", "eu-north-1");
    checkout.set("GATE", "web-acl");
    checkout.set("REST_API", "abcdef1234");
    checkout.set("STAGE", "prod");
    checkout.set("DISTRIBUTION", "E1111111");
    checkout.set("ORIGINS", "my api");
  }

  private void exported() {
    checkout.write(
        "credentials",
        """
        export AWS_ACCESS_KEY_ID=ASIA1
        export AWS_SECRET_ACCESS_KEY=a/b+c=
        export AWS_SESSION_TOKEN=t=1
        export AWS_CREDENTIAL_EXPIRATION=2026-11-29T08:00:00Z
        """);
  }

  private String caller() throws Exception {
    return Files.readString(checkout.path("caller")).strip();
  }

  private Outcome check() throws Exception {
    return checkout.run(checkout.root(), "bash", "scripts/check.sh");
  }

  @Test
  void runsTheWorkersOwnCodeWithWhatWasAsked() throws Exception {
    exported();
    checkout.set("PLAN", "a1b2c3");

    Outcome outcome = check();

    assertThat(outcome.err()).contains("==> building worker");
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out())
        .isEqualTo("no lock yet: 3 methods. Nothing stands in the way of the lock.\n");
    assertThat(checkout.calls("java"))
        .singleElement()
        .asString()
        .contains("[-cp][" + checkout.root().resolve(Checkout.WORKER) + "]")
        .endsWith(
            "[io.originlock.handler.Check][REGION=eu-north-1][GATE=web-acl][REST_API=abcdef1234][STAGE=prod][DISTRIBUTION=E1111111][ORIGINS=my"
                + " api][PLAN=a1b2c3]");
    assertThat(caller()).isEqualTo("ASIA1 a/b+c= t=1");
    assertThat(checkout.calls("aws"))
        .containsExactly("[configure][export-credentials][--format][env]");
  }

  @Test
  void credentialsOfTheEnvironmentNeedNoCli() throws Exception {
    checkout.set("AWS_ACCESS_KEY_ID", "AKIA1");
    checkout.set("AWS_SECRET_ACCESS_KEY", "s");
    checkout.without("aws");

    assertThat(check().status()).isZero();
    assertThat(caller()).isEqualTo("AKIA1 s none");
  }

  @Test
  void versionOneOfTheCliHandsOnAProfilesKey() throws Exception {
    checkout.write("aws.version", "aws-cli/1.45.11 Python/3.11\n");
    checkout.set("AWS_SESSION_TOKEN", "of another");
    checkout.write("profile.aws_access_key_id", "AKIA2\n");
    checkout.write("profile.aws_secret_access_key", "s2\n");

    assertThat(check().status()).isZero();
    assertThat(caller()).isEqualTo("AKIA2 s2 none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          aws-cli/2.17.0  | there are no credentials to check with: Error loading SSO Token: the token has expired. Log in with aws sso login
          aws-cli/1.45.11 | version 1 of the AWS CLI hands on no credentials but a profile's own access key, and there is none. Set AWS_ACCESS_KEY_ID
          """)
  void withoutCredentialsItSaysWhatToDo(String version, String told) throws Exception {
    checkout.write("aws.version", version + " Python/3.11\n");

    Outcome outcome = check();

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err().lines()).singleElement().asString().startsWith("origin-lock: " + told);
    assertThat(checkout.calls("java")).isEmpty();
  }

  @Test
  void theRegionIsTheEnvironmentsOrTheProfiles() throws Exception {
    exported();
    checkout.set("AWS_REGION", "");

    assertThat(check().err()).startsWith("origin-lock: the region of the API is not known.");

    checkout.write("profile.region", "eu-west-3\n");
    assertThat(check().status()).isZero();
    assertThat(checkout.calls("java")).last().asString().contains("[REGION=eu-west-3]");
  }

  /** Make itself ends with 2 whatever a script ends with, and names that. */
  @ParameterizedTest
  @CsvSource({"refuses, 3", "hinders, 3", "open, 0", "tells, 0", "blind, 0"})
  void endsWithThreeForWhatRefusesOrHinders(String severity, int status) throws Exception {
    exported();
    checkout.write(
        "answers",
        """
        {"lock": null, "action": "check", "message": "One.", "methods": 3, "open": 0, "options": [], "accepted": [],
         "findings": [{"severity": "%s", "kind": "a-kind", "where": "behaviour * of CloudFront distribution E1111111", "method": null, "path": null, "detail": "It was seen.", "remedy": "Do this."}]}
        """
            .formatted(severity));

    Outcome outcome = check();
    checkout.set("JSON", "1");
    Outcome json = check();

    assertThat(outcome.status()).isEqualTo(status);
    assertThat(outcome.out().lines())
        .containsExactly(
            "severity  kind    place",
            "--------  ------  -----------------------------------------------",
            severity
                + " ".repeat(10 - severity.length())
                + "a-kind  behaviour * of CloudFront distribution E1111111",
            "    It was seen.",
            "    Do this.",
            "no lock yet: 3 methods. One.");
    assertThat(json.status()).isEqualTo(status);
    assertThat(json.out()).startsWith("{\n    \"lock\": null,");
  }

  @Test
  void whatItRefusesIsItsLastWord() throws Exception {
    exported();
    checkout.write("refusal", "origin-lock: STAGE: is missing.\n");

    Outcome outcome = check();

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).endsWith("origin-lock: STAGE: is missing.\n");
  }

  @Test
  void acceptedFindingsAreJsonOrAFileFromWhereTheUserStands() throws Exception {
    exported();
    checkout.write("own/accepted.json", "[{\"kind\": \"a\"}]");
    List<String> from = List.of("make", "-C", checkout.root().toString(), "check");

    for (String accept : List.of("accepted.json", "[{\"kind\": \"a\"}]")) {
      checkout.set("ACCEPT", accept);
      checkout.run(checkout.path("own"), from.toArray(String[]::new));

      assertThat(checkout.calls("java"))
          .singleElement()
          .asString()
          .endsWith("[ACCEPT=[{\"kind\": \"a\"}]]");
    }
    checkout.set("ACCEPT", "gone.json");
    assertThat(checkout.run(checkout.path("own"), from.toArray(String[]::new)).err())
        .startsWith("origin-lock: ACCEPT is \"gone.json\", which is neither JSON nor a file");
    assertThat(checkout.calls("java")).isEmpty();
  }

  @Test
  void withoutAnApiTheWorkerIsAsked() throws Exception {
    checkout.set("REST_API", "");
    assertThat(check().err()).startsWith("origin-lock: REST_API is missing.");
    assertThat(checkout.calls("aws")).isEmpty();

    checkout.set("DISTRIBUTION", "");
    checkout.set("ORIGINS", "");
    checkout.set("FUNCTION", "lock:rotate");
    checkout.set("ACCEPT", "[{\"kind\": \"a\"}]");
    checkout.write("answers", CLEAN.replace("null", "\"pets\""));

    Outcome outcome = check();

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .isEqualTo("pets: 3 methods. Nothing stands in the way of the lock.\n");
    assertThat(checkout.calls("aws"))
        .last()
        .asString()
        .contains(
            "[lock:rotate]",
            "[{\"action\": \"check\", \"accepted_findings\": [{\"kind\": \"a\"}]}]");
  }
}
