package io.originlock.lab.signature;

import io.originlock.lab.net.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Requests of every kind that a viewer can send, the strange ones more often than in life. A {@code
 * %} always begins an escape: with another the lab's listeners, as servers do, answer 400.
 */
final class RandomRequests {
  static final List<String> METHODS =
      List.of("GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE");

  private static final List<String> PIECES =
      List.of(
          "a",
          "Z",
          "0",
          "-",
          "_",
          ".",
          "..",
          "~",
          "%7e",
          "%7E",
          "%20",
          "+",
          "%2B",
          "%2b",
          "%25",
          "%2525",
          "%252F",
          "%C3%A4",
          "%c3%a4",
          "%E2%82%AC",
          "%F0%9F%90%B6",
          "%FF",
          "%E2%82",
          "%00",
          "%0A",
          "%41",
          "!",
          "$",
          "'",
          "(",
          ")",
          "*",
          ",",
          ";",
          ":",
          "@",
          "%22",
          "%3C",
          "pets",
          "long".repeat(40));

  private static final List<String> OF_PATHS = List.of("%2F", "%2f", "%3F", "&", "=", "%26", "%3D");
  private static final List<String> OF_QUERIES = List.of("/", "?", "%26", "%3D", "%23", "=");

  private final RandomGenerator random;

  RandomRequests(RandomGenerator random) {
    this.random = random;
  }

  Request next() {
    return Request.of(pick(METHODS), path() + query());
  }

  /** One of these but not that one. */
  String other(List<String> all, String than) {
    String picked = pick(all);
    return picked.equals(than) ? other(all, than) : picked;
  }

  private String path() {
    StringBuilder path =
        new StringBuilder("/".repeat(random.nextInt(5) == 0 ? 2 + random.nextInt(3) : 1));
    int segments = random.nextInt(6);
    for (int i = 0; i < segments; i++) {
      // Now and then nothing between two slashes, and one at the end.
      path.append(random.nextInt(5) == 0 ? "" : text(OF_PATHS))
          .append(i < segments - 1 || random.nextInt(4) == 0 ? "/" : "");
    }
    return path.toString();
  }

  private String query() {
    if (random.nextInt(4) == 0) {
      return random.nextBoolean() ? "" : "?";
    }
    List<String> parts = new ArrayList<>();
    List<String> names = List.of(text(OF_QUERIES), text(OF_QUERIES), "a", "");
    int number = random.nextInt(6);
    for (int i = 0; i < number; i++) {
      String name = random.nextBoolean() ? pick(names) : text(OF_QUERIES);
      parts.add(
          switch (random.nextInt(6)) {
            case 0 -> name;
            case 1 -> name + "=";
            case 2 -> "";
            default -> name + "=" + text(OF_QUERIES);
          });
    }
    return "?" + String.join("&", parts);
  }

  private String text(List<String> more) {
    StringBuilder text = new StringBuilder();
    int pieces = 1 + random.nextInt(4);
    for (int i = 0; i < pieces; i++) {
      text.append(random.nextInt(4) == 0 ? pick(more) : pick(PIECES));
    }
    return text.toString();
  }

  private String pick(List<String> all) {
    return all.get(random.nextInt(all.size()));
  }
}
