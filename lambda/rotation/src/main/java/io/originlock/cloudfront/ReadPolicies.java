package io.originlock.cloudfront;

import io.originlock.aws.Answers;
import io.originlock.aws.AwsFailures;
import io.originlock.aws.Looks;
import io.originlock.survey.Caching;
import io.originlock.survey.Forwarding;
import io.originlock.survey.Selection;
import io.originlock.survey.Unread.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudfront.model.CachePolicyConfig;
import software.amazon.awssdk.services.cloudfront.model.OriginRequestPolicyConfig;
import software.amazon.awssdk.services.cloudfront.model.ParametersInCacheKeyAndForwardedToOrigin;

/** Reads each policy once, AWS's managed ones like others. */
final class ReadPolicies implements PolicyBook {
  private final CloudFrontClient cloudFront;
  private final Looks looks;
  private final Map<String, Optional<CachePolicy>> caches = new HashMap<>();
  private final Map<String, Optional<Forwarding>> originRequests = new HashMap<>();

  /**
   * @param looks notes a policy that cannot be read
   */
  ReadPolicies(CloudFrontClient cloudFront, Looks looks) {
    this.cloudFront = cloudFront;
    this.looks = looks;
  }

  @Override
  public Optional<CachePolicy> cache(String id) {
    return caches.computeIfAbsent(
        id,
        missing -> {
          String place = "cache policy " + id;
          return looks.at(
              Part.CACHE_POLICY,
              place,
              read(
                  place,
                  "cloudfront:GetCachePolicy",
                  () ->
                      cachePolicy(
                          Answers.part(
                              Answers.part(
                                      cloudFront
                                          .getCachePolicy(request -> request.id(id))
                                          .cachePolicy(),
                                      place,
                                      "cloudfront:GetCachePolicy",
                                      "a policy")
                                  .cachePolicyConfig(),
                              place,
                              "cloudfront:GetCachePolicy",
                              "a configuration"))));
        });
  }

  @Override
  public Optional<Forwarding> originRequest(String id) {
    return originRequests.computeIfAbsent(
        id,
        missing -> {
          String place = "origin request policy " + id;
          return looks.at(
              Part.ORIGIN_REQUEST_POLICY,
              place,
              read(
                  place,
                  "cloudfront:GetOriginRequestPolicy",
                  () ->
                      forwarding(
                          Answers.part(
                              Answers.part(
                                      cloudFront
                                          .getOriginRequestPolicy(request -> request.id(id))
                                          .originRequestPolicy(),
                                      place,
                                      "cloudfront:GetOriginRequestPolicy",
                                      "a policy")
                                  .originRequestPolicyConfig(),
                              place,
                              "cloudfront:GetOriginRequestPolicy",
                              "a configuration"))));
        });
  }

  private static <T> Supplier<T> read(String place, String operation, Supplier<T> call) {
    return () -> {
      try {
        return call.get();
      } catch (SdkException e) {
        throw AwsFailures.of(place, operation, e);
      }
    };
  }

  private static CachePolicy cachePolicy(CachePolicyConfig config) {
    ParametersInCacheKeyAndForwardedToOrigin key =
        config.parametersInCacheKeyAndForwardedToOrigin();
    Selection headers =
        key == null || key.headersConfig() == null
            ? Selection.NONE
            : selection(
                key.headersConfig().headerBehaviorAsString(),
                key.headersConfig().headers() == null
                    ? List.of()
                    : key.headersConfig().headers().items());
    Selection query =
        key == null || key.queryStringsConfig() == null
            ? Selection.NONE
            : selection(
                key.queryStringsConfig().queryStringBehaviorAsString(),
                key.queryStringsConfig().queryStrings() == null
                    ? List.of()
                    : key.queryStringsConfig().queryStrings().items());
    return new CachePolicy(
        new Caching(
            seconds(config.minTTL()),
            seconds(config.defaultTTL()),
            seconds(config.maxTTL()),
            headers,
            query),
        new Forwarding(headers, query));
  }

  private static Forwarding forwarding(OriginRequestPolicyConfig config) {
    Selection headers =
        config.headersConfig() == null
            ? Selection.NONE
            : selection(
                config.headersConfig().headerBehaviorAsString(),
                config.headersConfig().headers() == null
                    ? List.of()
                    : config.headersConfig().headers().items());
    Selection query =
        config.queryStringsConfig() == null
            ? Selection.NONE
            : selection(
                config.queryStringsConfig().queryStringBehaviorAsString(),
                config.queryStringsConfig().queryStrings() == null
                    ? List.of()
                    : config.queryStringsConfig().queryStrings().items());
    return new Forwarding(headers, query);
  }

  /**
   * By the behaviours that policies name: {@code allViewer} is all that the viewer sent, {@code
   * allViewerAndWhitelistCloudFront} that and headers of CloudFront's own.
   */
  private static Selection selection(String behaviour, List<String> names) {
    return switch (behaviour == null ? "none" : behaviour) {
      case "whitelist" -> Selection.only(names);
      case "allExcept" -> Selection.allBut(names);
      case "all", "allViewer", "allViewerAndWhitelistCloudFront" -> Selection.ALL;
      default -> Selection.NONE;
    };
  }

  private static long seconds(Long told) {
    return told == null ? 0 : told;
  }
}
