package io.originlock.baseline;

import io.originlock.engine.Lock;
import io.originlock.engine.Request;
import io.originlock.model.Header;
import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.port.Announcement;
import io.originlock.port.DesiredGate;
import io.originlock.port.ObservedGate;
import io.originlock.port.Presentation;
import io.originlock.simulation.Aws;
import io.originlock.simulation.Fleet.Distribution;
import io.originlock.simulation.Invocation;
import io.originlock.simulation.SilentJournal;
import io.originlock.simulation.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The model of AWS, as a way to rotate uses it. */
final class Site {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Aws aws;
  private int made;
  private int invocations;

  Site(Aws aws) {
    this.aws = aws;
  }

  /** A secret that everything has from the start. */
  Secret first() {
    Secret first = fresh();
    aws.gateway.begin(List.of(first), false);
    for (Distribution member : aws.fleet.members()) {
      aws.fleet.begin(member, aws.world.gate().present(List.of(first)));
    }
    return first;
  }

  Secret fresh() {
    return new Secret(new SecretId(++made), aws.world.gate().generate(), aws.time.instant());
  }

  /** Lets these in, and the others no more. */
  void honour(List<Secret> wanted, Collection<Secret> gone) {
    Set<SecretId> removable = gone.stream().map(Secret::id).collect(Collectors.toSet());
    aws.world
        .gate()
        .honour(
            new DesiredGate(false, wanted, removable),
            ObservedGate.of(Set.of()),
            Announcement.none());
  }

  /** Tells every distribution to send it. */
  void present(Secret secret) {
    List<Header> headers = aws.world.gate().present(List.of(secret));
    for (Presentation each : aws.world.distributions().read()) {
      aws.world.distributions().present(each, headers);
    }
  }

  void untilDeployed(Duration poll) {
    while (!aws.world.distributions().read().stream().allMatch(Presentation::deployed)) {
      sleep(poll);
    }
  }

  void sleep(Duration duration) {
    aws.time.sleep(duration);
  }

  void demand(boolean demanded) {
    aws.demanded = demanded;
  }

  /** What the log says, looked up without a call. */
  LockState state() {
    return aws.ledger.newest(0).state;
  }

  /** Invokes the worker in a process of its own. */
  void invoke(Request request) {
    run(request.action().label(), () -> handle(request));
  }

  /** What the worker's process does that calls this. */
  void handle(Request request) {
    try {
      Instant deadline = aws.time.instant().plus(PATIENCE);
      new Lock("bench", aws.world, aws.shape.settings(), aws.time, aws.time, new SilentJournal())
          .handle(request, deadline);
    } catch (LockException e) {
      // As on AWS: the invocation failed, and the next tick goes on.
    }
  }

  void run(String name, Runnable body) {
    VirtualTime time = aws.time;
    time.start(time.now(), new Invocation(name, ++invocations, body));
  }

  void everyMinute(Runnable what) {
    aws.time.at(
        aws.time.now() + Duration.ofMinutes(1).toMillis(),
        () -> {
          what.run();
          everyMinute(what);
        });
  }
}
