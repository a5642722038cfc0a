package io.originlock.lab.make;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.make.Checkout.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people read of a worker's answer. */
class ToldTest {
  private static final String FOUND =
      """
      "findings": [
        {"severity": "open", "kind": "method-open", "where": "stage prod of REST API abcdef1234", "method": "GET", "path": "/pets",
         "detail": "It demands no API key.", "remedy": "Set api_key_required = true on it and deploy, once every edge sends the lock's key."}],
      "accepted": [
        {"severity": "blind", "kind": "hidden-refusals", "where": "CloudFront distribution E1", "method": null, "path": null, "detail": "It hides.", "remedy": "Do.", "reason": "a single-page app"}]
      """;

  @TempDir Path folder;
  private Checkout checkout;

  @BeforeEach
  void checkOut() throws Exception {
    checkout = new Checkout(folder);
    checkout.set("FUNCTION", "lock:rotate");
  }

  private Outcome asked(String action, String answer) throws Exception {
    checkout.write("answers", answer.replace("\n", " ") + "\n");
    return checkout.run(checkout.root(), "bash", "scripts/action.sh", action);
  }

  @Test
  void aStatusTellsTheStageTheMembersAndWhatWasFound() throws Exception {
    Outcome outcome =
        asked(
            "status",
            """
            {"lock": "pets", "action": "status", "message": "Waiting.", "stage": "present", "since": "2026-11-29T08:00:00Z",
             "current": "7", "current_since": "2026-11-01T00:00:00Z", "incoming": "8", "enforced": true, "paused": false, "pending": true,
             "taken_back": 0, "repairs": 2, "awaiting": "every edge to present 8", "check": "the distribution's status", "not_before": null,
             "distributions": [{"id": "E1", "presents": ["8"], "foreign_headers": 0, "deployed": false, "viewer": "passed", "viewer_saw": "E1: status 200"},
                               {"id": "E2", "presents": [], "foreign_headers": 1, "deployed": true, "viewer": "refused", "viewer_saw": "E2: status 403"}],
             "released": [{"member": "abcdef1234/beta", "let_go": true, "awaiting": null, "check": null},
                          {"member": "E3", "let_go": false, "awaiting": "edges of E3", "check": "its behaviours"}],
             "gate": {"honours": ["7", "8"], "methods": 3, "open_methods": ["prod: GET /pets"], "warnings": ["A key has no tags."], "advice": "Not yet.", "rule_group": null},
            """
                + FOUND
                + "}");

    assertThat(outcome.status()).isZero();
    assertThat(outcome.out().lines())
        .containsExactly(
            "stage         present, since 2026-11-29T08:00:00Z",
            "secret        7, since 2026-11-01T00:00:00Z; 8 is coming",
            "awaiting      every edge to present 8",
            "check         the distribution's status",
            "pending       yes",
            "repairs       2",
            "distribution  E1 presents 8; not deployed everywhere yet; a viewer's request passes",
            "distribution  E2 presents nothing; foreign headers: 1; deployed; a viewer's request is"
                + " REFUSED:",
            "              E2: status 403",
            "released      abcdef1234/beta let go",
            "released      E3 awaits edges of E3",
            "check         its behaviours",
            "gate          enforced",
            "gate          honours 7, 8",
            "gate          1 of 3 methods open: prod: GET /pets",
            "gate          Not yet.",
            "gate          A key has no tags.",
            "severity  kind         place",
            "--------  -----------  --------------------------------------------",
            "open      method-open  stage prod of REST API abcdef1234: GET /pets",
            "    It demands no API key.",
            "    Set api_key_required = true on it and deploy, once every edge sends the lock's"
                + " key.",
            "accepted: hidden-refusals, CloudFront distribution E1: a single-page app",
            "pets: Waiting.");
  }

  @Test
  void anAuditEndsWithThreeForWhatNobodyAccepted() throws Exception {
    String audit =
        "{\"lock\": \"pets\", \"action\": \"audit\", \"message\": \"M.\", \"methods\": 3, \"open\":"
            + " 1, \"options\": [\"prod: OPTIONS /pets\"], ";

    Outcome found = asked("audit", audit + FOUND + "}");
    Outcome accepted =
        asked("audit", audit + FOUND.replaceAll("(?s)(\"findings\": \\[).*?(\\],)", "$1$2") + "}");

    assertThat(found.status()).isEqualTo(3);
    assertThat(found.out().lines())
        .endsWith(
            "open to preflights, which can carry no secret: prod: OPTIONS /pets",
            "pets: 3 methods, 1 of them open. M.");
    assertThat(accepted.status()).isZero();
    assertThat(accepted.out().lines())
        .startsWith("accepted: hidden-refusals, CloudFront distribution E1: a single-page app");
  }

  /** One that an older worker gave, or a newer one will. */
  @Test
  void anAnswerThatCannotBeToldIsAFailureThatSaysSo() throws Exception {
    Outcome outcome = asked("audit", "{\"findings\": [{\"kind\": \"k\"}]}");

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err())
        .startsWith(
            "origin-lock: the answer cannot be told (KeyError: 'where'). See it with JSON=1");
  }
}
