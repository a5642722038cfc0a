package io.originlock.survey;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A cache behaviour of a distribution.
 *
 * @param pattern its path pattern; that of the default one is {@code *}
 * @param targetId an origin's or an origin group's
 * @param viewers how a viewer may come
 * @param signedViewersOnly whether it wants signed URLs or cookies
 * @param methods the HTTP methods that go on to the origin, in upper case
 * @param functions in the order of the configuration
 * @param policies what it refers to
 * @param forwarding what goes on; empty if a policy that says so could not be read
 * @param caching how answers are kept; empty if the policy that says so could not be read
 */
public record Behaviour(
    String pattern,
    String targetId,
    Viewers viewers,
    boolean signedViewersOnly,
    Set<String> methods,
    List<EdgeFunction> functions,
    Policies policies,
    Optional<Forwarding> forwarding,
    Optional<Caching> caching) {

  /** {@code ViewerProtocolPolicy}. */
  public enum Viewers {
    ALLOW_ALL,
    HTTPS_ONLY,
    REDIRECT_TO_HTTPS
  }

  /**
   * The ids of policies, and the ARN of a real-time log configuration. Without a cache policy, its
   * {@code ForwardedValues} say what goes on and how answers are kept.
   */
  public record Policies(
      Optional<String> cache,
      Optional<String> originRequest,
      Optional<String> responseHeaders,
      Optional<String> realtimeLog) {
    public static final Policies NONE =
        new Policies(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  public Behaviour {
    methods = Set.copyOf(methods);
    functions = List.copyOf(functions);
  }

  /**
   * Whether its pattern fits a path: {@code *} is any characters, {@code ?} any one, and case
   * counts.
   *
   * @param path with its slash, without a query
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern">Path
   *     pattern</a>
   */
  public boolean matches(String path) {
    String whole = pattern.startsWith("/") || pattern.startsWith("*") ? pattern : "/" + pattern;
    return Wildcards.fit(whole, path, false);
  }
}
