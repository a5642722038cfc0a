package io.originlock.engine;

import io.originlock.engine.SimulatedAws.Crash;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A lock in the simulation, driven as a schedule would: requests, and a tick a minute. */
final class SimulatedLock {
  static final Settings SETTINGS =
      new Settings(
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofDays(7),
          5,
          Duration.ofSeconds(2));

  final SimulatedAws aws;
  final List<String> decisions = new ArrayList<>();
  private final World world;
  private int requests;

  SimulatedLock(SimulatedAws aws) {
    this.aws = aws;
    this.world = aws.world();
  }

  Reply ask(Action action) {
    return ask(new Request(action, "request-" + (++requests), false, false));
  }

  /** Carries out a request in a process of its own, as a new invocation would. */
  Reply ask(Request request) {
    Lock lock = new Lock("sim", world, SETTINGS, aws.time, aws.time, journal());
    Instant deadline = aws.time.instant().plusSeconds(25);
    return lock.handle(request, deadline);
  }

  /** Ticks once a minute until the lock rests, or fails the test. */
  void settle() {
    for (int minute = 0; minute < 1500; minute++) {
      try {
        Reply reply = ask(Action.TICK);
        if (reply.outcome() != Reply.Outcome.WAITING) {
          return;
        }
      } catch (Crash e) {
        decisions.add("crash " + e.getMessage());
      }
      aws.time.sleep(Duration.ofSeconds(35));
    }
    throw new AssertionError("Not at rest after 1500 ticks: " + state() + "\n" + story());
  }

  LockState state() {
    return world.log().newest().orElse(null);
  }

  String story() {
    return String.join("\n", decisions);
  }

  World world() {
    return world;
  }

  private Journal journal() {
    return new Journal() {
      @Override
      public void decided(String rule, String what) {
        decisions.add(aws.time.instant() + " " + rule + " " + what);
      }

      @Override
      public void warned(String rule, String what) {
        decisions.add(aws.time.instant() + " " + rule + " warning: " + what);
      }

      @Override
      public void happened(Occurrence occurrence) {
        decisions.add(aws.time.instant() + " " + occurrence);
      }
    };
  }
}
