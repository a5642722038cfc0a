package io.originlock.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.audit.Audit;
import io.originlock.audit.OpenDoor;
import io.originlock.engine.Action;
import io.originlock.engine.Reply;
import io.originlock.engine.Reply.Outcome;
import io.originlock.engine.Status;
import io.originlock.fake.FakeSsm;
import io.originlock.fake.FakeSsm.Stored;
import io.originlock.model.LockState;
import io.originlock.model.SecretId;
import io.originlock.model.Wait;
import io.originlock.port.Inspection;
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
  private static final Set<String> WORDS = Set.of("action", "kind", "outcome", "stage");

  private final Answers answers = new Answers("petstore", Optional.of("arn:aws:wafv2:…"));
  private final Map<String, Set<String>> fields = new TreeMap<>();

  @Test
  void everyAnswerHasTheSameFields() {
    List<LockState> states = states();
    for (Action action : Action.values()) {
      if (action != Action.AUDIT) {
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
    for (OpenDoor.Kind kind : OpenDoor.Kind.values()) {
      for (String method : List.of("", "GET /pets")) {
        OpenDoor door = new OpenDoor(kind, "stage prod", method, "It is open.", "Close it.");
        collect("audit", answers.of(new Audit(List.of(door), List.of("prod: OPTIONS /"), 4)));
      }
    }

    assertThat(fields.entrySet())
        .extracting(field -> field.getKey() + " " + String.join("|", field.getValue()))
        .containsExactlyInAnyOrderElementsOf(Written.lines("answers.txt"));
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
        List.of(new Status.Member("E1ABCDEFGH", List.of(new SecretId(1)), 1, true)),
        Set.of(new SecretId(1)),
        new Inspection(List.of("prod: GET /pets"), 2, List.of("A warning.")),
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
