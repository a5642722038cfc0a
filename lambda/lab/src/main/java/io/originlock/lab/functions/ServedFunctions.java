package io.originlock.lab.functions;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.LabException;
import io.originlock.lab.control.Caller;
import io.originlock.lab.iam.Wildcard;
import io.originlock.lab.model.Invoker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Functions that requests wait for: a few processes each, which take turns, so that all of them
 * come to run, each with what it remembers. AWS starts another whenever all are busy; here a
 * request waits for the next that is free, since there are not more processors than that.
 */
public final class ServedFunctions implements Invoker {
  private static final Logger LOG = LoggerFactory.getLogger(ServedFunctions.class);
  private static final Duration ANY = Duration.ofDays(1);

  private final Functions functions;
  private final SandboxFactory factory;
  private final LogDelivery logs;
  private final FunctionMetrics metrics;
  private final int most;
  private final Map<String, Pool> pools = new ConcurrentHashMap<>();

  /**
   * @param most processes of a function, at least 1
   */
  ServedFunctions(
      Functions functions,
      SandboxFactory factory,
      LogDelivery logs,
      FunctionMetrics metrics,
      int most) {
    this.metrics = metrics;
    this.functions = functions;
    this.factory = factory;
    this.logs = logs;
    this.most = most;
  }

  @Override
  public Result invoke(String functionArn, String sourceArn, byte[] event) {
    FunctionConfig config;
    try {
      config = functions.config(functionArn, "");
    } catch (NoSuchFunctionException gone) {
      return Result.refused();
    }
    if (sourceArn != null && !mayInvoke(config.name(), sourceArn)) {
      return Result.refused();
    }
    Pool pool = pools.computeIfAbsent(functionArn, arn -> new Pool());
    if (running(config.name()) >= functions.reserved(config.name())) {
      metrics.throttled(config.name());
      return Result.throttled();
    }
    Sandbox sandbox = pool.take(config);
    try {
      Outcome outcome = sandbox.invoke(functionArn, event, ANY);
      metrics.ended(config.name(), outcome.failed());
      return new Result(outcome.failed() ? Status.FAILED : Status.ANSWERED, outcome.payload());
    } finally {
      pool.give(sandbox);
    }
  }

  /** The processes that a function has now. */
  public int processes(String functionArn) {
    return Optional.ofNullable(pools.get(functionArn)).map(Pool::size).orElse(0);
  }

  /** Ends a function's processes that run no event now: the next ones remember nothing. */
  public void chill(String functionArn) {
    Optional.ofNullable(pools.get(functionArn)).ifPresent(Pool::empty);
  }

  /** Whether this is a process that runs an event of one of these functions now. */
  public boolean runs(Caller caller) {
    return find(caller.sandbox()).isPresent();
  }

  /** The process of this id, if it runs an event now. */
  Optional<Sandbox> find(String sandbox) {
    return pools.values().stream().flatMap(pool -> pool.running(sandbox).stream()).findFirst();
  }

  void forget(String function) {
    pools
        .entrySet()
        .removeIf(
            entry -> {
              boolean its = Functions.name(entry.getKey()).equals(function);
              if (its) {
                entry.getValue().empty();
              }
              return its;
            });
  }

  void close() {
    pools.values().forEach(Pool::close);
  }

  /** How many events of a function run now, of whichever version. */
  private int running(String function) {
    return pools.entrySet().stream()
        .filter(pool -> Functions.name(pool.getKey()).equals(function))
        .mapToInt(pool -> pool.getValue().busy.size())
        .sum();
  }

  /** Whether the function's own policy lets API Gateway invoke it for this source. */
  private boolean mayInvoke(String function, String sourceArn) {
    for (JsonNode statement : functions.policy(function).path("Statement")) {
      JsonNode source = statement.at("/Condition/ArnLike/AWS:SourceArn");
      if (statement.path("Effect").asText().equals("Allow")
          && statement.at("/Principal/Service").asText().equals("apigateway.amazonaws.com")
          && statement.path("Action").asText().equals("lambda:InvokeFunction")
          && (source.isMissingNode() || Wildcard.matches(source.asText(), sourceArn))) {
        return true;
      }
    }
    return false;
  }

  /** The processes of one function. */
  private final class Pool {
    private final Deque<Sandbox> idle = new ArrayDeque<>();
    private final Map<String, Sandbox> busy = new ConcurrentHashMap<>();
    private int size;
    private boolean closed;

    /** A process that is free: a new one until there are all, then the one that rested longest. */
    synchronized Sandbox take(FunctionConfig config) {
      while (true) {
        if (closed) {
          throw new NoSuchFunctionException(config.arn());
        }
        if (size < most) {
          Sandbox started = logs.follow(factory.start(config));
          size++;
          return running(started);
        }
        Sandbox found = idle.poll();
        if (found == null) {
          await(config);
        } else if (found.alive() && found.config().equals(config)) {
          return running(found);
        } else {
          size--;
          found.close();
        }
      }
    }

    private Sandbox running(Sandbox sandbox) {
      busy.put(sandbox.id(), sandbox);
      return sandbox;
    }

    private void await(FunctionConfig config) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LabException(config.arn(), "wait for a process of it", "Interrupted.", e);
      }
    }

    synchronized void give(Sandbox sandbox) {
      busy.remove(sandbox.id());
      if (closed || !sandbox.alive()) {
        size--;
        sandbox.close();
        LOG.debug("a process of {} is gone", sandbox.config().name());
      } else {
        idle.add(sandbox);
      }
      notifyAll();
    }

    synchronized int size() {
      return size;
    }

    Optional<Sandbox> running(String id) {
      return Optional.ofNullable(busy.get(id));
    }

    synchronized void empty() {
      size -= idle.size();
      idle.forEach(Sandbox::close);
      idle.clear();
      notifyAll();
    }

    void close() {
      synchronized (this) {
        closed = true;
        busy.values().forEach(Sandbox::kill);
        empty();
      }
    }
  }
}
