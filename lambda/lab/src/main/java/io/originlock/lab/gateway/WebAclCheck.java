package io.originlock.lab.gateway;

import io.originlock.lab.LabException;
import io.originlock.lab.waf.Evaluation;
import io.originlock.lab.waf.WebAcl;
import java.util.Optional;

/** The web ACL of the stage, in the version that the host knows of. */
final class WebAclCheck implements Check {

  @Override
  public Optional<Refusal> refuse(Call call) {
    String arn = call.stage().webAclArn();
    if (arn == null) {
      return Optional.empty();
    }
    WebAcl acl =
        call.catalog().webAcls().stream()
            .filter(each -> each.arn().equals(arn))
            .findFirst()
            .orElseThrow(
                () -> new LabException(arn, "evaluate it", "The stage has it, WAF has not."));
    return Evaluation.passes(acl, call.request())
        ? Optional.empty()
        : Optional.of(new Refusal(GatewayError.WAF_FILTERED));
  }
}
