package io.originlock.lab.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.lab.control.Call;
import io.originlock.lab.control.Faults;
import io.originlock.lab.control.Faults.Effect;
import io.originlock.lab.control.Faults.Moment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.exception.SdkException;

/** A fixture that could not be made leaves nothing behind, whichever of its calls failed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FixturesTest {
  /** An answer that the SDK does not repeat. */
  private static final Effect REFUSED = new Effect.Error(400, "BadRequestException");

  private RunningLab lab;

  /** What makes things in its constructor. */
  enum Fixture {
    DEPLOYED(DeployedApi::new),
    VALIDATED(ValidatedApi::new),
    AUTHORIZED(AuthorizedApi::new);

    private final Function<Cloud, AutoCloseable> made;

    Fixture(Function<Cloud, AutoCloseable> made) {
      this.made = made;
    }
  }

  @BeforeAll
  void start() {
    lab = RunningLab.start(Path.of("target", "fixtures"), Duration.ZERO, front -> front);
  }

  @AfterAll
  void stop() throws Exception {
    lab.close();
  }

  @Test
  void whatFailedHalfwayLeavesNothing() throws Exception {
    leavesNothing(Fixture.DEPLOYED);
  }

  @Tag("verify")
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DEPLOYED")
  void whicheverFixtureItIs(Fixture fixture) throws Exception {
    leavesNothing(fixture);
  }

  private void leavesNothing(Fixture fixture) throws Exception {
    Map<String, List<String>> before = lab.lab().inventory();
    int failed = 0;
    while (fails(fixture, failed)) {
      failed++;
    }
    assertThat(failed).as("how many calls make it").isGreaterThan(10);
    assertThat(lab.lab().inventory()).isEqualTo(before);
  }

  /** Whether there was such a call, which failed the fixture. */
  private boolean fails(Fixture fixture, int nth) throws Exception {
    // It had its effect, but its answer is lost: the harder way to fail.
    Faults.Fault fault = lab.lab().faults().inject(Call::writes, Moment.AFTER, REFUSED, nth, 1);
    try (AutoCloseable made = fixture.made.apply(lab.cloud())) {
      assertThat(made).isNotNull();
      assertThat(fault.struck()).as("calls that failed without failing %s", fixture).isZero();
      // Closing it makes calls of its own.
      fault.remove();
      return false;
    } catch (SdkException e) {
      assertThat(fault.struck()).isEqualTo(1);
      return true;
    } finally {
      fault.remove();
    }
  }

  @Test
  void oneDeletionThatFailsKeepsNoneOfTheOthers() {
    StringBuilder deleted = new StringBuilder();
    Undo undo = new Undo();
    undo.later(() -> deleted.append("first"));
    undo.later(
        () -> {
          throw new IllegalStateException("second");
        });
    undo.later(
        () -> {
          throw new IllegalStateException("third");
        });

    assertThatThrownBy(undo::close)
        .hasMessage("third")
        .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
    assertThat(deleted).hasToString("first");
    undo.close();
  }

  @Test
  void whatCouldNotBeMadeFailsAsItDidWhateverItsDeletionSays() {
    Undo undo = new Undo();

    assertThatThrownBy(
            () ->
                undo.unlessMade(
                    () -> {
                      undo.later(
                          () -> {
                            throw new IllegalStateException("deleting");
                          });
                      throw new AssertionError("making");
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessage("making")
        .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
  }
}
