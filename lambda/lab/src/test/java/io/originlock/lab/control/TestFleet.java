package io.originlock.lab.control;

import io.originlock.lab.model.EdgePolicies;
import io.originlock.lab.model.Fleet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A fleet that converges at once, unless a test holds a distribution back. */
public final class TestFleet implements Fleet {
  private final Map<String, String> configs = new ConcurrentHashMap<>();
  private final Map<String, EdgePolicies> policies = new ConcurrentHashMap<>();
  private final Set<String> held = ConcurrentHashMap.newKeySet();

  @Override
  public void push(
      String distribution, String domain, String version, String config, EdgePolicies known) {
    configs.put(distribution, config);
    policies.put(distribution, known);
  }

  @Override
  public boolean converged(String distribution, String version) {
    return !held.contains(distribution);
  }

  @Override
  public void remove(String distribution) {
    configs.remove(distribution);
  }

  /** Keeps a distribution from converging, or lets it. */
  public void hold(String distribution, boolean hold) {
    if (hold) {
      held.add(distribution);
    } else {
      held.remove(distribution);
    }
  }

  /** The last configuration that was pushed; null when it was removed. */
  public String config(String distribution) {
    return configs.get(distribution);
  }

  /** The policies that were pushed with it. */
  public EdgePolicies policies(String distribution) {
    return policies.get(distribution);
  }
}
