package io.originlock.lab.control.apigateway;

import io.originlock.lab.control.AwsErrors;
import io.originlock.lab.control.Call;
import io.originlock.lab.control.Handler;
import io.originlock.lab.moto.WireReply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How often API Gateway's control plane may be called: an account may make one deployment in 5 s
 * and list resources 5 times in 2 s; and 10 calls a second after a burst of 40. That last limit
 * counts functions' calls alone, so that Terraform, which calls at once what it can and repeats
 * what is refused, takes no longer than it must.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html">Quotas
 *     for creating, deploying and managing an API</a>
 */
public final class Limits implements Handler {
  private static final Duration DEPLOYMENT = Duration.ofSeconds(5);
  private static final int LISTS = 5;
  private static final Duration LIST = Duration.ofMillis(400);
  private static final int BURST = 40;
  private static final Duration CALL = Duration.ofMillis(100);

  private final Map<String, Bucket> byOperation;
  private final Bucket functions;
  private final boolean on;
  private final Map<String, Long> throttled = new ConcurrentHashMap<>();

  /**
   * @param on whether there are any
   */
  public Limits(boolean on, Clock clock) {
    this.on = on;
    this.functions = new Bucket(BURST, CALL, clock);
    this.byOperation =
        Map.of(
            "CreateDeployment", new Bucket(1, DEPLOYMENT, clock),
            "GetResources", new Bucket(LISTS, LIST, clock));
  }

  /** How many calls of a caller's were refused by these limits so far. */
  public long throttled(String caller) {
    return throttled.getOrDefault(caller, 0L);
  }

  @Override
  public WireReply handle(Call call, Next next) {
    if (!on || !call.service().equals("apigateway") || granted(call)) {
      return next.proceed(call);
    }
    throttled.merge(call.caller().name(), 1L, Long::sum);
    return AwsErrors.throttled(call.service());
  }

  private boolean granted(Call call) {
    Bucket operation = byOperation.get(call.operation());
    return (!call.caller().isFunction() || functions.take())
        && (operation == null || operation.take());
  }

  /** A token bucket, full at first. */
  private static final class Bucket {
    private final int size;
    private final Duration refill;
    private final Clock clock;
    private double tokens;
    private Instant last;

    Bucket(int size, Duration refill, Clock clock) {
      this.size = size;
      this.refill = refill;
      this.clock = clock;
      this.tokens = size;
      this.last = clock.instant();
    }

    synchronized boolean take() {
      Instant now = clock.instant();
      double earned = (double) Duration.between(last, now).toNanos() / refill.toNanos();
      tokens = Math.min(size, tokens + Math.max(0, earned));
      last = now;
      if (tokens < 1) {
        return false;
      }
      tokens--;
      return true;
    }
  }
}
