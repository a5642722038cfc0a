package io.originlock.lab.gateway;

import io.originlock.lab.model.ApiCatalog.Quota;
import io.originlock.lab.model.ApiCatalog.Subscription;
import io.originlock.lab.model.ApiCatalog.Throttle;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How much each key of each usage plan was used, over all hosts: a bucket of tokens for its
 * throttle, a count for its quota. What is throttled does not count.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html">Throttle
 *     requests</a>
 */
final class Meters {
  private record Bucket(double tokens, Instant at) {}

  private record Count(LocalDate period, long requests) {}

  private final Map<String, Bucket> buckets = new HashMap<>();
  private final Map<String, Count> counts = new HashMap<>();

  /** Counts one request; why it goes no further, if it does not. */
  synchronized Optional<GatewayError> count(Subscription subscription, Instant at) {
    String key = subscription.plan().id() + "/" + subscription.key().id();
    if (subscription.plan().throttle().filter(throttle -> !take(key, throttle, at)).isPresent()) {
      return Optional.of(GatewayError.THROTTLED);
    }
    return subscription
        .plan()
        .quota()
        .filter(quota -> !count(key, quota, at))
        .map(spent -> GatewayError.QUOTA_EXCEEDED);
  }

  private boolean take(String key, Throttle throttle, Instant at) {
    Bucket last = buckets.getOrDefault(key, new Bucket(throttle.burst(), at));
    double seconds = Math.max(0, Duration.between(last.at(), at).toNanos() / 1e9);
    double tokens = Math.min(throttle.burst(), last.tokens() + seconds * throttle.rate());
    boolean enough = tokens >= 1;
    buckets.put(key, new Bucket(enough ? tokens - 1 : tokens, at));
    return enough;
  }

  private boolean count(String key, Quota quota, Instant at) {
    LocalDate period = start(quota.period(), at.atZone(ZoneOffset.UTC).toLocalDate());
    Count last = counts.get(key);
    long before = last == null || !last.period().equals(period) ? 0 : last.requests();
    if (before >= quota.limit()) {
      return false;
    }
    counts.put(key, new Count(period, before + 1));
    return true;
  }

  private static LocalDate start(String period, LocalDate day) {
    return switch (period) {
      case "WEEK" -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
      case "MONTH" -> day.withDayOfMonth(1);
      default -> day;
    };
  }
}
