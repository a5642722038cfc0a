package io.originlock.gate;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a probe got back.
 *
 * @param status the HTTP status
 * @param headers the first value of each header, names in lower case
 * @param body the beginning of the body
 */
public record Answer(int status, Map<String, String> headers, String body) {
  public Answer {
    headers = Map.copyOf(headers);
  }

  /** The value of a header, its name in any case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }
}
