package io.originlock.lab.demo;

import io.originlock.lab.LabException;
import io.originlock.lab.aws.Options.Control;
import io.originlock.lab.net.DataPlane;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * {@code make lab}: the demo's local AWS with the petstore behind its lock, which stays up until it
 * is interrupted. Schedules fire in real time.
 */
public final class LabMain {

  /** A minute is a minute: somebody wants to look at it. */
  private static final double REAL_TIME = 1;

  private static final Duration LONGEST_END = Duration.ofSeconds(15);

  private LabMain() {}

  /**
   * Takes no arguments; {@code LAB_PORT} chooses the port of the local AWS, {@code
   * LAB_AUTHORIZER_PATH} the form of paths in authorizers' events.
   */
  public static void main(String[] arguments) {
    Terminal terminal = Terminal.standard(Clock.systemUTC());
    CountDownLatch interrupted = new CountDownLatch(1);
    Thread main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(interrupted, main), "lab-end"));
    try {
      Repository repository = Repository.find();
      Path directory = repository.build("lab");
      int port = port(System.getenv().getOrDefault("LAB_PORT", "0"));
      Settings settings =
          Settings.demo(directory, new Control(port, REAL_TIME, true), System.getenv());
      terminal.say(settings.announcement());
      try (Site site = Site.start(settings)) {
        LogFile log = new LogFile(directory.resolve("terraform.log"));
        Stack stack = Stack.prepare(site, repository, Map.of(), log);
        terminal.say("terraform apply of terraform/examples/petstore");
        stack.apply();
        site.aws().schedules().set(true);
        guide(site, stack).forEach(terminal::print);
        interrupted.await();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException failed) {
      terminal.print("origin-lock lab failed: " + failed.getMessage());
      // Not by exit: the hook would wait for this very thread.
      Runtime.getRuntime().halt(2);
    }
  }

  private static int port(String text) {
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65535) {
      throw new LabException("LAB_PORT=" + text, "listen there", "A port is 0 to 65535.");
    }
    return Integer.parseInt(text);
  }

  private static List<String> guide(Site site, Stack stack) {
    DataPlane plane = site.plane();
    String secure =
        "curl --proxy http://127.0.0.1:%d --cacert %s"
            .formatted(plane.proxyPort(), plane.certificates().pem());
    String invocations =
        site.aws().endpoint()
            + "/2015-03-31/functions/"
            + stack.functionName()
            + "/invocations?Qualifier="
            + stack.output("rotate_alias");
    String ask =
        "curl -s --aws-sigv4 aws:amz:us-east-1:lambda --user lab:lab '" + invocations + "' -d ";
    return List.of(
        "",
        "The lab is up; Ctrl-C ends it. The lock engages by itself within a minute.",
        "",
        "As a viewer, through CloudFront:",
        "  " + secure + " https://" + stack.domain() + "/pets",
        "  curl -H 'Host: " + stack.domain() + "' " + url(plane.edges().getPort(), "/pets"),
        "  (header X-Lab-Edge: 0 to " + (site.fleet().size() - 1) + " chooses the edge)",
        "As an intruder, straight to the API, without the secret:",
        "  " + secure + " https://" + stack.apiHost() + "/" + stack.stage() + "/pets",
        "  curl -H 'Host: "
            + stack.apiHost()
            + "' "
            + url(plane.gateway().getPort(), "/" + stack.stage() + "/pets"),
        "",
        "Rotate, and ask how it goes:",
        "  " + ask + "'{\"action\":\"rotate\"}'",
        "  " + ask + "'{\"action\":\"status\"}'",
        "",
        "Terraform, the AWS CLI and make status reach the same AWS with",
        "  export AWS_ENDPOINT_URL="
            + site.aws().endpoint()
            + " AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=lab AWS_SECRET_ACCESS_KEY=lab",
        "  make status FUNCTION=" + stack.functionName() + ":" + stack.output("rotate_alias"),
        "Terraform's state: " + stack.terraform().state());
  }

  private static String url(int port, String path) {
    return "http://127.0.0.1:" + port + path;
  }

  /** At Ctrl-C: lets the main thread take everything down before the JVM goes. */
  private static void end(CountDownLatch interrupted, Thread main) {
    interrupted.countDown();
    try {
      main.join(LONGEST_END.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
