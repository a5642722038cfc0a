package io.originlock.gate;

import io.originlock.model.Header;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an edge makes of the origin's headers before a request goes to the API: a probe that goes
 * there by itself has to look as if it came through one.
 */
@FunctionalInterface
public interface AtTheEdge {

  /**
   * The headers that reach the API.
   *
   * @param url of the {@code GET} request, at the API
   * @param presented as CloudFront adds them
   */
  List<Header> send(URI url, List<Header> presented);

  /**
   * How far a clock may be off before what it sends is refused for its time alone; empty if no time
   * is sent.
   */
  default Optional<Duration> tolerance() {
    return Optional.empty();
  }

  /** They go on as they are: no function is associated. */
  static AtTheEdge unchanged() {
    return (url, presented) -> presented;
  }
}
