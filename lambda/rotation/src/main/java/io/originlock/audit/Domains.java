package io.originlock.audit;

import io.originlock.aws.AwsFailures;
import io.originlock.model.LockException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.BasePathMapping;
import software.amazon.awssdk.services.apigateway.model.DomainName;

/**
 * The domains of API Gateway's own that lead to the lock's APIs, but for those that a distribution
 * of the lock has as its origin.
 */
final class Domains {
  private final ApiGatewayClient apiGateway;
  private final Supplier<Set<String>> origins;

  /**
   * @param origins the domain names of the origins of the lock's distributions
   */
  Domains(ApiGatewayClient apiGateway, Supplier<Set<String>> origins) {
    this.apiGateway = apiGateway;
    this.origins = origins;
  }

  /**
   * @throws LockException if AWS fails
   */
  List<OpenDoor> leadingTo(Set<String> restApiIds) {
    List<OpenDoor> doors = new ArrayList<>();
    for (DomainName domain : domains()) {
      for (BasePathMapping mapping : mappings(domain.domainName())) {
        if (restApiIds.contains(mapping.restApiId()) && !isOrigin(domain)) {
          doors.add(door(domain.domainName(), mapping));
        }
      }
    }
    return doors;
  }

  private boolean isOrigin(DomainName domain) {
    Set<String> known = origins.get();
    return known.contains(domain.domainName())
        || domain.regionalDomainName() != null && known.contains(domain.regionalDomainName());
  }

  private static OpenDoor door(String domain, BasePathMapping mapping) {
    boolean root = mapping.basePath() == null || mapping.basePath().equals("(none)");
    return new OpenDoor(
        OpenDoor.Kind.DOMAIN_BYPASS,
        "domain " + domain,
        "",
        "It leads "
            + (root ? "/" : "/" + mapping.basePath())
            + " to "
            + (mapping.stage() == null ? "any stage" : "stage " + mapping.stage())
            + " of REST API "
            + mapping.restApiId()
            + " past CloudFront; only the lock stands there.",
        "Point the domain at CloudFront, and delete this mapping.");
  }

  private List<DomainName> domains() {
    try {
      return apiGateway.getDomainNamesPaginator().items().stream().toList();
    } catch (SdkException e) {
      throw AwsFailures.of("Domain names", "apigateway:GET /domainnames", e);
    }
  }

  private List<BasePathMapping> mappings(String domain) {
    try {
      return apiGateway
          .getBasePathMappingsPaginator(request -> request.domainName(domain))
          .items()
          .stream()
          .toList();
    } catch (SdkException e) {
      throw AwsFailures.of(
          "Domain name " + domain,
          "apigateway:GET /domainnames/" + domain + "/basepathmappings",
          e);
    }
  }
}
