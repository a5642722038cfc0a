package io.originlock.lab.make;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.make.Checkout.Outcome;
import java.nio.file.Files;
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

  /** Opened in a browser it needs nothing else. */
  @Test
  void aStatusIsDrawn() throws Exception {
    checkout.set("HTML", "1");

    Outcome outcome =
        asked(
            "status",
            """
            {"lock": "pets", "action": "status", "message": "Waiting.", "stage": "present", "since": "2026-11-29T08:00:00.123456789Z",
             "current": "g7", "current_since": "2026-11-01T00:00:00Z", "incoming": "g8", "enforced": true, "paused": false, "pending": null,
             "taken_back": 0, "repairs": 0, "awaiting": "every edge", "check": "the distribution", "not_before": null,
             "distributions": [{"id": "E1", "presents": ["g8"], "foreign_headers": 0, "deployed": false, "viewer": "refused", "viewer_saw": "E1: status 403 (server <b>)"}],
             "released": [], "gate": {"honours": ["g7", "g8"], "methods": 3, "open_methods": [], "warnings": [], "advice": "Not yet.", "rule_group": null},
             "history": [{"sequence": 7, "stage": "idle", "since": "2026-11-01T00:01:00Z", "reason": "present is done", "current": "g7", "incoming": null},
                         {"sequence": 8, "stage": "admit", "since": "2026-11-29T07:59:00Z", "reason": "rotation to g8 started", "current": "g7", "incoming": "g8"},
                         {"sequence": 9, "stage": "present", "since": "2026-11-29T08:00:00Z", "reason": "admit is done", "current": "g7", "incoming": "g8"},
                         {"sequence": 10, "stage": "present", "since": "2026-11-29T08:00:00Z", "reason": "settled", "current": "g7", "incoming": "g8"}],
            """
                + FOUND
                + "}");

    assertThat(outcome.status()).isZero();
    Path drawn = checkout.root().resolve("build/status.html");
    assertThat(outcome.err()).contains("drawn: " + drawn);
    String page = Files.readString(drawn);
    assertThat(page)
        .contains("<h1>Present, secret g7, for ")
        .contains("Viewers are refused through E1")
        .contains("<title>idle since 2026-11-01 00:01:00 UTC, 28 d: present is done</title>")
        .contains("admit is done; settled</title>")
        .contains("<title>g8 is coming</title>")
        .contains("E1: status 403 (server &lt;b&gt;)")
        .contains("Set api_key_required = true")
        .contains("--page:")
        .doesNotContain("src=")
        .doesNotContain("href=");
    assertThat(page.split("class=\"stage ", -1)).hasSize(4);
  }

  /** A worker of before told less of its history, and a lock that is open has none. */
  @Test
  void aStatusOfBeforeIsDrawnAsFarAsItTells() throws Exception {
    checkout.set("HTML", "1");

    Outcome older =
        asked(
            "status",
            """
            {"lock": "pets", "stage": "open", "gate": {}, "distributions": [], "history": [
             {"sequence": 1, "stage": "open", "since": "2026-11-01T00:01:00Z", "reason": "r"}]}
            """);
    Outcome none = asked("status", "{\"stage\": \"open\", \"gate\": {}, \"history\": []}");

    assertThat(older.status()).as(older.err()).isZero();
    assertThat(none.status()).as(none.err()).isZero();
    assertThat(Files.readString(checkout.root().resolve("build/status.html")))
        .contains("The lock has no history yet.");
  }
}
