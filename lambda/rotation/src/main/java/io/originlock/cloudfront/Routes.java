package io.originlock.cloudfront;

import io.originlock.aws.ApiStage;
import io.originlock.aws.CustomDomains;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.apigateway.model.BasePathMapping;
import software.amazon.awssdk.services.apigateway.model.DomainName;

/**
 * Which of a lock's stages an origin may lead to, by its host and path. A host of which that cannot
 * be told, a proxy's for one, counts as leading to all of them.
 */
public final class Routes {
  /**
   * {@code <api>.execute-api.<region>.<suffix>}. A custom domain's and a private endpoint's have a
   * hyphen in the first part.
   */
  private static final Pattern EXECUTE_API =
      Pattern.compile("([a-z0-9]+)\\.execute-api\\.[a-z0-9-]+\\.amazonaws\\.com(\\.cn)?");

  /** Hosts that answer themselves, and pass nothing on. */
  private static final Pattern ELSEWHERE =
      Pattern.compile(
          "(.+\\.)?s3[.-].*amazonaws\\.com(\\.cn)?|.+\\.lambda-url\\.[a-z0-9-]+\\.on\\.aws");

  private final List<ApiStage> stages;
  private final CustomDomains domains;

  /**
   * @param stages the lock's, listed and released
   */
  public Routes(List<ApiStage> stages, CustomDomains domains) {
    this.stages = List.copyOf(stages);
    this.domains = domains;
  }

  /**
   * Where an origin sends requests.
   *
   * @param host its domain name
   * @param path what it puts before a request's path: empty, or with a slash before it
   */
  record Origin(String host, String path) {}

  /**
   * @throws LockException if AWS fails
   */
  List<ApiStage> behind(Origin origin) {
    String host = origin.host().toLowerCase(Locale.ROOT);
    if (ELSEWHERE.matcher(host).matches()) {
      return List.of();
    }
    Matcher direct = EXECUTE_API.matcher(host);
    if (direct.matches()) {
      return some(direct.group(1), first(origin.path()));
    }
    return mapped(host, origin.path()).orElse(stages);
  }

  /** By the mappings of the custom domain of this host; empty if it is not one's. */
  private Optional<List<ApiStage>> mapped(String host, String path) {
    return domains.read().stream()
        .filter(domain -> isOf(domain, host))
        .findFirst()
        .map(
            domain -> {
              List<ApiStage> behind = new ArrayList<>();
              for (BasePathMapping mapping : domains.mappings(domain.domainName())) {
                if (meet(path, CustomDomains.basePath(mapping))) {
                  behind.addAll(some(mapping.restApiId(), Optional.ofNullable(mapping.stage())));
                }
              }
              return behind;
            });
  }

  private static boolean isOf(DomainName domain, String host) {
    String name = domain.domainName();
    return host.equals(name)
        || name.startsWith("*.") && host.endsWith(name.substring(1))
        || host.equals(domain.regionalDomainName())
        || host.equals(domain.distributionDomainName());
  }

  /** Whether a request below that path may be one below this base path. */
  private static boolean meet(String path, String basePath) {
    String one = below(path);
    String other = below(basePath);
    return one.startsWith(other) || other.startsWith(one);
  }

  private static String below(String path) {
    String plain = path.replaceAll("^/+|/+$", "");
    return plain.isEmpty() ? "/" : "/" + plain + "/";
  }

  /** The stage that a path names first; empty where the request names it. */
  private static Optional<String> first(String path) {
    String plain = below(path).substring(1);
    return plain.isEmpty() ? Optional.empty() : Optional.of(plain.substring(0, plain.indexOf('/')));
  }

  private List<ApiStage> some(String api, Optional<String> name) {
    return stages.stream()
        .filter(stage -> stage.restApiId().equals(api))
        .filter(stage -> name.filter(each -> !each.equals(stage.stage())).isEmpty())
        .toList();
  }
}
