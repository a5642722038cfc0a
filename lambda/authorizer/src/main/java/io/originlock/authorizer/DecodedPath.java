package io.originlock.authorizer;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An event's path, taken for decoded.
 *
 * @param path below the stage or the custom domain
 */
record DecodedPath(String path) {
  private static final Pattern SLASHES_AT_THE_START = Pattern.compile("^/+");
  private static final Pattern NO_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  /** Decoders differ in how many of these they write for bytes that are no UTF-8. */
  private static final Pattern NO_UTF_8 = Pattern.compile("\uFFFD+");

  /**
   * Finds out what was sent: the part of {@code $context.path} that reads so when it is decoded,
   * and without one what an encoder makes of the path. Which slashes were escapes only the former
   * tells.
   *
   * @param inContext the whole path as it was sent, with the stage at API Gateway's own endpoint
   */
  String asSent(Optional<String> inContext) {
    return inContext.stream()
        .flatMap(whole -> Stream.of(whole, belowStage(whole)))
        .filter(this::reads)
        .findFirst()
        .filter(sent -> !sent.equals(path))
        .orElseGet(() -> path.replace("%", "%25"));
  }

  private static String belowStage(String whole) {
    int below = whole.indexOf('/', 1);
    return below < 0 ? "/" : whole.substring(below);
  }

  private boolean reads(String sent) {
    String folded = SLASHES_AT_THE_START.matcher(sent).replaceFirst("/");
    return folded.equals(path) || loose(decode(folded)).equals(loose(path));
  }

  /** A plus is one in a path, and a {@code %} that begins no escape stays. */
  private static String decode(String sent) {
    String escaped = NO_ESCAPE.matcher(sent.replace("+", "%2B")).replaceAll("%25");
    return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
  }

  private static String loose(String decoded) {
    return NO_UTF_8.matcher(decoded).replaceAll("\uFFFD");
  }
}
