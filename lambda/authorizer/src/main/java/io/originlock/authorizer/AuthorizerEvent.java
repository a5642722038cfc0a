package io.originlock.authorizer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What API Gateway sends to an authorizer of the type REQUEST, see <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html">Input
 * to an API Gateway Lambda authorizer</a>. Whatever is missing or of another type is nothing: a
 * request without it is denied, it is no failure.
 */
final class AuthorizerEvent {
  private final Map<?, ?> event;

  AuthorizerEvent(Map<?, ?> event) {
    this.event = event;
  }

  /** The ARN of the method, for the policy; empty if there is none. */
  Optional<String> methodArn() {
    return text(event.get("methodArn"));
  }

  Optional<String> method() {
    return text(event.get("httpMethod"));
  }

  /**
   * The path below the API's root or a custom domain, as it was sent: so it is recorded of events
   * for Lambda proxies, see docs/signature.md.
   */
  Optional<String> path() {
    return text(event.get("path"));
  }

  /** The path as it was sent, provided that {@link #path()} is decoded. */
  Optional<String> pathIfDecoded() {
    Optional<String> inContext =
        event.get("requestContext") instanceof Map<?, ?> context
            ? text(context.get("path"))
            : Optional.empty();
    return path().map(path -> new DecodedPath(path).asSent(inContext));
  }

  /** The decoded values of each name, in the order in which they came. */
  Map<String, List<String>> query() {
    Map<String, List<String>> query = new LinkedHashMap<>();
    if (event.get("multiValueQueryStringParameters") instanceof Map<?, ?> names) {
      names.forEach((name, values) -> query.put(String.valueOf(name), texts(values)));
    }
    return query;
  }

  /**
   * A header's only value. Two of the same name are none: an edge writes one, so the other is a
   * stranger's.
   */
  Optional<String> header(String name) {
    List<String> found = new ArrayList<>();
    if (event.get("multiValueHeaders") instanceof Map<?, ?> headers) {
      headers.forEach(
          (key, values) -> {
            if (name.equalsIgnoreCase(String.valueOf(key))) {
              found.addAll(texts(values));
            }
          });
    }
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private static Optional<String> text(Object value) {
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }

  private static List<String> texts(Object values) {
    List<String> texts = new ArrayList<>();
    if (values instanceof List<?> list) {
      list.forEach(each -> texts.add(each == null ? "" : String.valueOf(each)));
    }
    return texts;
  }
}
