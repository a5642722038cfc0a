package io.originlock.handler;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.engine.Action;
import io.originlock.engine.Reply;
import io.originlock.engine.Status;
import io.originlock.examine.Coverage;
import io.originlock.finding.Finding;
import io.originlock.finding.Findings;
import io.originlock.finding.Findings.AcceptedFinding;
import io.originlock.handler.WorldExaminer.Examined;
import io.originlock.model.LockState;
import io.originlock.model.Retired;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.Stage;
import io.originlock.model.Wait;
import io.originlock.port.Demands;
import io.originlock.port.Prober.Probe;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Writes what an invocation returns: ids and times, never a secret's value. */
final class Answers {
  private final ObjectMapper json = new ObjectMapper();
  private final String lock;
  private final Optional<String> ruleGroup;

  /**
   * @param lock its name; null before there is one
   * @param ruleGroup ARN of the rule group that the gate checks with; empty with another gate
   */
  Answers(String lock, Optional<String> ruleGroup) {
    this.lock = lock;
    this.ruleGroup = ruleGroup;
  }

  ObjectNode of(Action action, Reply reply) {
    LockState state = reply.state();
    ObjectNode answer = json.createObjectNode();
    answer.put("lock", lock);
    answer.put("action", action.label());
    answer.put("outcome", reply.outcome().name().toLowerCase(Locale.ROOT));
    answer.put("message", reply.message());
    answer.put("stage", state.stage().label());
    answer.put("since", state.since().toString());
    answer.put("sequence", state.sequence());
    answer.put("current", id(state.current()));
    answer.put("incoming", id(state.incoming()));
    answer.put("enforced", state.enforced());
    answer.put("paused", state.requests().paused());
    answer.put("pending", state.requests().pending());
    answer.put("taken_back", state.attempts().rotations().count());
    answer.put("repairs", state.attempts().repairs().count());
    answer.put("awaiting", reply.awaiting().map(wait -> wait.awaiting()).orElse(null));
    answer.put("check", reply.awaiting().map(wait -> wait.check()).orElse(null));
    answer.put(
        "not_before",
        reply.awaiting().map(wait -> wait.notBefore()).map(Objects::toString).orElse(null));
    reply.status().ifPresent(status -> status(answer, state, status));
    return answer;
  }

  /** What an audit or a check found. */
  ObjectNode of(Action action, Examined examined) {
    Findings findings = examined.findings();
    Coverage coverage = examined.coverage().withoutCanaries();
    ObjectNode answer = json.createObjectNode();
    answer.put("lock", lock);
    answer.put("action", action.label());
    answer.put("outcome", "done");
    answer.put("message", FoundWords.message(action, findings));
    answer.put("methods", coverage.count());
    answer.put("open", coverage.open().size());
    findings(answer, findings);
    ArrayNode options = answer.putArray("options");
    coverage.openPreflights().forEach(each -> options.add(each.label()));
    return answer;
  }

  private static void findings(ObjectNode answer, Findings findings) {
    ObjectNode counts = answer.putObject("counts");
    findings.count().forEach((severity, count) -> counts.put(severity.label(), count));
    ArrayNode counted = answer.putArray("findings");
    findings.counted().forEach(finding -> finding(counted.addObject(), finding));
    ArrayNode accepted = answer.putArray("accepted");
    for (AcceptedFinding each : findings.accepted()) {
      ObjectNode node = accepted.addObject();
      finding(node, each.finding());
      node.put("reason", each.reason());
    }
  }

  private static void finding(ObjectNode node, Finding finding) {
    boolean one = !finding.place().method().isEmpty();
    String[] method = finding.place().method().split(" ", 2);
    node.put("severity", finding.severity().label())
        .put("kind", finding.kind().label())
        .put("where", finding.place().where())
        .put("method", one ? method[0] : null)
        .put("path", one ? method[1] : null)
        .put("detail", finding.seen())
        .put("remedy", finding.remedy());
  }

  /** Terraform invokes the way out at creation too; the lock comes off only when it destroys it. */
  ObjectNode untilDestroy(Action action) {
    return json.createObjectNode()
        .put("lock", lock)
        .put("action", action.label())
        .put("outcome", "unchanged")
        .put("message", "Nothing to do before Terraform destroys the lock.");
  }

  private void status(ObjectNode answer, LockState state, Status status) {
    answer.put(
        "current_since", state.current() == null ? null : state.current().createdAt().toString());
    answer.put("honoured_at", Objects.toString(state.times().honoured(), null));
    answer.put("settled_at", Objects.toString(state.times().settled(), null));
    ids(answer.putArray("lingering"), state.secrets().lingering().stream().sorted().toList());
    ArrayNode retired = answer.putArray("retired");
    for (Retired each : state.retired()) {
      retired
          .addObject()
          .put("id", each.secret().id().toString())
          .put("at", each.at().toString())
          .put("revoked", each.revoked())
          .put("refused", each.refused());
    }
    ArrayNode members = answer.putArray("distributions");
    for (Status.Member member : status.distributions()) {
      ObjectNode node = members.addObject().put("id", member.id());
      ids(node.putArray("presents"), member.presents());
      node.put("foreign_headers", member.foreign()).put("deployed", member.deployed());
      Optional<Probe> viewer = member.viewer();
      node.put(
          "viewer",
          viewer.map(probe -> probe.verdict().name().toLowerCase(Locale.ROOT)).orElse(null));
      node.put("viewer_saw", viewer.map(Probe::detail).orElse(null));
    }
    ArrayNode released = answer.putArray("released");
    for (Status.Released each : status.released()) {
      released
          .addObject()
          .put("member", each.name())
          .put("let_go", each.gone())
          .put("awaiting", each.awaiting().map(Wait::awaiting).orElse(null))
          .put("check", each.awaiting().map(Wait::check).orElse(null));
    }
    ObjectNode gate = answer.putObject("gate");
    ids(gate.putArray("honours"), status.honoured().stream().sorted().toList());
    Demands demands = status.examination().demands();
    gate.put("methods", demands.methods());
    demands.open().forEach(gate.putArray("open_methods")::add);
    status.warnings().forEach(gate.putArray("warnings")::add);
    gate.put("advice", advice(state, status));
    gate.put("rule_group", ruleGroup.orElse(null));
    findings(answer, status.examination().findings());
    ArrayNode history = answer.putArray("history");
    for (LockState entry : status.history()) {
      history
          .addObject()
          .put("sequence", entry.sequence())
          .put("stage", entry.stage().label())
          .put("since", entry.since().toString())
          .put("reason", entry.reason())
          .put("current", id(entry.current()))
          .put("incoming", id(entry.incoming()));
    }
  }

  private static String advice(LockState state, Status status) {
    int open = status.examination().demands().open().size();
    if (!state.enforced() && (state.stage() == Stage.ENGAGE || state.stage().rotating())) {
      return unenforced(state, open);
    }
    if (open == 0) {
      return state.stage().leaving()
          ? "The API still demands the secret: stop that and deploy before the lock goes."
          : "Every method demands the secret.";
    }
    boolean settled = state.times().settled() != null;
    return settled && (state.stage() == Stage.IDLE || state.stage().rotating())
        ? "Every edge presents the secret: it is safe to demand it on the "
            + open
            + " open methods."
        : "Not yet: demand the secret only when the stage is idle.";
  }

  /** What to know of a gate that the worker closes only when it is asked to. */
  private static String unenforced(LockState state, int open) {
    String gate =
        state.stage().rotating()
            ? "The gate opens when the rotation is over"
            : open == 0 ? "The gate opens" : "The gate is open";
    return gate
        + ": not enforced since "
        + state.requests().enforcement().since()
        + ". make enforce closes it once every edge has presented the secret for a soak."
        + " Terraform's plan does not show it where enforce = true is applied.";
  }

  private static void ids(ArrayNode array, Iterable<SecretId> ids) {
    ids.forEach(id -> array.add(id.toString()));
  }

  private static String id(Secret secret) {
    return secret == null ? null : secret.id().toString();
  }
}
