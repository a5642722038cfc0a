package io.originlock.lab.waf;

import io.originlock.lab.net.Request;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A part of a request that a statement inspects.
 *
 * @param name of the header or the query argument; empty for the others
 * @see <a
 *     href="https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-fields-list.html">Request
 *     components</a>
 */
public record Field(Kind kind, String name) {

  /** Its kind, named as in the API. */
  public enum Kind {
    SingleHeader,
    SingleQueryArgument,
    AllQueryArguments,
    UriPath,
    QueryString,
    Method,
    Body
  }

  /**
   * What there is to inspect: nothing where the request lacks it, so that no statement matches. A
   * header that came several times is one value, joined by commas, as HTTP understands it.
   */
  List<String> values(Request request) {
    return switch (kind) {
      case SingleHeader -> {
        List<String> all = request.headers().all(name);
        yield all.isEmpty() ? List.of() : List.of(String.join(",", all));
      }
      case SingleQueryArgument ->
          request.queryParameters().entrySet().stream()
              .filter(argument -> argument.getKey().equalsIgnoreCase(name))
              .flatMap(argument -> argument.getValue().stream())
              .map(Field::bytes)
              .toList();
      case AllQueryArguments ->
          request.queryParameters().entrySet().stream()
              .flatMap(
                  argument ->
                      Stream.concat(Stream.of(argument.getKey()), argument.getValue().stream()))
              .map(Field::bytes)
              .toList();
      case UriPath -> List.of(request.path());
      case QueryString -> Optional.ofNullable(request.query()).stream().toList();
      case Method -> List.of(request.method());
      case Body -> List.of(new String(request.body(), StandardCharsets.ISO_8859_1));
    };
  }

  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
