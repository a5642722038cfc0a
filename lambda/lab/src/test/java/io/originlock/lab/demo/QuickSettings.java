package io.originlock.lab.demo;

import io.originlock.lab.aws.Options.Control;
import io.originlock.lab.demo.Settings.Edges;
import io.originlock.lab.demo.Settings.Hosts;
import io.originlock.lab.demo.Settings.Lock;
import io.originlock.lab.gate.GateView;
import io.originlock.lab.gateway.AuthorizerPath;
import java.nio.file.Path;
import java.time.Duration;

/** A site quick enough for tests: fewer edges, and quicker ones, are as many mixtures. */
public final class QuickSettings {
  private QuickSettings() {}

  /** 6 edges, 3 hosts, and a lock with a soak and a grace of a second each. */
  public static Settings of(Path directory, GateView gate) {
    Lock lock = new Lock(gate, Duration.ofSeconds(1), Duration.ofSeconds(1));
    return of(directory, lock, 6, 3, true);
  }

  /**
   * Edges that take a change within 0.9 s, and hosts that learn of one within 0.3 s.
   *
   * @param limits whether API Gateway's quotas hold
   */
  public static Settings of(Path directory, Lock lock, int edges, int hosts, boolean limits) {
    return new Settings(
        directory,
        lock,
        new Edges(edges, Duration.ofMillis(150), Duration.ofMillis(900)),
        new Hosts(hosts, Duration.ofMillis(300), AuthorizerPath.SENT),
        new Control(0, 12, limits));
  }
}
