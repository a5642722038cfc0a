package io.originlock.audit;

import io.originlock.aws.CustomDomains;
import io.originlock.model.LockException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.BasePathMapping;
import software.amazon.awssdk.services.apigateway.model.DomainName;

/**
 * The domains of API Gateway's own that lead to the lock's APIs, but for those that a distribution
 * of the lock has as its origin.
 */
final class Domains {
  private final CustomDomains domains;
  private final Supplier<Set<String>> origins;

  /**
   * @param origins the domain names of the origins of the lock's distributions
   */
  Domains(ApiGatewayClient apiGateway, Supplier<Set<String>> origins) {
    this.domains = new CustomDomains(apiGateway);
    this.origins = origins;
  }

  /**
   * @throws LockException if AWS fails
   */
  List<OpenDoor> leadingTo(Set<String> restApiIds) {
    List<OpenDoor> doors = new ArrayList<>();
    for (DomainName domain : domains.read()) {
      for (BasePathMapping mapping : domains.mappings(domain.domainName())) {
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
    return new OpenDoor(
        OpenDoor.Kind.DOMAIN_BYPASS,
        "domain " + domain,
        "",
        "It leads "
            + "/"
            + CustomDomains.basePath(mapping)
            + " to "
            + (mapping.stage() == null ? "any stage" : "stage " + mapping.stage())
            + " of REST API "
            + mapping.restApiId()
            + " past CloudFront; only the lock stands there.",
        "Point the domain at CloudFront, and delete this mapping.");
  }
}
