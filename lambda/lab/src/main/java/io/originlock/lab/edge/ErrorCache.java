package io.originlock.lab.edge;

import io.originlock.lab.edge.DistributionConfig.ErrorPage;
import io.originlock.lab.net.HeaderMap;
import io.originlock.lab.net.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The errors that one edge keeps. It keeps nothing else: how long the lab's caches would keep
 * anything but errors is for nobody to ask.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html#HTTPStatusCodes-cached-errors">HTTP
 *     4xx and 5xx status codes that CloudFront caches</a>
 */
final class ErrorCache {
  private static final Duration USUAL = Duration.ofSeconds(10);
  private static final Set<Integer> ALWAYS = Set.of(404, 405, 414, 500, 501, 502, 503, 504);
  private static final Set<Integer> IF_THE_ORIGIN_SAYS_SO = Set.of(400, 403, 412, 415);

  /** Those of which an origin can say that they are not to be kept. */
  private static final Set<Integer> UNLESS_THE_ORIGIN_SAYS_SO = Set.of(404, 410, 414, 501);

  private static final Pattern NOT_KEPT = Pattern.compile("\\b(no-store|no-cache|private)\\b");
  private static final Pattern AGE = Pattern.compile("\\b(?:s-maxage|max-age)=(\\d{1,9})\\b");

  private record Kept(Response response, Instant since, Instant until) {}

  private final Clock clock;
  private final Map<List<String>, Kept> kept = new ConcurrentHashMap<>();

  ErrorCache(Clock clock) {
    this.clock = clock;
  }

  /** What was kept for this key, with its age in seconds. */
  Optional<Response> find(List<String> key) {
    Instant now = clock.instant();
    return Optional.ofNullable(kept.get(key))
        .filter(found -> now.isBefore(found.until()))
        .map(
            found ->
                copy(found.response())
                    .with("age", String.valueOf(Duration.between(found.since(), now).toSeconds())));
  }

  /**
   * Keeps an answer to an error, if CloudFront does.
   *
   * @param error as it came from the origin
   * @param page what the configuration says of its status
   * @param answer to the viewer
   */
  void keep(List<String> key, Response error, Optional<ErrorPage> page, Response answer) {
    Duration time = time(error, page);
    if (!time.isZero()) {
      Instant now = clock.instant();
      kept.put(key, new Kept(copy(answer), now, now.plus(time)));
    }
  }

  private static Duration time(Response error, Optional<ErrorPage> page) {
    String control =
        String.join(",", error.headers().all("cache-control")).toLowerCase(Locale.ROOT);
    Optional<Duration> age = age(control);
    boolean keeps =
        ALWAYS.contains(error.status())
            || IF_THE_ORIGIN_SAYS_SO.contains(error.status()) && age.isPresent();
    if (!keeps
        || UNLESS_THE_ORIGIN_SAYS_SO.contains(error.status()) && NOT_KEPT.matcher(control).find()) {
      return Duration.ZERO;
    }
    Duration least = page.flatMap(ErrorPage::leastTime).orElse(USUAL);
    return Stream.concat(Stream.of(least), age.stream()).max(Duration::compareTo).orElseThrow();
  }

  private static Optional<Duration> age(String control) {
    Matcher found = AGE.matcher(control);
    return found.find()
        ? Optional.of(Duration.ofSeconds(Long.parseLong(found.group(1))))
        : Optional.empty();
  }

  private static Response copy(Response response) {
    HeaderMap headers = response.headers().copy();
    return new Response(response.status(), headers, response.body());
  }
}
