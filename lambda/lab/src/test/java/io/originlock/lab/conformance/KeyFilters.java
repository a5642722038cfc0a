package io.originlock.lab.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stages that have a memory of API keys, which AWS's have not. */
final class KeyFilters {
  private KeyFilters() {}

  /** Lets a key in for ever that was let in once. */
  static Filter remembering() {
    Set<String> admitted = ConcurrentHashMap.newKeySet();
    return Filter.stages(
        (request, next) -> {
          Response answer = next.apply(request);
          String key = key(request);
          if (answer.ok()) {
            admitted.add(key);
          }
          return admitted.contains(key) && !key.isEmpty() ? Filter.json("[]") : answer;
        });
  }

  /** Fails for the value of a key that was deleted, as LocalStack does. */
  static Filter failingForDeleted() {
    Map<String, String> values = new ConcurrentHashMap<>();
    Set<String> deleted = ConcurrentHashMap.newKeySet();
    return (request, next) -> {
      if (request.path().startsWith("/_aws/") && deleted.contains(key(request))) {
        return Filter.html(500);
      }
      Response answer = next.apply(request);
      if (answer.ok() && request.path().startsWith("/apikeys")) {
        if (request.method().equals("POST")) {
          JsonNode made = read(answer);
          values.put(made.path("id").asText(), made.path("value").asText());
        } else if (request.method().equals("DELETE")) {
          deleted.add(values.getOrDefault(request.path().substring("/apikeys/".length()), "-"));
        }
      }
      return answer;
    };
  }

  private static String key(Request request) {
    return request.headers().first("x-api-key").orElse("");
  }

  private static JsonNode read(Response answer) {
    try {
      return Filter.JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
