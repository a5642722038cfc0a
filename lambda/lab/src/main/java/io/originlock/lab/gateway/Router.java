package io.originlock.lab.gateway;

import io.originlock.lab.model.ApiCatalog.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a method for a path: at each segment a literal goes before {@code {name}}, and that before
 * {@code {name+}}; a method's own verb before {@code ANY}. Nothing is decoded for that, and a slash
 * at the end counts for nothing: so it is recorded of {@code {name+}}, and assumed of the others.
 *
 * @see <a
 *     href="https://github.com/localstack/localstack/blob/8b9a79f05846835cf4dff63ab7eefdde9df83783/tests/aws/services/apigateway/test_apigateway_lambda.snapshot.json">Recorded
 *     answers of AWS</a>, invocation-payload-with-path-encoded-email
 */
final class Router {

  /** A method and the path parameters that led to it. */
  record Route(Method method, Map<String, String> pathParameters) {}

  private Router() {}

  static Optional<Route> find(List<Method> methods, String verb, String path) {
    String[] segments = segments(path);
    Optional<String> resource =
        methods.stream()
            .map(Method::path)
            .distinct()
            .filter(template -> match(segments(template), segments).isPresent())
            .min(Comparator.comparing(Router::precedence));
    return resource.flatMap(
        template ->
            methods.stream()
                .filter(m -> m.path().equals(template))
                .filter(m -> m.verb().equals(verb) || m.verb().equals("ANY"))
                .min(Comparator.comparing(m -> m.verb().equals("ANY")))
                .map(m -> new Route(m, match(segments(template), segments).orElseThrow())));
  }

  /**
   * Sorts by specificity, segment by segment: {@code 0} literal, {@code 1} name, {@code 2} rest.
   */
  private static String precedence(String template) {
    StringBuilder rank = new StringBuilder();
    for (String segment : segments(template)) {
      rank.append(greedy(segment) ? '2' : variable(segment) ? '1' : '0');
    }
    return rank.toString();
  }

  private static Optional<Map<String, String>> match(String[] template, String[] path) {
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < template.length; i++) {
      if (i >= path.length) {
        return Optional.empty();
      }
      if (greedy(template[i])) {
        String rest = String.join("/", Arrays.copyOfRange(path, i, path.length));
        parameters.put(name(template[i]).replace("+", ""), rest);
        return Optional.of(parameters);
      }
      if (variable(template[i])) {
        parameters.put(name(template[i]), path[i]);
      } else if (!template[i].equals(path[i])) {
        return Optional.empty();
      }
    }
    return template.length == path.length ? Optional.of(parameters) : Optional.empty();
  }

  private static String[] segments(String path) {
    String trimmed = path.replaceAll("^/+|/+$", "");
    return trimmed.isEmpty() ? new String[0] : trimmed.split("/");
  }

  private static boolean variable(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }

  private static boolean greedy(String segment) {
    return variable(segment) && segment.endsWith("+}");
  }

  private static String name(String segment) {
    return segment.substring(1, segment.length() - 1);
  }
}
