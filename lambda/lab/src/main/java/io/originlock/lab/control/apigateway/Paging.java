package io.originlock.lab.control.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.originlock.lab.control.Query;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Lists come in pages of 25 items, or of {@code limit} ones, 500 at most. */
final class Paging {
  private static final int DEFAULT = 25;
  private static final int MAX = 500;

  private Paging() {}

  /** Cuts a list down to the page that the query asks for. */
  static void apply(JsonNode answer, String rawQuery) {
    if (!(answer instanceof ObjectNode object)
        || !(answer.get("item") instanceof ArrayNode items)) {
      return;
    }
    Query query = Query.parse(rawQuery);
    int limit = query.first("limit").map(Integer::valueOf).orElse(DEFAULT);
    int start = query.first("position").map(Paging::decode).orElse(0);
    int end = Math.min(items.size(), start + Math.max(1, Math.min(limit, MAX)));
    ArrayNode page = object.arrayNode();
    for (int i = start; i < end; i++) {
      page.add(items.get(i));
    }
    if (end < items.size()) {
      object.put("position", encode(end));
    }
    object.set("item", page);
  }

  private static String encode(int position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Integer.toString(position).getBytes(StandardCharsets.UTF_8));
  }

  private static int decode(String position) {
    return Integer.parseInt(
        new String(Base64.getUrlDecoder().decode(position), StandardCharsets.UTF_8));
  }
}
