package io.originlock.aws;

import io.originlock.engine.LockException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.wafv2.Wafv2Client;
import software.amazon.awssdk.services.wafv2.model.LoggingConfiguration;
import software.amazon.awssdk.services.wafv2.model.Scope;
import software.amazon.awssdk.services.wafv2.model.WafNonexistentItemException;
import software.amazon.awssdk.services.wafv2.model.WebACL;

/** Reads regional web ACLs; never changes one. */
public final class WebAcls {
  private final Wafv2Client waf;

  public WebAcls(Wafv2Client waf) {
    this.waf = waf;
  }

  /**
   * @return empty if it does not exist any more
   * @throws LockException if AWS fails
   */
  public Optional<WebACL> read(WafArn arn) {
    try {
      return Optional.of(
          waf.getWebACL(request -> request.name(arn.name()).id(arn.id()).scope(Scope.REGIONAL))
              .webACL());
    } catch (WafNonexistentItemException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw AwsFailures.of("Web ACL " + arn.name(), "wafv2:GetWebACL", e);
    }
  }

  /**
   * @return empty if its requests are not logged
   * @throws LockException if AWS fails
   */
  public Optional<LoggingConfiguration> logging(WafArn arn) {
    try {
      return Optional.ofNullable(
          waf.getLoggingConfiguration(request -> request.resourceArn(arn.arn()))
              .loggingConfiguration());
    } catch (WafNonexistentItemException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw AwsFailures.of("Web ACL " + arn.name(), "wafv2:GetLoggingConfiguration", e);
    }
  }
}
