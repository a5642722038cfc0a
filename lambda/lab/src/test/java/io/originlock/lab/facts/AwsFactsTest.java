package io.originlock.lab.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.originlock.lab.demo.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row of {@code docs/aws.md} has a source, and tests that exist. */
class AwsFactsTest {
  private static final String GOOD =
      """
      # What AWS does

      ## Assumed

      ### Doors

      | id | what AWS does | source | test | what breaks if it is otherwise |
      | --- | --- | --- | --- | --- |
      | door-opens | A door opens. | nobody saw it shut | `DoorTest#opens`, `Doors#creak` | nobody leaves |
      | door-stays | A door stays. | nobody saw it go | — nothing here can take a door away | nobody enters |

      ## Seen in published files

      ## Documented

      | id | what AWS does | source | test | what breaks if it is otherwise |
      | --- | --- | --- | --- | --- |
      | door-has-lock | It has a `\\|`. | [doors](https://example.com/doors) | `door.test.mjs#a door, "shut"` | the key |

      ## Recorded

      | id | what AWS does | source | test | what breaks if it is otherwise |
      | --- | --- | --- | --- | --- |
      | door-squeaks | It squeaks. | doors, 2025-09-26 | `hall/tests/door.tftest.hcl#squeaks` | the cat |
      """;

  @TempDir private Path root;

  @BeforeEach
  void writeTests() throws IOException {
    write(
        "a/src/test/java/DoorTest.java",
        """
        class DoorTest {
          @Test
          void opens() {}

          @Test
          @Disabled
          void shuts() {}

          void helps() {}
        }
        """);
    write(
        "a/src/test/java/Doors.java",
        """
        interface Doors {
          @ParameterizedTest
          @CsvSource(textBlock = "void slams() {}")
          default void creak(String how) {}
        }
        """);
    write("b/test/door.test.mjs", "test('a door, \"shut\"', () => {});");
    write("hall/tests/door.tftest.hcl", "run \"squeaks\" {\n}\n");
    write("cellar/tests/door.tftest.hcl", "run \"squeaks\" {\n}\n");
    write("a/target/src/test/java/DoorTest.java", "class DoorTest {}");
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void everyBehaviourThatTheProductStandsOnHasItsTest() throws IOException {
    Path repository = Repository.find().root();
    FactsDocument document =
        FactsDocument.read(
            Files.readString(repository.resolve("docs/aws.md")),
            TestSources.below(repository.resolve("lambda"), repository.resolve("terraform")));
    assertThat(document.problems()).isEmpty();
    assertThat(document.rows()).isNotEmpty();
  }

  @Test
  void aGoodDocumentHasNoProblems() {
    FactsDocument document = FactsDocument.read(GOOD, TestSources.below(root));
    assertThat(document.problems()).isEmpty();
    assertThat(document.rows())
        .extracting(Row::id, Row::evidence)
        .containsExactly(
            tuple("door-opens", Evidence.ASSUMED),
            tuple("door-stays", Evidence.ASSUMED),
            tuple("door-has-lock", Evidence.DOCUMENTED),
            tuple("door-squeaks", Evidence.RECORDED));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '~',
      textBlock =
          """
          door-squeaks            > door-opens       > line 24: door-opens: an id that another row has
          door-squeaks            > Door_squeaks     > line 24: Door_squeaks: the id is not kebab-case of two words or more
          It squeaks.             > ~~               > line 24: door-squeaks: does not say what AWS does
          the cat                 > ~~               > line 24: door-squeaks: does not say what breaks
          2025-09-26              > last year        > line 24: door-squeaks: the source lacks the date of the recording
          https:                  > file:            > line 18: door-has-lock: the source lacks a link
          nobody saw it shut      > ~~               > line 9: door-opens: the source lacks what speaks for it
          ~#opens~                  > #shuts           > line 9: door-opens: no test DoorTest#shuts
          ~#opens~                  > #helps           > line 9: door-opens: no test DoorTest#helps
          ~#creak~                  > #slams           > line 9: door-opens: no test Doors#slams
          DoorTest#               > GateTest#        > line 9: door-opens: GateTest is the name of 0 test files
          hall/tests/             > tests/           > line 24: door-squeaks: tests/door.tftest.hcl is the name of 2 test files
          ~#squeaks~                > #squeak          > line 24: door-squeaks: no test hall/tests/door.tftest.hcl#squeak
          , "shut"                > ~~               > line 18: door-has-lock: no test door.test.mjs#a door
          `DoorTest#opens`        > DoorTest#opens   > line 9: door-opens: names no test, each in backticks with # in it, and commas between
          — nothing               > nothing          > line 10: door-stays: names no test, each in backticks with # in it, and commas between
          `hall/tests/door.tftest.hcl#squeaks` > — no cat > line 24: door-squeaks: names no test, each in backticks with # in it, and commas between
          \\|                     > |                > line 18: not 5 cells
          ~## Documented~           > ## Said          > line 16: a table outside the sections of evidence
          ~## Seen in published files~ > ## Recorded   > the section "Documented" comes too late, or twice
          ~## Seen in published files~ > ## Hearsay    > no section "## Seen in published files"
          | id | what AWS does |  > | id |           > line 7: columns other than | id | what AWS does | source | test | what breaks if it is otherwise |
          """)
  void whatIsWrongIsNamedWithItsLine(String good, String bad, String problem) {
    assertThat(GOOD).contains(good);
    assertThat(FactsDocument.read(GOOD.replace(good, bad), TestSources.below(root)).problems())
        .contains(problem);
  }
}
