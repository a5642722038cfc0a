package io.originlock.lab.demo;

import io.originlock.lab.LabException;
import io.originlock.lab.control.iam.Permissions.Violation;
import io.originlock.lab.functions.ThrottledException;
import io.originlock.lab.ledger.Ledger;
import io.originlock.lab.load.Intruders;
import io.originlock.lab.load.Viewers;
import io.originlock.lab.report.Expectation;
import io.originlock.lab.report.HtmlReport;
import io.originlock.lab.report.Results;
import io.originlock.lab.report.Results.RotationResult;
import io.originlock.lab.report.SummaryJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * {@code make demo}: locks an API in a local AWS, rotates its secret three times under load, takes
 * everything away again, and reports what viewers, intruders and the local AWS saw.
 */
public final class Demo {

  private static final int ROTATIONS = 3;
  private static final double VIEWERS_PER_SECOND = 150;
  private static final double INTRUDERS_PER_SECOND = 20;
  private static final Duration LONGEST_LOAD = Duration.ofMinutes(10);
  private static final Duration LONGEST_ENGAGE = Duration.ofSeconds(90);
  private static final Duration LONGEST_COLD_START = Duration.ofSeconds(30);

  private final Path output;
  private final Terminal terminal;
  private final Site site;
  private final Optional<Sabotage> sabotage;
  private final int wanted;
  private final LogFile terraformLog;
  private final LogFile answers;
  private Unused unused;

  private Demo(Path output, Terminal terminal, Site site, Optional<Sabotage> sabotage, int wanted) {
    this.wanted = wanted;
    this.output = output;
    this.terminal = terminal;
    this.site = site;
    this.sabotage = sabotage;
    this.terraformLog = new LogFile(output.resolve("terraform.log"));
    this.answers = new LogFile(output.resolve("answers.log"));
  }

  /** Ends with 0 when everything is as it should be, with 1 and a line for each that is not. */
  public static void main(String[] arguments) {
    Repository repository = Repository.find();
    Terminal terminal = Terminal.standard(Clock.systemUTC());
    int status;
    try {
      Path output = repository.build("demo");
      Settings settings = Settings.demo(output.resolve("lab"), Settings.DEMO, System.getenv());
      status =
          run(
              repository,
              settings,
              output,
              Optional.ofNullable(System.getenv("LAB_SABOTAGE")).filter(s -> !s.isBlank()),
              ROTATIONS,
              terminal);
    } catch (RuntimeException failed) {
      terminal.print("origin-lock demo failed: " + failed.getMessage());
      status = 2;
    }
    System.exit(status);
  }

  /**
   * Runs the whole of it.
   *
   * @param settings of the local AWS; its gate is what locks the API
   * @param output where the report, the summary and all logs go; emptied first
   * @param sabotageKind what to break on purpose
   * @param rotations how many
   * @return 0 when every expectation is met, else 1
   */
  static int run(
      Repository repository,
      Settings settings,
      Path output,
      Optional<String> sabotageKind,
      int rotations,
      Terminal terminal) {
    Folders.empty(output);
    terminal.say(settings.announcement() + "; the gate is " + settings.gate().name());
    try (Site site = Site.start(settings)) {
      Optional<Sabotage> sabotage = sabotageKind.map(kind -> Sabotage.of(kind, site));
      Demo demo = new Demo(output, terminal, site, sabotage, rotations);
      try {
        return demo.show(repository);
      } finally {
        sabotage.ifPresent(Sabotage::close);
      }
    }
  }

  private int show(Repository repository) {
    Map<String, List<String>> atFirst = site.aws().inventory();
    Stack stack = Stack.prepare(site, repository, Map.of(), this::terraformSays);
    terminal.say("terraform apply of terraform/examples/petstore");
    stack.apply();
    unused = new Unused(site.aws().permissions(), stack.roleName());
    site.aws().schedules().set(true);
    terminal.say("engaging: the first secret goes to the edges");
    Readiness readiness = new Readiness(site, stack, answers);
    if (!Await.until(readiness::engaged, LONGEST_ENGAGE, site.clock(), () -> {})) {
      throw new LabException(
          "the lock", "engage within " + LONGEST_ENGAGE.toSeconds() + " s", "See " + output + ".");
    }
    Duration coldStart = measureColdStart(stack);
    audit(readiness);
    Instant from = site.clock().instant();
    Load load = load(stack);
    Instant to = site.clock().instant();
    int leftover = site.ledger().secrets().leftover(1);
    List<String> left = destroy(stack, atFirst);
    Ledger ledger = site.ledger();
    Results results =
        new Results(
            site.settings().gate().name(),
            wanted,
            site.fleet().size(),
            site.hosts().size(),
            site.settings().lock().ofARotation(),
            ledger.totals(),
            load.rotations(),
            load.changeMissing(),
            leftover,
            violations(),
            unused.remaining(),
            unused.leftToTests(),
            coldStart,
            List.of(),
            left,
            from,
            to);
    return report(results);
  }

  /** From a question to the answer of a process that has to be started for it. */
  private Duration measureColdStart(Stack stack) {
    AtomicReference<Duration> took = new AtomicReference<>();
    Await.until(
        () -> {
          site.aws().functions().chill();
          int before = site.aws().functions().coldStarts().size();
          Instant asked = site.clock().instant();
          try {
            answers.accept(stack.invoke("{\"action\":\"status\"}").text());
          } catch (ThrottledException tickIsRunning) {
            return false;
          }
          took.set(Duration.between(asked, site.clock().instant()));
          return site.aws().functions().coldStarts().size() > before;
        },
        LONGEST_COLD_START,
        site.clock(),
        () -> {});
    terminal.say(
        "the worker's first answer, the JVM's start included: %d ms"
            .formatted(took.get().toMillis()));
    return took.get();
  }

  /** What the worker itself finds open, before anybody is asked. */
  private void audit(Readiness readiness) {
    AtomicReference<String> found = new AtomicReference<>("");
    boolean answered =
        Await.until(
            () -> {
              readiness.audit().ifPresent(found::set);
              return !found.get().isEmpty();
            },
            LONGEST_ENGAGE,
            site.clock(),
            () -> {});
    terminal.say("audit: " + (answered ? found.get() : "no answer"));
  }

  /** What came of the rotations, and of a change of the API between them; null without one. */
  private record Load(List<RotationResult> rotations, List<String> changeMissing) {}

  private Load load(Stack stack) {
    terminal.say(
        "load: %.0f viewers' and %.0f intruders' requests a second"
            .formatted(VIEWERS_PER_SECOND, INTRUDERS_PER_SECOND));
    LogFile plans = new LogFile(output.resolve("plans.log"));
    Viewers viewers = site.viewers(stack, VIEWERS_PER_SECOND, LONGEST_LOAD);
    Intruders intruders = site.intruders(stack, INTRUDERS_PER_SECOND, LONGEST_LOAD);
    try (viewers;
        intruders) {
      // A gate that deploys must not take with it what somebody else has deployed.
      Optional<ApiChange> change =
          site.settings().gate().anyOf()
              ? Optional.empty()
              : Optional.of(new ApiChange(site, stack));
      Rotations rotations = new Rotations(site, stack, sabotage, change, terminal, plans);
      List<RotationResult> results = rotations.run(wanted);
      return new Load(results, change.map(made -> rotations.changeMissing()).orElse(null));
    } catch (IOException failed) {
      throw new LabException("the load", "end it", "See the cause.", failed);
    }
  }

  private List<String> destroy(Stack stack, Map<String, List<String>> atFirst) {
    terminal.say("terraform destroy");
    unused.beforeDestroy();
    stack.destroy();
    site.aws().schedules().set(false);
    List<String> deleted = new EdgeLeftovers(site, stack).delete();
    if (!deleted.isEmpty()) {
      terminal.say(
          "deleted what a destroy leaves of an edge function: " + String.join(", ", deleted));
    }
    List<String> left = new ArrayList<>();
    site.aws()
        .inventory()
        .forEach(
            (kind, names) ->
                names.stream()
                    .filter(name -> !atFirst.getOrDefault(kind, List.of()).contains(name))
                    .forEach(name -> left.add(kind + " " + name)));
    return List.copyOf(left);
  }

  private void terraformSays(String line) {
    terraformLog.accept(line);
    if (unused != null && line.contains("aws_lambda_invocation.disengage: Destruction complete")) {
      unused.afterCleanUp();
    }
  }

  private List<String> violations() {
    return site.aws().permissions().violations().stream()
        .map((Violation v) -> v.caller() + " " + v.action() + " on " + v.resource())
        .distinct()
        .toList();
  }

  private int report(Results results) {
    write(results);
    // What was just written is searched, too.
    Results searched =
        results.withSecretsFound(SecretSearch.in(output, site.ledger().secrets().all()));
    write(searched);
    Table.lines(searched).forEach(terminal::print);
    terminal.print("");
    terminal.print("report:  " + output.resolve("report.html"));
    terminal.print("summary: " + output.resolve("summary.json"));
    List<Expectation> unmet = Expectation.of(searched).stream().filter(e -> !e.met()).toList();
    unmet.forEach(
        e ->
            terminal.print(
                "NOT MET  %s: wanted %s, found %s".formatted(e.name(), e.wanted(), e.found())));
    return unmet.isEmpty() ? 0 : 1;
  }

  private void write(Results results) {
    try {
      Files.writeString(
          output.resolve("report.html"), new HtmlReport().write(results, site.ledger()));
      Files.writeString(output.resolve("summary.json"), new SummaryJson().write(results));
    } catch (IOException failed) {
      throw new LabException(output.toString(), "write the report", "Is the disk full?", failed);
    }
  }
}
