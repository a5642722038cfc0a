package io.originlock.handler;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.finding.Accepted;
import io.originlock.finding.Kind;
import io.originlock.model.LockException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what of the findings somebody accepts: {@code [{"kind", "place", "reason"}, …]}. */
final class AcceptedFindings {
  private AcceptedFindings() {}

  /**
   * @param node an array
   * @param refused makes the error of a problem, by the name of where it was read from
   * @throws LockException if an element is not one
   */
  static List<Accepted> in(JsonNode node, Function<String, LockException> refused) {
    List<Accepted> all = new ArrayList<>();
    for (JsonNode each : node) {
      String label = text(each, "kind", refused);
      Kind kind =
          Kind.of(label)
              .orElseThrow(
                  () ->
                      refused.apply(
                          "names no kind of finding: \"" + label + "\" is none of " + kinds()));
      all.add(new Accepted(kind, text(each, "place", refused), text(each, "reason", refused)));
    }
    return List.copyOf(all);
  }

  private static String text(JsonNode node, String field, Function<String, LockException> refused) {
    JsonNode value = node.path(field);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw refused.apply(
          "must hold objects with the texts \"kind\", \"place\" and \"reason\"; \""
              + field
              + "\" is missing");
    }
    return value.textValue();
  }

  private static String kinds() {
    return Arrays.stream(Kind.values()).map(Kind::label).collect(Collectors.joining(", "));
  }
}
