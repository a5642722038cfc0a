package io.originlock.lab.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.lab.demo.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the README of the petstore says that the lock finds on it, by gate and settings. */
final class FindingsTable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HEAD = "| gate | with | finding | place | why |";
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private FindingsTable() {}

  /**
   * A row.
   *
   * @param settings variables of the example, on top of its defaults
   * @param findings as {@code <kind>: <place>}
   */
  record Row(String gate, Map<String, Object> settings, List<String> findings, String why) {}

  /** All rows, in their order. */
  static List<Row> rows() {
    Path readme = Repository.find().terraform().resolve("examples/petstore/README.md");
    try {
      List<String> lines = Files.readAllLines(readme);
      return lines.stream()
          .skip(lines.indexOf(HEAD) + 2L)
          .takeWhile(line -> line.startsWith("|"))
          .map(FindingsTable::row)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row row(String line) {
    List<String> cells =
        Arrays.stream(line.substring(1).split("\\|", -1)).map(String::strip).toList();
    List<String> kinds = codes(cells.get(2));
    return new Row(
        codes(cells.get(0)).get(0),
        settings(codes(cells.get(1))),
        codes(cells.get(3)).stream().map(place -> kinds.get(0) + ": " + place).toList(),
        cells.get(4));
  }

  private static Map<String, Object> settings(List<String> assignments) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (String each : assignments) {
      String[] sides = each.split(" = ", 2);
      all.put(sides[0], value(sides[1]));
    }
    return all;
  }

  private static Object value(String text) {
    try {
      return JSON.readValue(text, Object.class);
    } catch (IOException e) {
      throw new AssertionError("Not a value of Terraform's that is one of JSON's: " + text, e);
    }
  }

  private static List<String> codes(String cell) {
    Matcher code = CODE.matcher(cell);
    List<String> all = new ArrayList<>();
    while (code.find()) {
      all.add(code.group(1));
    }
    return all;
  }

  /**
   * The findings of an answer in the table's words: methods go without their stage, and ids are not
   * told.
   */
  static Set<String> found(JsonNode answer, LabLock lock) {
    String ids =
        Stream.of("rest_api_id", "distribution_id", "rule_group_arn")
            .map(lock.stack()::output)
            // With other gates Terraform leaves an output out.
            .filter(id -> !id.isEmpty())
            // Of an ARN the last part.
            .map(id -> id.substring(id.lastIndexOf('/') + 1))
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    Set<String> all = new TreeSet<>();
    for (JsonNode finding : answer.path("findings")) {
      String where = finding.path("where").asText().replaceAll(ids, "…");
      String method =
          finding.path("method").isNull()
              ? where
              : finding.path("method").asText() + " " + finding.path("path").asText();
      all.add(finding.path("kind").asText() + ": " + method);
    }
    return all;
  }
}
