package io.originlock.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.fake.FakeSsm;
import io.originlock.fake.FakeSsm.Stored;
import io.originlock.model.Sense;
import io.originlock.model.Stage;
import io.originlock.testing.Written;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters that an older version stored are read, and stored again byte for byte. */
class OlderDocumentsTest {
  private static final String PATH = "/origin-lock/petstore";
  private static final List<Document> STATES = documents("states.txt");

  private final FakeSsm ssm = new FakeSsm();

  /** A parameter's name and its value. */
  private record Document(String name, String value) {
    Stored stored() {
      return new Stored("SecureString", value, "");
    }
  }

  private static List<Document> documents(String file) {
    return Written.lines(file).stream()
        .map(line -> line.split(" ", 2))
        .map(parts -> new Document(parts[0], parts[1]))
        .toList();
  }

  @AfterEach
  void stop() {
    ssm.close();
  }

  @Test
  void everyStateIsReadAndWrittenAgain() {
    assertThat(STATES)
        .allSatisfy(
            state ->
                assertThat(
                        StateCodec.encode(
                            StateCodec.parse(state.value(), state.name()), state.name()))
                    .isEqualTo(state.value()));
  }

  /** The states above are of every form; these its engine came to. */
  @ParameterizedTest
  @ValueSource(strings = {"any-of.txt", "all-of.txt"})
  void everyStateOfALifeMakesSense(String file) {
    List<String> life =
        Written.lines(file).stream()
            .filter(line -> line.startsWith("  {"))
            .map(line -> line.strip().replace("\"T\"", "\"2026-03-01T12:00:00Z\""))
            .toList();

    assertThat(life).hasSizeGreaterThan(30);
    assertThat(life).allSatisfy(state -> StateCodec.decode(state, "one of " + file));
  }

  @Test
  void aLogGoesOnUnderTheSameNames() {
    SsmStateLog log = new SsmStateLog(ssm.client(), PATH);
    List<Document> sensible =
        STATES.stream()
            .filter(each -> Sense.problem(StateCodec.parse(each.value(), each.name())).isEmpty())
            .toList();
    sensible.forEach(state -> ssm.parameters.put(state.name(), state.stored()));
    Document last = sensible.get(sensible.size() - 1);
    assertThat(log.history()).hasSameSizeAs(sensible).hasSizeGreaterThan(40);
    var newest = log.newest().orElseThrow();
    ssm.parameters.remove(last.name());

    log.append(newest);

    assertThat(ssm.parameters.get(last.name())).isEqualTo(last.stored());
  }

  @Test
  void everyPublishedDocumentIsReadAndWrittenAgain() {
    SsmPublished published = new SsmPublished(ssm.client(), "petstore", PATH);
    for (Document document : documents("published.txt")) {
      ssm.parameters.put(document.name(), document.stored());
      var read = published.read().orElseThrow();
      ssm.parameters.put(document.name(), new Stored("SecureString", "overwritten", ""));

      published.write(read);

      assertThat(ssm.parameters).isEqualTo(Map.of(document.name(), document.stored()));
    }
  }

  @Test
  void theStatesShowEveryStageAndEveryFieldWithAndWithoutAValue() throws IOException {
    Set<String> stages = new TreeSet<>();
    Set<String> present = new TreeSet<>();
    Set<String> absent = new TreeSet<>();
    for (Document document : STATES) {
      JsonNode tree = new ObjectMapper().readTree(document.value());
      stages.add(tree.path("stage").asText());
      for (String field :
          List.of(
              "current",
              "incoming",
              "retired",
              "lingering",
              "honouredAt",
              "servedAt",
              "settledAt",
              "pending",
              "requests",
              "repairs",
              "tries")) {
        JsonNode value = tree.path(field);
        boolean empty =
            value.isMissingNode() || value.isNull() || value.isArray() && value.isEmpty();
        (empty ? absent : present).add(field);
      }
    }
    assertThat(stages)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Stage.values()).map(Stage::label).toList());
    assertThat(present).hasSize(11).isEqualTo(absent);
  }
}
