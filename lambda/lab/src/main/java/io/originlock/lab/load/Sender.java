package io.originlock.lab.load;

import io.originlock.lab.ledger.Kind;
import io.originlock.lab.ledger.Ledger;
import io.originlock.lab.ledger.Outcome;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Response;
import io.originlock.lab.net.Wire;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Sends one request and records what became of it. */
final class Sender {

  private final Target target;
  private final Wire wire;
  private final Ledger ledger;
  private final Clock clock;

  Sender(Target target, Wire wire, Ledger ledger, Clock clock) {
    this.target = target;
    this.wire = wire;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** For the first path. */
  Request request() {
    return request(0);
  }

  /** For one of the paths in turn. */
  Request request(long turn) {
    return addressed(Request.of("GET", target.path(turn)));
  }

  /** A request with the headers that all have. */
  Request addressed(Request request) {
    return request
        .with("host", target.host())
        .with("accept", "application/json")
        .with("user-agent", "origin-lock-lab");
  }

  void send(Request request, Kind kind, int edge, Instant due, Duration since) {
    int status = 0;
    int host = -1;
    String failure = null;
    try {
      Response response = wire.send(target.address(), request);
      status = response.status();
      host = response.headers().first("x-lab-host").map(Integer::parseInt).orElse(-1);
    } catch (IOException failed) {
      failure = failed.getClass().getSimpleName() + ": " + failed.getMessage();
    }
    Duration latency = Duration.between(due, clock.instant());
    ledger.record(new Outcome(due, kind, edge, host, status, latency, since, failure));
  }
}
