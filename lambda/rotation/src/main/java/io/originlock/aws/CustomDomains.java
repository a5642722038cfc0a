package io.originlock.aws;

import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.BasePathMapping;
import software.amazon.awssdk.services.apigateway.model.DomainName;

/** Reads the account's custom domain names of API Gateway, and what they lead to. */
public final class CustomDomains {
  private final ApiGatewayClient apiGateway;

  public CustomDomains(ApiGatewayClient apiGateway) {
    this.apiGateway = apiGateway;
  }

  /**
   * @throws LockException if AWS fails
   */
  public List<DomainName> read() {
    try {
      return apiGateway.getDomainNamesPaginator().items().stream().toList();
    } catch (SdkException e) {
      throw AwsFailures.of("Domain names", "apigateway:GET /domainnames", e);
    }
  }

  /**
   * @throws LockException if AWS fails
   */
  public List<BasePathMapping> mappings(DomainName domain) {
    String name = domain.domainName();
    try {
      return apiGateway
          .getBasePathMappingsPaginator(
              // Of private domains several may have one name.
              request -> request.domainName(name).domainNameId(domain.domainNameId()))
          .items()
          .stream()
          .toList();
    } catch (SdkException e) {
      throw AwsFailures.of(
          "Domain name " + name, "apigateway:GET /domainnames/" + name + "/basepathmappings", e);
    }
  }

  /** The path below a domain that a mapping stands for, without slashes; empty for all of it. */
  public static String basePath(BasePathMapping mapping) {
    return mapping.basePath() == null || mapping.basePath().equals("(none)")
        ? ""
        : mapping.basePath();
  }
}
