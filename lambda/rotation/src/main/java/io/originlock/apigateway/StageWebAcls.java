package io.originlock.apigateway;

import io.originlock.aws.Looks;
import io.originlock.aws.WafArn;
import io.originlock.aws.WebAcls;
import io.originlock.survey.HeaderNames;
import io.originlock.survey.StageFacts;
import io.originlock.survey.Unread.Part;
import io.originlock.survey.Unread.Reason;
import io.originlock.survey.WebAclFacts;
import io.originlock.survey.WebAclFacts.Decision;
import io.originlock.survey.WebAclFacts.Generation;
import io.originlock.survey.WebAclFacts.Logging;
import io.originlock.survey.WebAclFacts.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.wafv2.model.DefaultAction;
import software.amazon.awssdk.services.wafv2.model.RuleAction;
import software.amazon.awssdk.services.wafv2.model.RuleGroupReferenceStatement;
import software.amazon.awssdk.services.wafv2.model.WebACL;

/** Reads the web ACLs before stages, each once. Those of WAF Classic are known by their ARN. */
final class StageWebAcls {
  private static final String REMEDY = "Associate a web ACL of scope REGIONAL with the stage.";

  /** {@code arn:aws:waf-regional:eu-west-1:111122223333:webacl/<id>}. */
  private static final Pattern CLASSIC =
      Pattern.compile("arn:[a-z-]+:waf(-regional)?:[a-z0-9-]*:[0-9]{12}:webacl/(.+)");

  private final WebAcls webAcls;
  private final Looks looks;

  StageWebAcls(WebAcls webAcls, Looks looks) {
    this.webAcls = webAcls;
    this.looks = looks;
  }

  List<WebAclFacts> of(List<StageFacts> stages) {
    Set<String> arns = new LinkedHashSet<>();
    stages.forEach(stage -> stage.webAcl().ifPresent(arns::add));
    List<WebAclFacts> all = new ArrayList<>();
    for (String arn : arns) {
      if (CLASSIC.matcher(arn).matches()) {
        all.add(classic(arn));
      } else {
        looks
            .at(Part.WEB_ACL, "web ACL " + arn, () -> webAcls.of(arn, REMEDY))
            .ifPresent(found -> found.ifPresentOrElse(acl -> all.add(facts(acl)), () -> gone(arn)));
      }
    }
    return all;
  }

  private static WebAclFacts classic(String arn) {
    return new WebAclFacts(
        arn,
        arn.substring(arn.lastIndexOf('/') + 1),
        Generation.CLASSIC,
        Optional.empty(),
        List.of(),
        false,
        Optional.empty());
  }

  private void gone(String arn) {
    looks.note(
        Part.WEB_ACL, "web ACL " + arn, Reason.ABSENT, "It does not exist any more.", REMEDY);
  }

  private WebAclFacts facts(WebACL acl) {
    return new WebAclFacts(
        acl.arn(),
        acl.name(),
        Generation.V2,
        Optional.ofNullable(acl.defaultAction()).map(StageWebAcls::decision),
        acl.rules().stream()
            .map(StageWebAcls::rule)
            .sorted(Comparator.comparingInt(Rule::priority))
            .toList(),
        WebAcls.samples(acl.visibilityConfig()),
        logging(acl));
  }

  private static Decision decision(DefaultAction action) {
    return action.block() != null ? Decision.BLOCK : Decision.ALLOW;
  }

  private static Rule rule(software.amazon.awssdk.services.wafv2.model.Rule rule) {
    Optional<RuleGroupReferenceStatement> group =
        Optional.ofNullable(rule.statement())
            .flatMap(statement -> Optional.ofNullable(statement.ruleGroupReferenceStatement()));
    boolean counted = rule.overrideAction() != null && rule.overrideAction().count() != null;
    boolean partly =
        group.filter(each -> each.hasRuleActionOverrides() || each.hasExcludedRules()).isPresent();
    return new Rule(
        rule.name(),
        rule.priority() == null ? 0 : rule.priority(),
        rule.action() == null ? Decision.GROUP : decision(rule.action()),
        group.map(RuleGroupReferenceStatement::arn),
        counted || partly,
        WebAcls.samples(rule.visibilityConfig()));
  }

  private static Decision decision(RuleAction action) {
    if (action.allow() != null) {
      return Decision.ALLOW;
    }
    if (action.block() != null) {
      return Decision.BLOCK;
    }
    return action.count() != null ? Decision.COUNT : Decision.CHALLENGE;
  }

  private Optional<Logging> logging(WebACL acl) {
    return looks
        .at(
            Part.WEB_ACL_LOGGING,
            "web ACL " + acl.name(),
            () -> webAcls.logging(WafArn.parse(acl.arn(), WafArn.WEB_ACL, REMEDY)))
        .flatMap(found -> found)
        .map(
            logging ->
                new Logging(
                    HeaderNames.of(
                        logging.redactedFields().stream()
                            .filter(field -> field.singleHeader() != null)
                            .map(field -> field.singleHeader().name())
                            .filter(Objects::nonNull)
                            .toList())));
  }
}
