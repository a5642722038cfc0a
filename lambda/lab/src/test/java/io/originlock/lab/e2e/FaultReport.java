package io.originlock.lab.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.e2e.DisturbedRotations.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What a run of the matrix found, as JSON ({@code scripts/faults-table.sh} reads it) and as text.
 *
 * @param visits the places of an undisturbed rotation, with how many of its calls are at each
 * @param rotations how many rotations the cases shared, if each survived
 * @param requests how many viewers' and intruders' requests were asked meanwhile
 */
record FaultReport(
    Map<Place, Integer> visits, List<Result> results, int rotations, long requests, Duration took) {
  /** One kind of disturbance in figures. */
  private record Row(Disturbance disturbance, List<Result> results) {
    long survived() {
      return results.stream().filter(result -> !result.broken()).count();
    }

    long finishedLater() {
      return results.stream().filter(result -> result.failed() > 0).count();
    }
  }

  /** The size: calls x faults. */
  String size() {
    long writes = visits.keySet().stream().filter(Place::writes).count();
    return "%d calls at %d places, %d of them writes; %d faults at a write and %d at a read: %d cases in %d rotations"
        .formatted(
            visits.values().stream().mapToInt(Integer::intValue).sum(),
            visits.size(),
            writes,
            faults(true),
            faults(false),
            results.size(),
            rotations);
  }

  private long faults(boolean ofWrites) {
    return rows().stream()
        .filter(
            row ->
                row.results().stream()
                    .anyMatch(result -> result.disturbed().place().writes() == ofWrites))
        .count();
  }

  /** The cases in which something was wrong. */
  List<Result> broken() {
    return results.stream().filter(Result::broken).toList();
  }

  /** A Markdown table, a line for each kind of disturbance. */
  String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add("| fault | cases | survived | violations | an invocation failed |");
    lines.add("| --- | --- | --- | --- | --- |");
    for (Row row : rows()) {
      lines.add(
          "| %s | %d | %d | %d | %d |"
              .formatted(
                  row.disturbance().label(),
                  row.results().size(),
                  row.survived(),
                  row.results().size() - row.survived(),
                  row.finishedLater()));
    }
    lines.add("");
    lines.add(
        "%s, %d violations, %d requests of viewers and intruders, %d s."
            .formatted(size(), broken().size(), requests, took.toSeconds()));
    return String.join("\n", lines) + "\n";
  }

  /**
   * Writes {@code <name>.json} and {@code <name>.md}.
   *
   * @param instrument what was disturbed, for people
   */
  void write(Path directory, String name, String instrument) throws IOException {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("instrument", instrument);
    root.put("command", "make verify");
    root.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    root.put("size", size());
    root.put("cases", results.size());
    root.put("violations", broken().size());
    root.put("requests", requests);
    root.put("seconds", took.toSeconds());
    ArrayNode faults = root.putArray("faults");
    for (Row row : rows()) {
      faults
          .addObject()
          .put("fault", row.disturbance().label())
          .put("cases", row.results().size())
          .put("survived", row.survived())
          .put("an_invocation_failed", row.finishedLater());
    }
    ArrayNode places = root.putArray("places");
    visits.forEach(
        (place, calls) -> places.addObject().put("place", place.toString()).put("calls", calls));
    ArrayNode broken = root.putArray("broken");
    for (Result result : broken()) {
      ArrayNode wrong =
          broken
              .addObject()
              .put("fault", result.disturbed().disturbance().label())
              .put("place", result.disturbed().place().toString())
              .putArray("wrong");
      result.wrong().forEach(wrong::add);
    }
    Files.createDirectories(directory);
    Files.writeString(directory.resolve(name + ".json"), root.toPrettyString() + "\n");
    Files.writeString(directory.resolve(name + ".md"), markdown());
  }

  private List<Row> rows() {
    return Arrays.stream(Disturbance.values())
        .map(
            disturbance ->
                new Row(
                    disturbance,
                    results.stream()
                        .filter(result -> result.disturbed().disturbance() == disturbance)
                        .sorted(Comparator.comparing(result -> result.disturbed().place().step()))
                        .toList()))
        .filter(row -> !row.results().isEmpty())
        .toList();
  }
}
