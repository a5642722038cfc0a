package io.originlock.lab.demo;

import io.originlock.lab.edge.EdgeFleet;
import io.originlock.lab.functions.Outcome;
import io.originlock.lab.functions.ThrottledException;
import io.originlock.lab.gateway.GatewayHosts;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Whether a lock is engaged, so that the load may begin. */
public final class Readiness {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Site site;
  private final Stack stack;
  private final Consumer<String> answers;

  /**
   * @param answers gets what the worker answered
   */
  public Readiness(Site site, Stack stack, Consumer<String> answers) {
    this.site = site;
    this.stack = stack;
    this.answers = answers;
  }

  /** Whether every edge gets an answer from every host, and no rotation would have to wait. */
  boolean engaged() {
    return everyEdgeFromEveryHost() && idle();
  }

  /** Whether every edge gets an answer from every host. */
  public boolean everyEdgeFromEveryHost() {
    try (Wire wire = new Wire(TIMEOUT, 1000)) {
      for (int edge = 0; edge < site.fleet().size(); edge++) {
        for (int host = 0; host < site.hosts().size(); host++) {
          Request request =
              Request.of("GET", "/pets")
                  .with("host", stack.domain())
                  .with(EdgeFleet.EDGE_HEADER, String.valueOf(edge))
                  .with(GatewayHosts.HOST_HEADER, String.valueOf(host));
          if (!wire.send(site.plane().edges(), request).ok()) {
            return false;
          }
        }
      }
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** The message of an audit; empty while the worker is busy with something else. */
  Optional<String> audit() {
    try {
      Outcome answer = stack.invoke("{\"action\":\"audit\"}");
      answers.accept(answer.text());
      return Optional.of(
          answer
              .text()
              .replaceFirst("(?s).*?\"(?:message|errorMessage)\"\\s*:\\s*\"(.*?)\".*", "$1"));
    } catch (ThrottledException tickIsRunning) {
      return Optional.empty();
    }
  }

  private boolean idle() {
    try {
      Outcome status = stack.invoke("{\"action\":\"status\"}");
      answers.accept(status.text());
      return !status.failed() && status.text().replace(" ", "").contains("\"stage\":\"idle\"");
    } catch (ThrottledException tickIsRunning) {
      return false;
    }
  }
}
