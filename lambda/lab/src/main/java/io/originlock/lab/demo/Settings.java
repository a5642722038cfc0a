package io.originlock.lab.demo;

import io.originlock.lab.aws.Options.Control;
import io.originlock.lab.gate.GateView;
import io.originlock.lab.gate.Gates;
import io.originlock.lab.gateway.AuthorizerPath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How a {@link Site} is made.
 *
 * @param directory for everything that it writes
 */
public record Settings(Path directory, Lock lock, Edges edges, Hosts hosts, Control control) {

  /** The demo's control plane: a minute of schedules takes 5 s. */
  static final Control DEMO = new Control(0, 12, true);

  /**
   * The demo's: 40 edges that take 1 to 7 s, 4 hosts that take up to 1 s.
   *
   * @param environment may name the gate and the form of paths in authorizers' events
   */
  static Settings demo(Path directory, Control control, Map<String, String> environment) {
    return new Settings(
        directory,
        new Lock(Gates.of(environment), Duration.ofSeconds(3), Duration.ofSeconds(3)),
        new Edges(40, Duration.ofSeconds(1), Duration.ofSeconds(7)),
        new Hosts(4, Duration.ofSeconds(1), AuthorizerPath.of(environment)),
        control);
  }

  /** What locks the API. */
  public GateView gate() {
    return lock.gate();
  }

  /** What to tell people while it starts. */
  String announcement() {
    return "starting a local AWS: %d edges, %d API hosts".formatted(edges.number(), hosts.number());
  }

  /** The lock: its gate, and Terraform's {@code soak_seconds} and {@code grace_seconds}. */
  public record Lock(GateView gate, Duration soak, Duration grace) {

    /** The example's variables for it. */
    Map<String, Object> variables() {
      Map<String, Object> all = new HashMap<>(gate.variables());
      all.put("gate", gate.name());
      all.put("soak_seconds", soak.toSeconds());
      all.put("grace_seconds", grace.toSeconds());
      return all;
    }

    /**
     * All that a rotation waits for on purpose: a soak in each of its two stages, and the grace,
     * which a gate that accepts one secret alone has no use for.
     */
    Duration ofARotation() {
      return soak.multipliedBy(2).plus(gate.anyOf() ? grace : Duration.ZERO);
    }
  }

  /** CloudFront's edges: the first has a change after {@code fastest}, the last after the other. */
  public record Edges(int number, Duration fastest, Duration slowest) {}

  /**
   * API Gateway's hosts.
   *
   * @param slowest their lag: until the last of them has learned of a change
   * @param authorizerPath the form of the path in the events of authorizers
   */
  public record Hosts(int number, Duration slowest, AuthorizerPath authorizerPath) {}
}
