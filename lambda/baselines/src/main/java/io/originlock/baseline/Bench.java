package io.originlock.baseline;

import io.originlock.simulation.GateKind;
import io.originlock.simulation.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * {@code make bench}: the known ways to rotate and this one, in the same model under the same load.
 *
 * <p>Arguments: the folder for {@code baselines.svg} and {@code baselines.md}.
 */
public final class Bench {
  /** Requests a second. */
  private static final int LOAD = 100;

  private static final int SEEDS = 60;
  private static final int DYING_SEEDS = 4;
  private static final int MOST_DEATHS = 25;

  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;
  private static final long PROPAGATION = 5 * MINUTE;

  private final ExecutorService spare =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "invocation");
            thread.setDaemon(true);
            return thread;
          });

  private record Entry(Supplier<Way> way, Duration grace) {}

  /** A way's means over all seeds. */
  private record Row(
      String label,
      double refusedQuick,
      double refusedLate,
      double lifetime,
      double rotation,
      double calls,
      double writes,
      double deathsThatRefuse,
      double refusedByDeath,
      int left,
      double refusedByStalePlan) {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments.length > 0 ? arguments[0] : "build/bench");
    new Bench().run(folder);
  }

  private static List<Entry> ways() {
    Duration hour = Duration.ofHours(1);
    return List.of(
        new Entry(ReplaceAllThenCleanUp::new, hour),
        new Entry(DeleteFirst::new, hour),
        new Entry(FixedSleep::new, hour),
        new Entry(WaitForStack::new, hour),
        new Entry(() -> new OriginLock("origin-lock, grace 1 h"), hour),
        new Entry(() -> new OriginLock("origin-lock, grace 0"), Duration.ZERO));
  }

  private void run(Path folder) throws IOException {
    List<Row> rows = new ArrayList<>();
    Map<String, List<Meter.Moment>> lanes = new LinkedHashMap<>();
    for (Entry entry : ways()) {
      String label = entry.way().get().label();
      System.out.println("bench: " + label);
      rows.add(measure(entry, label));
      lanes.put(label, Trial.undisturbed(entry.way(), late(entry), 7, spare).moments());
    }
    String table = table(rows) + "\n" + assumptions();
    System.out.println();
    System.out.println(table);
    System.out.printf(
        Locale.ROOT,
        "Means over %d seeds, %d requests a second, from one rotation to the next.%n"
            + "Lives and takes: in propagations of %d min. Dies: at each of up to %d calls, in %d"
            + " seeds; (%%) of these deaths refuse somebody.%n",
        SEEDS,
        LOAD,
        PROPAGATION / MINUTE,
        MOST_DEATHS,
        DYING_SEEDS);
    Files.createDirectories(folder);
    write(folder.resolve("baselines.md"), table);
    write(folder.resolve("baselines.svg"), new BaselineSvg(lanes).draw());
    System.out.println("bench: drawn in " + folder.resolve("baselines.svg"));
  }

  private Row measure(Entry entry, String label) {
    Assumptions assumptions = entry.way().get().assumptions();
    List<Trial.Result> quick = new ArrayList<>();
    List<Trial.Result> late = new ArrayList<>();
    List<Trial.Result> stale = new ArrayList<>();
    List<Trial.Result> deaths = new ArrayList<>();
    for (int seed = 1; seed <= SEEDS; seed++) {
      quick.add(Trial.undisturbed(entry.way(), quick(entry), seed, spare));
      late.add(Trial.undisturbed(entry.way(), late(entry), seed, spare));
      stale.add(Trial.stalePlan(entry.way(), quick(entry), seed, spare));
    }
    for (int seed = 1; seed <= DYING_SEEDS; seed++) {
      int calls = quick.get(seed - 1).calls();
      int step = Math.max(1, calls / MOST_DEATHS);
      for (int nth = 1; nth <= calls; nth += step) {
        deaths.add(Trial.dying(entry.way(), quick(entry), seed, spare, nth));
      }
    }
    return new Row(
        label,
        LOAD * mean(quick, Trial.Result::refused),
        LOAD * mean(late, Trial.Result::refused),
        mean(quick, r -> (double) lifetime(r, assumptions) / r.propagation()),
        mean(quick, r -> (double) r.rotation() / r.propagation()),
        mean(quick, Trial.Result::calls) + assumptions.calls(),
        mean(quick, Trial.Result::writes) + assumptions.writes(),
        100 * mean(deaths, r -> r.refused() > 0 ? 1 : 0),
        LOAD * mean(deaths, Trial.Result::refused),
        deaths.stream().mapToInt(Trial.Result::left).max().orElse(0),
        LOAD * mean(stale, Trial.Result::refused));
  }

  /** A secret that never died within the run lived at least until the next rotation. */
  private static long lifetime(Trial.Result result, Assumptions assumptions) {
    return result.oldLifetime() < 0 ? assumptions.interval().toMillis() : result.oldLifetime();
  }

  private static double mean(List<Trial.Result> all, ToDoubleFunction<Trial.Result> of) {
    return all.stream().mapToDouble(of).average().orElse(Double.NaN);
  }

  /** Hosts that know of a change within half a minute. */
  private static Shape quick(Entry entry) {
    return shape(entry, 30 * SECOND);
  }

  /** Hosts that take up to three minutes; keys have been reported to take more. */
  private static Shape late(Entry entry) {
    return shape(entry, 3 * MINUTE);
  }

  private static Shape shape(Entry entry, long hostLag) {
    return new Shape(
        GateKind.KEYS,
        1,
        20,
        4,
        PROPAGATION,
        hostLag,
        200,
        5 * MINUTE,
        entry.grace().toMillis(),
        2 * SECOND,
        15 * MINUTE);
  }

  private static String table(List<Row> rows) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        | | refused, hosts within 30 s | refused, within 3 min | old secret lives | rotation takes \
        | AWS calls, of them changes | dies half way: refused | keys left | stale plan: refused |
        | --- | --- | --- | --- | --- | --- | --- | --- | --- |
        """);
    for (Row row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %,.0f | %,.0f | %.1f | %.1f | %.0f, %.0f | %,.0f (%.0f %%) | %d | %,.0f |%n",
              row.label(),
              row.refusedQuick(),
              row.refusedLate(),
              row.lifetime(),
              row.rotation(),
              row.calls(),
              row.writes(),
              row.refusedByDeath(),
              row.deathsThatRefuse(),
              row.left(),
              row.refusedByStalePlan()));
    }
    return text.toString();
  }

  private static String assumptions() {
    StringBuilder text = new StringBuilder("| | rotates every | assumed |\n| --- | --- | --- |\n");
    for (Entry entry : ways()) {
      Way way = entry.way().get();
      Assumptions assumed = way.assumptions();
      long days = assumed.interval().toDays();
      text.append(
          String.format(
              "| %s | %s | %s |%n",
              way.label(), days == 1 ? "day" : days + " days", assumed.said()));
    }
    return text.toString();
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }
}
