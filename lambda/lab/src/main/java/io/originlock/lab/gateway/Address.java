package io.originlock.lab.gateway;

import io.originlock.lab.model.Account;
import io.originlock.lab.model.ApiCatalog;
import io.originlock.lab.model.ApiCatalog.DeployedStage;
import io.originlock.lab.model.ApiCatalog.Domain;
import io.originlock.lab.model.ApiCatalog.Mapping;
import io.originlock.lab.model.ApiCatalog.RoutingRule;
import io.originlock.lab.net.Request;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The stage that a request's Host and path name, and the path below it: of an API's own name, or of
 * a custom domain by its routing rules and its base path mappings.
 *
 * @param path below the stage, as it was sent
 */
record Address(DeployedStage stage, String path) {
  private static final Pattern OWN_HOST =
      Pattern.compile(
          "([a-z0-9]+)\\.execute-api\\." + Account.REGION + "\\.amazonaws\\.com",
          Pattern.CASE_INSENSITIVE);

  /** Empty for a name that nothing has, and for a stage or a base path that is not there. */
  static Optional<Address> of(ApiCatalog known, Request request) {
    String host = request.headers().first("host").orElse("").replaceFirst(":\\d+$", "");
    Matcher own = OWN_HOST.matcher(host);
    if (own.matches()) {
      String[] parts = request.path().split("/", 3);
      return stage(known, own.group(1).toLowerCase(Locale.ROOT), parts.length > 1 ? parts[1] : "")
          .filter(stage -> !stage.endpoint().disabled())
          .map(stage -> new Address(stage, "/" + (parts.length > 2 ? parts[2] : "")));
    }
    return known.domains().stream()
        .filter(domain -> domain.name().equalsIgnoreCase(host))
        .findFirst()
        .flatMap(domain -> byRule(known, domain, request).or(() -> byPath(known, domain, request)));
  }

  /**
   * By the first rule that matches.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-rules.html">Routing
   *     rules</a>
   */
  private static Optional<Address> byRule(ApiCatalog known, Domain domain, Request request) {
    return domain.rules().stream()
        .filter(rule -> matches(rule, request))
        .min(Comparator.comparingInt(RoutingRule::priority))
        .flatMap(
            rule ->
                stage(known, rule.restApiId(), rule.stage())
                    .map(stage -> new Address(stage, below(rule, request.path()))));
  }

  private static boolean matches(RoutingRule rule, Request request) {
    return rule.headers().stream()
            .allMatch(any -> any.entrySet().stream().anyMatch(each -> has(request, each)))
        && rule.basePaths().stream()
            .allMatch(any -> any.stream().anyMatch(base -> startsWith(request.path(), base)));
  }

  /** Names of headers compare without case, values with it. */
  private static boolean has(Request request, Map.Entry<String, String> wanted) {
    Pattern glob =
        Pattern.compile(
            Stream.of(wanted.getValue().split("\\*", -1))
                .map(Pattern::quote)
                .reduce((left, right) -> left + ".*" + right)
                .orElseThrow());
    return request.headers().all(wanted.getKey()).stream()
        .anyMatch(value -> glob.matcher(value).matches());
  }

  private static String below(RoutingRule rule, String path) {
    return rule.stripsBasePath()
        ? rule.basePaths().stream()
            .flatMap(List::stream)
            .filter(base -> startsWith(path, base))
            .findFirst()
            .map(base -> path.substring(base.length() + 1))
            .map(rest -> rest.startsWith("/") ? rest : "/" + rest)
            .orElse(path)
        : path;
  }

  /** By the longest base path that the path starts with. */
  private static Optional<Address> byPath(ApiCatalog known, Domain domain, Request request) {
    String path = request.path();
    return domain.mappings().stream()
        .filter(mapping -> empty(mapping) || startsWith(path, mapping.basePath()))
        .max(Comparator.comparingInt(mapping -> empty(mapping) ? 0 : mapping.basePath().length()))
        .flatMap(mapping -> mapped(known, mapping, path));
  }

  /** A mapping without a stage leaves it to the next part of the path. */
  private static Optional<Address> mapped(ApiCatalog known, Mapping mapping, String path) {
    String rest = empty(mapping) ? path : path.substring(mapping.basePath().length() + 1);
    String below = rest.startsWith("/") ? rest : "/" + rest;
    if (!mapping.stage().isEmpty()) {
      return stage(known, mapping.restApiId(), mapping.stage())
          .map(stage -> new Address(stage, below));
    }
    String[] parts = below.split("/", 3);
    return stage(known, mapping.restApiId(), parts[1])
        .map(stage -> new Address(stage, "/" + (parts.length > 2 ? parts[2] : "")));
  }

  private static boolean empty(Mapping mapping) {
    return mapping.basePath().isEmpty() || mapping.basePath().equals("(none)");
  }

  private static boolean startsWith(String path, String base) {
    return path.equals("/" + base) || path.startsWith("/" + base + "/");
  }

  private static Optional<DeployedStage> stage(ApiCatalog known, String api, String name) {
    return known.stages().stream()
        .filter(stage -> stage.restApiId().equals(api) && stage.stage().equals(name))
        .findFirst();
  }
}
