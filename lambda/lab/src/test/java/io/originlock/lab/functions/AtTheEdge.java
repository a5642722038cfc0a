package io.originlock.lab.functions;

import io.originlock.lab.control.Clients;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.services.cloudfront.model.DefaultCacheBehavior;
import software.amazon.awssdk.services.cloudfront.model.DistributionConfig;
import software.amazon.awssdk.services.cloudfront.model.EventType;
import software.amazon.awssdk.services.cloudfront.model.LambdaFunctionAssociation;
import software.amazon.awssdk.services.cloudfront.model.Origin;
import software.amazon.awssdk.services.cloudfront.model.ViewerProtocolPolicy;

/** Distributions that have a function. */
final class AtTheEdge {
  private AtTheEdge() {}

  /** Makes one with this function for origin requests; returns its id. */
  static String distribution(Clients clients, String function) {
    DistributionConfig config =
        DistributionConfig.builder()
            .callerReference(UUID.randomUUID().toString())
            .comment("")
            .enabled(true)
            .origins(
                o ->
                    o.quantity(1)
                        .items(
                            Origin.builder()
                                .id("api")
                                .domainName("origin.test")
                                .customOriginConfig(
                                    c ->
                                        c.httpPort(80)
                                            .httpsPort(443)
                                            .originProtocolPolicy("https-only"))
                                .build()))
            .defaultCacheBehavior(behaviour(List.of(function)))
            .build();
    return clients
        .cloudFront()
        .createDistribution(r -> r.distributionConfig(config))
        .distribution()
        .id();
  }

  /** Makes a distribution let go of its function. */
  static void letGo(Clients clients, String id) {
    var found = clients.cloudFront().getDistributionConfig(r -> r.id(id));
    DistributionConfig without =
        found.distributionConfig().toBuilder().defaultCacheBehavior(behaviour(List.of())).build();
    clients
        .cloudFront()
        .updateDistribution(r -> r.id(id).ifMatch(found.eTag()).distributionConfig(without));
  }

  private static DefaultCacheBehavior behaviour(List<String> functions) {
    return DefaultCacheBehavior.builder()
        .targetOriginId("api")
        .viewerProtocolPolicy(ViewerProtocolPolicy.HTTPS_ONLY)
        .cachePolicyId("4135ea2d-6df8-44a3-9df3-4b5a84be39ad")
        .lambdaFunctionAssociations(
            l ->
                l.quantity(functions.size())
                    .items(
                        functions.stream()
                            .map(
                                arn ->
                                    LambdaFunctionAssociation.builder()
                                        .eventType(EventType.ORIGIN_REQUEST)
                                        .lambdaFunctionARN(arn)
                                        .build())
                            .toList()))
        .build();
  }
}
