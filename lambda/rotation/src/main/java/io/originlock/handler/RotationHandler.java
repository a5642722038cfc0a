package io.originlock.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.engine.Action;
import io.originlock.engine.Lock;
import io.originlock.engine.Reply;
import io.originlock.engine.Request;
import io.originlock.finding.Findings;
import io.originlock.finding.Severity;
import io.originlock.handler.Events.Event;
import io.originlock.handler.Wiring.Services;
import io.originlock.handler.WorldExaminer.Examined;
import io.originlock.metrics.EmfMetrics;
import io.originlock.metrics.Metric;
import io.originlock.metrics.Metrics;
import io.originlock.model.LockState;
import io.originlock.model.Stage;
import io.originlock.settings.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The Lambda function's entry. It reads the environment at the first event, so that a missing or
 * malformed variable is that event's error, by name, and not a start-up that fails in silence.
 */
public final class RotationHandler implements RequestStreamHandler {
  /** How long an ordinary invocation waits at most: the next tick goes on from there. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What is left for the last step and the answer; a call is repeated for up to 20 s. */
  private static final Duration RESERVE = Duration.ofSeconds(60);

  private final Map<String, String> environment;
  private final SteadyClock clock;
  private final Events events = new Events();
  private Worker worker;

  /** As Lambda makes it. */
  public RotationHandler() {
    this(System.getenv(), new SteadyClock(Clock.systemUTC(), System::nanoTime));
  }

  RotationHandler(Map<String, String> environment, SteadyClock clock) {
    this.environment = Map.copyOf(environment);
    this.clock = clock;
  }

  /** What serves every event of this process: built once, from the environment. */
  private record Worker(Lock lock, WorldExaminer examiner, Answers answers, Metrics metrics) {}

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    clock.begin();
    Event event = events.read(input, context.getAwsRequestId());
    Worker now = worker();
    try {
      output.write(answer(now, event, context).toString().getBytes(StandardCharsets.UTF_8));
    } catch (RuntimeException e) {
      now.metrics().record(Metric.ERRORS, 1);
      throw e;
    } finally {
      now.metrics().flush();
    }
  }

  private ObjectNode answer(Worker now, Event event, Context context) {
    Request request = event.request();
    if (event.untilDestroy()) {
      return now.answers().untilDestroy(request.action());
    }
    if (request.action() == Action.AUDIT || request.action() == Action.CHECK) {
      return examined(now, event);
    }
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE);
    Duration wait = event.atDestroy() || left.compareTo(PATIENCE) < 0 ? left : PATIENCE;
    Reply reply = now.lock().handle(request, clock.instant().plus(wait));
    ages(now, reply.state());
    reply
        .status()
        .ifPresent(
            status ->
                now.metrics()
                    .record(Metric.OPEN_METHODS, status.examination().demands().open().size()));
    if (event.atDestroy() && !isThrough(request.action(), reply.state())) {
      throw new UnfinishedException(reply);
    }
    return now.answers().of(request.action(), reply);
  }

  /** An audit looks for what is open, too; a check asks what a closed gate would meet with. */
  private static ObjectNode examined(Worker now, Event event) {
    Action action = event.request().action();
    Examined examined = now.examiner().examine(action == Action.AUDIT, event.accepted());
    if (action == Action.AUDIT) {
      count(examined.findings(), now.metrics());
    }
    return now.answers().of(action, examined);
  }

  private static void count(Findings findings, Metrics metrics) {
    metrics.record(Metric.OPEN_DOORS, findings.doors().size() + findings.of(Severity.TELLS).size());
    metrics.record(Metric.FINDINGS_REFUSING, findings.forbidding().size());
    metrics.record(Metric.FINDINGS_HINDERING, findings.hindering().size());
    metrics.record(Metric.AUDITS, 1);
  }

  /** Whether what Terraform destroys next is not needed any more. */
  private static boolean isThrough(Action action, LockState state) {
    return switch (action) {
      case DISENGAGE -> state.stage() == Stage.OPEN;
      case UNENFORCE ->
          state.stage() == Stage.OPEN
              || state.stage().leaving()
              || state.awaitsEnforcement() && state.times().honoured() != null;
      default -> true;
    };
  }

  private Worker worker() {
    if (worker == null) {
      Environment env = new Environment(environment);
      Configuration config = Configuration.from(env);
      Metrics metrics = new EmfMetrics(config.metricsNamespace(), config.name(), clock, System.out);
      Services services = Wiring.wire(env, config, clock, new InvocationJournal(metrics));
      worker =
          new Worker(
              services.lock(),
              services.examiner(),
              new Answers(config.name(), services.ruleGroup()),
              metrics);
    }
    return worker;
  }

  private void ages(Worker now, LockState state) {
    Instant time = clock.instant();
    if (state.current() != null) {
      Instant since = state.guardedSince().orElse(time);
      now.metrics().record(Metric.SECRET_AGE, seconds(since, time));
    }
    now.metrics().record(Metric.STAGE_AGE, state.rests() ? 0 : seconds(state.since(), time));
    // So that audits that stopped are told from a worker that says nothing.
    now.metrics().record(Metric.AUDITS, 0);
  }

  /** An age; 0 of what another worker's clock says is still to come. */
  static long seconds(Instant since, Instant now) {
    return Math.max(0, Duration.between(since, now).toSeconds());
  }
}
