package io.originlock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.model.Effort;
import io.originlock.model.Header;
import io.originlock.model.LockException;
import io.originlock.model.SecretId;
import io.originlock.model.Stage;
import io.originlock.model.Wait;
import io.originlock.port.Acceptance;
import io.originlock.port.Distributions;
import io.originlock.port.Journal;
import io.originlock.port.Journal.Occurrence;
import io.originlock.port.Presentation;
import io.originlock.port.Prober;
import io.originlock.port.Prober.Probe;
import io.originlock.port.Prober.Verdict;
import io.originlock.port.World;
import io.originlock.simulation.SilentJournal;
import io.originlock.simulation.SimulatedLock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rotations that cannot be finished: taken back, backed off, or reported; nobody is refused. */
class StuckRotationTest {
  private static final Duration SOAK = Duration.ofMinutes(5);

  private final List<Occurrence> occurrences = new ArrayList<>();
  private final List<LockException> errors = new ArrayList<>();
  private SimulatedLock aws;
  private World world;

  private void engaged(Acceptance acceptance) {
    aws = new SimulatedLock(SimulatedLock.shape(acceptance), 7, true);
    aws.engage();
    aws.watch();
    world = aws.world();
  }

  @ParameterizedTest
  @EnumSource(Acceptance.class)
  void refusedThroughADistributionThatSettledIsTakenBackAndTriedWithANewSecret(
      Acceptance acceptance) {
    engaged(acceptance);
    boolean[] broken = {true};
    through("E2", () -> broken[0] && aws.state().incoming() != null && stage() != Stage.RETREAT);
    ask(Action.ROTATE);

    until(() -> !errors.isEmpty());

    assertThat(errors.get(0).resource()).isEqualTo("CloudFront distribution E2");
    assertThat(errors.get(0))
        .hasMessageContaining("403 from the gate")
        .hasMessageContaining("the rotation to g2 is taken back")
        .hasMessageContaining("A new secret is tried from");
    assertThat(occurrences).contains(Occurrence.SETBACK);
    assertThat(stage()).isEqualTo(Stage.RETREAT);
    until(() -> stage() == Stage.IDLE);
    assertThat(aws.state().current().id()).isEqualTo(new SecretId(1));
    until(() -> aws.held().size() == 1);
    assertThat(aws.held()).containsExactly(new SecretId(1));
    Instant back = aws.state().attempts().rotations().last();

    broken[0] = false;
    until(() -> stage() != Stage.IDLE);

    assertThat(aws.state().incoming().id()).isEqualTo(new SecretId(3));
    assertThat(aws.state().since()).isAfterOrEqualTo(back.plus(Duration.ofMinutes(15)));
    until(() -> stage() == Stage.IDLE && aws.held().size() == 1);
    assertThat(aws.state().current().id()).isEqualTo(new SecretId(3));
    assertThat(aws.state().attempts().rotations()).isEqualTo(Effort.NONE);
    assertThat(aws.violations()).as(aws.story()).isEmpty();
  }

  @Test
  void afterThreeTriesItIsGivenUpUntilSomebodyAsks() {
    engaged(Acceptance.ANY_OF);
    through("E1", () -> aws.state().incoming() != null && stage() != Stage.RETREAT);
    ask(Action.ROTATE);

    until(() -> errors.size() == 3);

    assertThat(errors.get(2)).hasMessageContaining("It was tried 3 times");
    until(() -> stage() == Stage.IDLE && aws.held().size() == 1);
    Instant givenUp = aws.time().instant();
    until(() -> aws.time().instant().isAfter(givenUp.plus(Duration.ofHours(6))));
    assertThat(errors).hasSize(3);
    assertThat(stage()).isEqualTo(Stage.IDLE);

    ask(Action.ROTATE);
    assertThat(aws.state().incoming().id()).isEqualTo(new SecretId(5));
    assertThat(aws.violations()).as(aws.story()).isEmpty();
  }

  @Test
  void rotateByHandDoesNotWaitForTheNextTry() {
    engaged(Acceptance.ANY_OF);
    boolean[] broken = {true};
    through("E1", () -> broken[0] && aws.state().incoming() != null && stage() != Stage.RETREAT);
    ask(Action.ROTATE);
    until(() -> !errors.isEmpty());
    until(() -> stage() == Stage.IDLE);
    broken[0] = false;

    ask(Action.ROTATE);

    assertThat(aws.state().incoming().id()).isEqualTo(new SecretId(3));
    assertThat(aws.state().requests().pending()).isNull();
  }

  @Test
  void aRefusalThatEndsBeforeTheSoakIsOverTakesNothingBack() {
    engaged(Acceptance.ANY_OF);
    through(
        "E1",
        () ->
            stage() == Stage.PRESENT
                && aws.state().times().settled() != null
                && aws.time()
                    .instant()
                    .isBefore(aws.state().times().settled().plus(SOAK).minusSeconds(30)));
    ask(Action.ROTATE);

    until(() -> stage() == Stage.IDLE);

    assertThat(errors).isEmpty();
    assertThat(aws.state().current().id()).isEqualTo(new SecretId(2));
  }

  @Test
  void whatIsRefusedWithTheOldSecretTooEndsWithTheOldOneAndAnError() {
    engaged(Acceptance.ANY_OF);
    through("E1", () -> aws.state().incoming() != null);
    ask(Action.ROTATE);

    until(() -> errors.size() == 2);

    assertThat(errors.get(1)).hasMessageContaining("with g1 as well");
    assertThat(stage()).isEqualTo(Stage.IDLE);
    assertThat(aws.state().current().id()).isEqualTo(new SecretId(1));
    assertThat(aws.violations()).as(aws.story()).isEmpty();
  }

  @Test
  void aSecretThatTheApiNeverAcceptsIsTakenBackAnHourAfterTheLastSoak() {
    engaged(Acceptance.ANY_OF);
    probing(probe -> stage() == Stage.ADMIT ? refused() : probe, probe -> probe);
    ask(Action.ROTATE);

    until(() -> !errors.isEmpty());

    assertThat(errors.get(0)).hasMessageContaining("still refuses g2");
    Duration waited =
        Duration.between(
                aws.state().attempts().rotations().last(), aws.state().incoming().createdAt())
            .abs();
    assertThat(waited).isBetween(Duration.ofMinutes(93), Duration.ofMinutes(97));
    assertThat(occurrences).contains(Occurrence.OVERDUE);
    until(() -> stage() == Stage.IDLE && aws.held().size() == 1);
    assertThat(aws.held()).containsExactly(new SecretId(1));
    assertThat(aws.violations()).as(aws.story()).isEmpty();
  }

  @Test
  void aDistributionThatNeverSettlesIsReportedByNameAndNothingIsTakenAway() {
    engaged(Acceptance.ANY_OF);
    reading(
        seen ->
            seen.distribution().equals("E2") && stage() == Stage.PRESENT
                ? new Presentation("E2", seen.version(), seen.headers(), false)
                : seen);
    ask(Action.ROTATE);
    Instant asked = aws.time().instant();

    until(() -> aws.time().instant().isAfter(asked.plus(Duration.ofMinutes(63))));
    assertThat(occurrences).doesNotContain(Occurrence.OVERDUE);
    until(() -> aws.time().instant().isAfter(asked.plus(Duration.ofMinutes(70))));
    assertThat(occurrences).contains(Occurrence.OVERDUE);

    Wait wait = ask(Action.TICK).awaiting().orElseThrow();
    assertThat(wait.awaiting()).contains("E2").doesNotContain("E1").contains("minutes now");
    assertThat(wait.check()).contains("Deployed");
    assertThat(aws.held()).hasSize(2);
    assertThat(errors).isEmpty();
    assertThat(aws.violations()).as(aws.story()).isEmpty();
  }

  @Test
  void aWriterThatUndoesEachRepairIsMetWithBackOff() {
    engaged(Acceptance.ANY_OF);
    List<Header> old = aws.configured("E1");
    int[] updates = {0};
    world =
        new World(
            world.gate(),
            new Distributions() {
              private final Distributions inner = aws.world().distributions();

              @Override
              public List<Presentation> read() {
                return inner.read();
              }

              @Override
              public boolean present(Presentation seen, List<Header> headers) {
                boolean changed = inner.present(seen, headers);
                if (seen.distribution().equals("E1")) {
                  updates[0]++;
                  aws.later(Duration.ofSeconds(8), () -> aws.write("E1", old));
                }
                return changed;
              }
            },
            world.prober(),
            world.log(),
            world.published(),
            world.examiner(),
            world.roster());
    ask(Action.ROTATE);
    until(() -> stage() == Stage.PRESENT);
    Instant from = aws.time().instant();

    until(() -> aws.time().instant().isAfter(from.plus(Duration.ofHours(2))));

    // One telling, three repairs at once, then after 1, 2, 4, 8 and every 15 minutes.
    assertThat(updates[0]).isBetween(12, 16);
    assertThat(occurrences).contains(Occurrence.FIGHT);
    assertThat(aws.held()).as("both stay honoured").hasSize(2);
    assertThat(aws.violations()).as(aws.story()).isEmpty();
  }

  @Test
  void repairsThatLastAreForgotten() {
    engaged(Acceptance.ANY_OF);
    aws.write("E1", List.of(new Header("x-api-key", "somebody-elses")));
    ask(Action.TICK);
    assertThat(aws.state().attempts().repairs().count()).isEqualTo(1);
    aws.settle();
    assertThat(aws.state().attempts().repairs()).isEqualTo(Effort.NONE);
  }

  private Stage stage() {
    return aws.state().stage();
  }

  private void through(String distribution, BooleanSupplier refuses) {
    probing(probe -> probe, probe -> probe);
    Prober inner = world.prober();
    prober(
        new Prober() {
          @Override
          public Probe direct(List<Header> headers, Optional<List<Header>> reference) {
            return inner.direct(headers, reference);
          }

          @Override
          public Probe through(String asked) {
            Probe probe = inner.through(asked);
            return asked.equals(distribution) && refuses.getAsBoolean() ? refused() : probe;
          }
        });
  }

  private void probing(UnaryOperator<Probe> direct, UnaryOperator<Probe> through) {
    Prober inner = world.prober();
    prober(
        new Prober() {
          @Override
          public Probe direct(List<Header> headers, Optional<List<Header>> reference) {
            return direct.apply(inner.direct(headers, reference));
          }

          @Override
          public Probe through(String distribution) {
            return through.apply(inner.through(distribution));
          }
        });
  }

  private void prober(Prober prober) {
    world =
        new World(
            world.gate(),
            world.distributions(),
            prober,
            world.log(),
            world.published(),
            world.examiner(),
            world.roster());
  }

  private void reading(UnaryOperator<Presentation> each) {
    Distributions inner = world.distributions();
    world =
        new World(
            world.gate(),
            new Distributions() {
              @Override
              public List<Presentation> read() {
                return inner.read().stream().map(each).toList();
              }

              @Override
              public boolean present(Presentation seen, List<Header> headers) {
                return inner.present(seen, headers);
              }
            },
            world.prober(),
            world.log(),
            world.published(),
            world.examiner(),
            world.roster());
  }

  private static Probe refused() {
    return new Probe(Verdict.REFUSED, "403 from the gate");
  }

  private Reply ask(Action action) {
    Request request =
        new Request(
            action, action == Action.TICK ? null : "at " + aws.time().instant(), false, false);
    return aws.ask(request, world, journal());
  }

  /** Ticks once a minute. */
  private void until(BooleanSupplier what) {
    for (int tick = 0; !what.getAsBoolean(); tick++) {
      if (tick == 2000) {
        throw new AssertionError("Not in 2000 ticks.\n" + aws.story());
      }
      try {
        ask(Action.TICK);
      } catch (LockException e) {
        errors.add(e);
      }
      aws.time().sleep(Duration.ofSeconds(35));
    }
  }

  private Journal journal() {
    return new SilentJournal() {
      @Override
      public void happened(Occurrence occurrence) {
        occurrences.add(occurrence);
      }
    };
  }
}
