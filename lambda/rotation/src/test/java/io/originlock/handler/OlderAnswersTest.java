package io.originlock.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.engine.Action;
import io.originlock.engine.Reply;
import io.originlock.engine.Reply.Outcome;
import io.originlock.engine.Status;
import io.originlock.examine.Coverage;
import io.originlock.fake.FakeSsm;
import io.originlock.fake.FakeSsm.Stored;
import io.originlock.finding.Accepted;
import io.originlock.finding.Finding;
import io.originlock.finding.Findings;
import io.originlock.finding.Kind;
import io.originlock.finding.Place;
import io.originlock.handler.WorldExaminer.Examined;
import io.originlock.model.LockState;
import io.originlock.model.SecretId;
import io.originlock.model.Wait;
import io.originlock.port.Demands;
import io.originlock.port.Examination;
import io.originlock.port.Prober.Probe;
import io.originlock.port.Prober.Verdict;
import io.originlock.state.SsmStateLog;
import io.originlock.testing.Written;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The fields of all answers are an older version's: scripts and Terraform read them. */
class OlderAnswersTest {
  /** Fields whose values are words of the contract. */
  private static final Set<String> WORDS = Set.of("action", "kind", "outcome", "severity", "stage");

  private final Answers answers = new Answers("petstore", Optional.of("arn:aws:wafv2:…"));
  private final Map<String, Set<String>> fields = new TreeMap<>();

  @Test
  void everyAnswerHasTheSameFields() {
    List<LockState> states = states();
    for (Action action : Action.values()) {
      if (action != Action.AUDIT && action != Action.CHECK) {
        states.forEach(state -> ask(action, Outcome.DONE, state, Optional.empty(), states));
        for (Wait wait :
            List.of(
                new Wait("the soak", "nothing", Instant.EPOCH),
                new Wait("CloudFront", "its status", null))) {
          ask(action, Outcome.WAITING, states.get(0), Optional.of(wait), states);
        }
        for (Outcome outcome : Outcome.values()) {
          ask(action, outcome, states.get(0), Optional.empty(), states);
        }
      }
    }
    collect("disengage", answers.untilDestroy(Action.DISENGAGE));
    for (Kind kind : Kind.values()) {
      for (String method : List.of("", "GET /pets")) {
        Finding found =
            new Finding(kind, new Place("stage prod", method), "It is open.", "Close it.");
        for (Action action : List.of(Action.AUDIT, Action.CHECK)) {
          collect(action.label(), answers.of(action, examined(found, List.of())));
          collect(
              action.label(),
              answers.of(action, examined(found, List.of(new Accepted(kind, "stage*", "Known.")))));
        }
      }
    }

    assertThat(fields).containsExactlyInAnyOrderEntriesOf(written());
  }

  /** A field may have several lines: one for what each version added. */
  private static Map<String, Set<String>> written() {
    Map<String, Set<String>> fields = new TreeMap<>();
    for (String line : Written.lines("answers.txt")) {
      String[] parts = line.split(" ", 2);
      fields
          .computeIfAbsent(parts[0], field -> new TreeSet<>())
          .addAll(List.of(parts[1].split("\\|")));
    }
    return fields;
  }

  private static Examined examined(Finding found, List<Accepted> accepted) {
    return new Examined(
        Findings.of(List.of(found), accepted),
        new Coverage(List.of(Methods.behind("OPTIONS", "/", true)), true));
  }

  private void ask(
      Action action,
      Outcome outcome,
      LockState state,
      Optional<Wait> wait,
      List<LockState> history) {
    Optional<Status> status =
        action == Action.STATUS ? Optional.of(status(history)) : Optional.empty();
    collect(
        action.label(), answers.of(action, new Reply(outcome, "A message.", state, wait, status)));
  }

  private static Status status(List<LockState> history) {
    return new Status(
        List.of(
            new Status.Member(
                "E1ABCDEFGH",
                List.of(new SecretId(1)),
                1,
                true,
                Optional.of(new Probe(Verdict.PASSED, "E1: status 200")))),
        Set.of(new SecretId(1)),
        new Examination(
            Findings.of(
                List.of(
                    new Finding(Kind.METHOD_OPEN, new Place("stage", "GET /"), "So.", "Do."),
                    new Finding(Kind.CANARY, new Place("stage"), "So.", "Do.")),
                List.of(new Accepted(Kind.CANARY, "stage", "Known."))),
            new Demands(List.of("prod: GET /pets"), 2, List.of("prod: PUT /pets"), true)),
        List.of("A warning."),
        history,
        List.of(
            new Status.Released("E2ABCDEFGH", true, Optional.empty()),
            new Status.Released(
                "abcdef1234/beta", false, Optional.of(new Wait("it to open", "deploy", null)))));
  }

  /** Those that the older version wrote: every stage, every field with and without a value. */
  private static List<LockState> states() {
    try (FakeSsm ssm = new FakeSsm()) {
      for (String line : Written.lines("states.txt")) {
        String[] parts = line.split(" ", 2);
        ssm.parameters.put(parts[0], new Stored("SecureString", parts[1], ""));
      }
      return new SsmStateLog(ssm.client(), "/origin-lock/petstore").history();
    }
  }

  /** Notes each field by its path, with its types, or its values where they are words. */
  private void collect(String path, JsonNode node) {
    if (node.isObject()) {
      node.properties().forEach(field -> collect(path + "." + field.getKey(), field.getValue()));
    } else {
      String name = path.substring(path.lastIndexOf('.') + 1);
      String type =
          WORDS.contains(name) ? node.asText() : node.getNodeType().name().toLowerCase(Locale.ROOT);
      fields.computeIfAbsent(path, each -> new TreeSet<>()).add(type);
      node.forEach(element -> collect(path + "[]", element));
    }
  }
}
