package io.originlock.lab.conformance;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Asks an endpoint what it can do, by doing it: never by a product's name or version, and never
 * with the worker's own code, whose faults would then look like the endpoint's. What fails, hangs
 * or answers nonsense is a capability that is lacking, never a failure of the survey.
 */
final class Survey {
  /** Changes reach an emulator's stages at once; the lab's slowest host takes 300 ms. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration QUESTION = Duration.ofSeconds(30);
  private static final Duration ALL = Duration.ofMinutes(2);
  private static final int SHOWN = 200;

  private final Map<Capability, String> lacking = new EnumMap<>(Capability.class);
  private final Set<Capability> asked = EnumSet.noneOf(Capability.class);
  private final long deadline;

  private Survey(Duration all) {
    this.deadline = System.nanoTime() + all.toNanos();
  }

  /**
   * What was found.
   *
   * @param cloud the endpoint, its stages addressed as it wants
   */
  record Findings(Cloud cloud, Capabilities capabilities) {}

  /** Something that an endpoint either does or, by any exception, does not. */
  interface Question {
    void ask() throws Exception;
  }

  /** Something was seen that AWS would not show. */
  static final class UnlikeAwsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnlikeAwsException(String seen) {
      super(seen);
    }
  }

  /** Asks everything; takes two minutes at most. */
  static Findings of(Cloud cloud) {
    return of(cloud, PATIENCE, ALL);
  }

  /**
   * The same.
   *
   * @param patience how long a change may take to reach a stage
   * @param all how long everything may take
   */
  static Findings of(Cloud cloud, Duration patience, Duration all) {
    Survey survey = new Survey(all);
    Cloud patient = cloud.with(patience);
    new ParameterQuestions(patient).askIn(survey);
    StageUrl stages = new StageQuestions(patient).askIn(survey);
    Cloud reached = patient.with(stages);
    new KeyQuestions(reached).askIn(survey);
    new ValidationQuestions(reached).askIn(survey);
    new AuthorizerQuestions(reached).askIn(survey);
    return new Findings(cloud.with(stages), survey.capabilities());
  }

  private Capabilities capabilities() {
    if (asked.size() < Capability.values().length) {
      throw new IllegalStateException(
          "Not asked for: " + EnumSet.complementOf(EnumSet.copyOf(asked)));
    }
    return new Capabilities(lacking);
  }

  /** Asks for a capability; without what it stands on, that is why it is lacking. */
  void ask(Capability capability, Question question) {
    asked.add(capability);
    Optional<String> without =
        capability.standsOn().stream().map(lacking::get).filter(Objects::nonNull).findFirst();
    without
        .or(() -> seen(question).map(seen -> capability.lacking() + ": " + seen))
        .ifPresent(why -> lacking.put(capability, why));
  }

  boolean lacks(Capability capability) {
    return lacking.containsKey(capability);
  }

  /** Does something in time; empty if it went well. */
  Optional<String> seen(Question question) {
    long left = Math.min(QUESTION.toNanos(), deadline - System.nanoTime());
    if (left <= 0) {
      return Optional.of("the endpoint was too slow to be asked for it");
    }
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              question.ask();
              return null;
            });
    Thread thread = new Thread(task, "survey");
    thread.setDaemon(true);
    thread.start();
    try {
      task.get(left, TimeUnit.NANOSECONDS);
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(text(e.getCause()));
    } catch (TimeoutException e) {
      // A client that is asked to stop does so at its next call.
      task.cancel(true);
      return Optional.of("no end after " + TimeUnit.NANOSECONDS.toSeconds(left) + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      task.cancel(true);
      return Optional.of("interrupted");
    }
  }

  /** What a failure shows, in a line. */
  static String text(Throwable failure) {
    String text =
        failure instanceof AwsServiceException answer
            ? "HTTP " + answer.statusCode() + said(answer)
            : failure instanceof UnlikeAwsException || failure instanceof AssertionError
                ? failure.getMessage()
                : failure.getClass().getSimpleName() + ": " + root(failure).getMessage();
    String line = String.valueOf(text).replaceAll("\\s+", " ").strip();
    return line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
  }

  private static String said(AwsServiceException answer) {
    AwsErrorDetails details = answer.awsErrorDetails();
    return details == null
        ? ""
        : Stream.of(details.errorCode(), details.errorMessage())
            .filter(Objects::nonNull)
            .map(each -> ", " + each)
            .collect(Collectors.joining());
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /** Fails unless what was seen is what AWS shows. */
  static void expect(String what, Object wanted, Object seen) {
    if (!Objects.equals(wanted, seen)) {
      throw new UnlikeAwsException(what + " is " + seen + ", not " + wanted);
    }
  }

  /** Fails unless it holds. */
  static void expect(boolean holds, String otherwise) {
    if (!holds) {
      throw new UnlikeAwsException(otherwise);
    }
  }

  /** Fails unless the call is refused by this exception. */
  static void expectRefusal(
      String what, Class<? extends AwsServiceException> refusal, Question call) throws Exception {
    try {
      call.ask();
    } catch (AwsServiceException e) {
      if (refusal.isInstance(e)) {
        return;
      }
      throw e;
    }
    throw new UnlikeAwsException(what + " is not refused");
  }
}
