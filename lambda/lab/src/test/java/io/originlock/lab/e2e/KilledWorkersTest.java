package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.control.Faults;
import io.originlock.lab.control.Faults.Effect;
import io.originlock.lab.control.Faults.Moment;
import io.originlock.lab.functions.Functions;
import io.originlock.lab.functions.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A worker killed by SIGKILL in each of 8 rotations, by turns in a call and at a time: ticks finish
 * what it began.
 *
 * <p>{@link FaultMatrix} kills it before and after every write. This test adds real time and load,
 * so it needs a kill in every stage, and stages take more than an eighth of a rotation. The n-th
 * kill is therefore drawn from the n-th eighth. More kills would strike the same stages again; 20
 * kills drawn from the whole rotation could miss one. The moments come from a seed: {@code
 * -Dorigin-lock.seed=…} chooses another.
 */
@Tag("verify")
@ExtendWith(RestedLock.class)
class KilledWorkersTest {
  private static final int KILLS = 8;
  private static final int MOST_ROTATIONS = 16;

  private final long seed = Long.getLong("origin-lock.seed", 20180606);
  private final Random random = new Random(seed);

  @Test
  void everyRotationHappensOnceWhereverTheWorkerDies(LabLock lock) {
    Usual usual = usual(lock);
    List<String> log = new ArrayList<>();
    int kills = 0;
    int finishedByTicks = 0;
    for (int number = 1; kills < KILLS; number++) {
      assertThat(number)
          .as("seed %d, rotations for %d kills: %s", seed, KILLS, log)
          .isLessThan(MOST_ROTATIONS);
      int before = lock.current();
      long refused = lock.refused();
      String id = "killed-" + number;
      double part = (kills + random.nextDouble()) / KILLS;
      Killed killed =
          number % 2 == 0 ? atATime(lock, id, usual, part) : inACall(lock, id, usual, part);
      log.add(killed.toString());
      kills += killed.died() ? 1 : 0;

      lock.rest();
      finishedByTicks += killed.died() && lock.current() > before ? 1 : 0;
      // Lambda delivers again what its function did not survive; so does an impatient schedule.
      lock.ask(LabLock.rotation(id));
      lock.rest();

      assertThat(lock.current()).as("current after %s", killed).isEqualTo(before + 1);
      assertThat(lock.keys()).as("keys after %s", killed).hasSize(1);
      assertThat(lock.refused() - refused).as("viewers refused after %s", killed).isZero();
    }
    System.out.printf(
        "seed %d: %d workers killed, %d rotations finished by ticks: %s%n",
        seed, kills, finishedByTicks, log);
    assertThat(finishedByTicks).as("rotations that ticks finished: %s", log).isPositive();
  }

  /** How a rotation goes that nobody disturbs. */
  private record Usual(Duration length, int calls) {}

  private record Killed(String moment, boolean died) {}

  private static Usual usual(LabLock lock) {
    int before = lock.site().aws().calls().calls().size();
    Instant from = lock.site().clock().instant();
    lock.ask(LabLock.rotation("undisturbed"));
    return new Usual(
        Duration.between(from, lock.site().clock().instant()),
        lock.site().aws().calls().calls().size() - before);
  }

  private static Killed atATime(LabLock lock, String id, Usual usual, double part) {
    long millis = (long) (part * usual.length().toMillis());
    Functions functions = lock.site().aws().functions();
    String worker = lock.stack().functionName();
    Executor then = CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
    CompletableFuture<Integer> kill =
        CompletableFuture.supplyAsync(() -> functions.kill(worker), then);
    Outcome outcome = lock.invoke(LabLock.rotation(id));
    kill.join();
    return new Killed("after " + millis + " ms", outcome.failed());
  }

  private Killed inACall(LabLock lock, String id, Usual usual, double part) {
    int skip = (int) (part * usual.calls());
    Moment moment = random.nextBoolean() ? Moment.BEFORE : Moment.AFTER;
    lock.site()
        .aws()
        .faults()
        .inject(Faults.byFunctions(), moment, new Effect.KillCaller(), skip, 1);
    Outcome outcome = lock.invoke(LabLock.rotation(id));
    lock.site().aws().faults().clear();
    return new Killed(moment + " its call " + (skip + 1), outcome.failed());
  }
}
