package io.originlock.simulation;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.port.Acceptance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs as many cases as it is told, on all cores, each twice; or one case, by its seed, and tells
 * its story.
 */
public final class Soak {
  private static final Path SUMMARY = Path.of("build/soak/summary.json");

  /** Beside what the fault matrix on the wire leaves, for the table in docs/evidence.md. */
  private static final Path FAULTS = Path.of("build/fault-matrix/simulation.json");

  private static final Duration REPORT_EVERY = Duration.ofSeconds(5);

  /** Stories that are told; where many cases break, the first few say most. */
  private static final int STORIES = 3;

  private final Tally tally = new Tally();
  private final Map<String, String> stories = new TreeMap<>();
  private final long base;
  private final int tries;
  private final long begun = System.nanoTime();

  private Soak(long base, int tries) {
    this.base = base;
    this.tries = tries;
  }

  /**
   * Starts it.
   *
   * @param arguments the tries for each rollover; or a case's seed, its rollover, and where it
   *     begins
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length == 3) {
      Acceptance acceptance = Acceptance.valueOf(arguments[1]);
      Cases cases =
          arguments[2].equals("any") ? Cases.fromAnyStart(acceptance) : new Cases(acceptance);
      System.exit(repeat(Long.parseLong(arguments[0]), cases) ? 0 : 1);
    }
    if (arguments.length != 1) {
      System.err.println("usage: Soak TRIES | Soak SEED ANY_OF|ALL_OF engaged|any");
      System.exit(2);
    }
    Soak soak = new Soak(System.currentTimeMillis(), Integer.parseInt(arguments[0]));
    System.exit(soak.run() ? 0 : 1);
  }

  private static boolean repeat(long seed, Cases cases) {
    try (Runner runner = new Runner()) {
      Case story = cases.of(seed);
      String broken = runner.broken(story);
      if (broken == null) {
        runner.tell(story).forEach(System.out::println);
        System.out.println("Nothing is broken in this case.");
        return true;
      }
      System.out.println(runner.report(seed, runner.shrink(story), broken));
      return false;
    }
  }

  private boolean run() throws IOException, InterruptedException {
    AtomicInteger next = new AtomicInteger();
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      Thread worker = new Thread(() -> work(next), "soak " + (i + 1));
      worker.start();
      workers.add(worker);
    }
    for (Thread worker : workers) {
      while (worker.isAlive()) {
        worker.join(REPORT_EVERY.toMillis());
        progress();
      }
    }
    stories.values().forEach(System.out::println);
    Map<String, Object> summary = tally.summary();
    summary.put("base", base);
    summary.put("seconds", seconds());
    write(SUMMARY, summary);
    write(FAULTS, tally.faults("make soak TRIES=" + tries, LocalDate.now(ZoneOffset.UTC)));
    System.out.println("Each case ran twice. " + summary);
    return tally.broken() == 0 && tally.cases() == tries * Acceptance.values().length;
  }

  private static void write(Path file, Map<String, Object> content) throws IOException {
    Files.createDirectories(file.getParent());
    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), content);
  }

  private void work(AtomicInteger next) {
    Acceptance[] rollovers = Acceptance.values();
    try (Runner runner = new Runner()) {
      while (true) {
        int index = next.getAndIncrement();
        if (index >= tries * rollovers.length) {
          return;
        }
        one(runner, Noise.mix(base + index), rollovers[index % rollovers.length]);
      }
    }
  }

  private void one(Runner runner, long seed, Acceptance acceptance) {
    // One case in eight begins in the middle of whatever went before.
    Cases cases = (seed & 7) == 0 ? Cases.fromAnyStart(acceptance) : new Cases(acceptance);
    Case story = cases.of(seed);
    Simulation.Result result = runner.run(story);
    String broken = runner.broken(story, result);
    tally.count(story, result, broken);
    if (broken == null) {
      return;
    }
    System.out.println(broken + Runner.repeatedBy(seed, story));
    if (toTell()) {
      String report = runner.report(seed, runner.shrink(story), broken);
      synchronized (stories) {
        stories.put(acceptance + broken, report);
      }
    }
  }

  private boolean toTell() {
    synchronized (stories) {
      return stories.size() < STORIES;
    }
  }

  private void progress() {
    System.out.printf(
        "%d of %d cases, %d broken, %.0f cases a second%n",
        tally.cases(),
        tries * Acceptance.values().length,
        tally.broken(),
        tally.cases() / Math.max(1, seconds()));
  }

  private double seconds() {
    return (System.nanoTime() - begun) / 1e9;
  }
}
