package io.originlock.survey;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A usage plan that covers a stage of the surveyed APIs, or is the lock's own. Throttle and quota
 * are counted for each API key.
 *
 * @param id such as {@code a1b2c3}
 * @param name its owner's name for it
 * @param stages all that it covers, of these APIs and of others
 * @param throttle for all methods; empty if none is set
 * @param methodThrottles those of one stage's method, by {@code <api>/<stage> GET /pets}
 * @param quota how many requests in all; empty if none is set
 * @param keys whether anybody can pass by it
 * @param ofTheLock whether it is the plan that the lock's keys are put into
 */
public record PlanFacts(
    String id,
    String name,
    Set<Target.Stage> stages,
    Optional<Throttle> throttle,
    Map<String, Throttle> methodThrottles,
    Optional<Quota> quota,
    Keys keys,
    boolean ofTheLock) {
  public PlanFacts {
    stages = Set.copyOf(stages);
    methodThrottles = Map.copyOf(methodThrottles);
  }

  /** How findings name it. */
  public String label() {
    return "usage plan " + id + " (" + name + ")";
  }

  /** Whether a plan holds API keys; how many is not asked. */
  public enum Keys {
    NONE,
    SOME,
    /** Not looked at, or it could not be read. */
    UNKNOWN
  }

  /**
   * A quota.
   *
   * @param limit requests
   * @param period in which they may come
   */
  public record Quota(long limit, Period period) {

    /** {@code QuotaPeriodType}. */
    public enum Period {
      DAY,
      WEEK,
      MONTH
    }
  }
}
