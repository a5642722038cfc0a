package io.originlock.aws;

import io.originlock.model.LockException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.wafv2.Wafv2Client;
import software.amazon.awssdk.services.wafv2.model.LoggingConfiguration;
import software.amazon.awssdk.services.wafv2.model.Scope;
import software.amazon.awssdk.services.wafv2.model.VisibilityConfig;
import software.amazon.awssdk.services.wafv2.model.WafNonexistentItemException;
import software.amazon.awssdk.services.wafv2.model.WebACL;

/** Reads regional web ACLs; never changes one. */
public final class WebAcls {
  private final Wafv2Client waf;

  public WebAcls(Wafv2Client waf) {
    this.waf = waf;
  }

  /**
   * The web ACL that a stage names.
   *
   * @param arn as the stage has it: null or blank where there is none
   * @param remedy what to do if it is not a regional web ACL's
   * @return empty if there is none, or it does not exist any more
   * @throws LockException if it is not a regional web ACL's ARN, or AWS fails
   */
  public Optional<WebACL> of(String arn, String remedy) {
    return arn == null || arn.isBlank()
        ? Optional.empty()
        : read(WafArn.parse(arn, WafArn.WEB_ACL, remedy));
  }

  /** Whether samples of requests, headers included, are kept. */
  public static boolean samples(VisibilityConfig config) {
    return config != null && Boolean.TRUE.equals(config.sampledRequestsEnabled());
  }

  private Optional<WebACL> read(WafArn arn) {
    try {
      return Optional.ofNullable(
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
