package io.originlock.lab.conformance;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** Where an emulator is, or why there is none. */
sealed interface Endpoint {
  /** Names an emulator that is up already. */
  String VARIABLE = "LOCALSTACK_ENDPOINT";

  /**
   * The last community release. What followed, 2026.3.0 and {@code latest} since 23 March 2026,
   * ends with code 55 unless {@code LOCALSTACK_AUTH_TOKEN} names an account; see <a
   * href="https://blog.localstack.cloud/the-road-ahead-for-localstack/">The road ahead for
   * LocalStack</a>.
   */
  String IMAGE = "localstack/localstack:4.14.0";

  /** How long Docker may take to pull and start it: {@code make test} must not wait for more. */
  Duration DOCKERS_PATIENCE = Duration.ofMinutes(3);

  /** A path is kept, since an emulator may be below one. */
  Pattern FORM = Pattern.compile("https?://[^/?#\\s]+(/[^?#\\s]*)?", Pattern.CASE_INSENSITIVE);

  /**
   * An emulator.
   *
   * @param stop ends what was started for it
   */
  record Up(URI uri, Runnable stop) implements Endpoint {}

  /** There is none. */
  record Absent(String why) implements Endpoint {}

  /** The one that is named, or, where none is, one that Docker starts. */
  static Endpoint find(String named) {
    return named.isBlank() ? started(DOCKERS_PATIENCE, Endpoint::inDocker) : named(named.strip());
  }

  private static Endpoint named(String text) {
    return FORM.matcher(text).matches()
        ? new Up(URI.create(text.replaceAll("/+$", "")), () -> {})
        : new Absent(VARIABLE + "=" + text + " is not of the form http://host:port.");
  }

  private static Endpoint inDocker() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      return new Absent(
          "There is no LocalStack: Docker does not answer, and "
              + VARIABLE
              + " names none that is up already.");
    }
    LocalStackContainer container = new LocalStackContainer(DockerImageName.parse(IMAGE));
    container.start();
    return new Up(container.getEndpoint(), container::close);
  }

  /** What starts in time; a Docker without the image or without a network is none. */
  static Endpoint started(Duration patience, Callable<Endpoint> starting) {
    FutureTask<Endpoint> task = new FutureTask<>(starting);
    Thread thread = new Thread(task, "emulator-start");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      return unstarted(Survey.text(e.getCause()));
    } catch (TimeoutException e) {
      task.cancel(true);
      return unstarted("it took more than " + patience.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      task.cancel(true);
      return unstarted("interrupted");
    }
  }

  private static Absent unstarted(String why) {
    return new Absent(
        "Docker answers, but could not start "
            + IMAGE
            + ": "
            + why
            + ". Try docker pull "
            + IMAGE
            + ".");
  }
}
