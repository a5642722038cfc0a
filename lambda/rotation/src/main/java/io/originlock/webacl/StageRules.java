package io.originlock.webacl;

import io.originlock.examine.Judge;
import io.originlock.examine.LockFacts;
import io.originlock.finding.Finding;
import io.originlock.finding.Kind;
import io.originlock.finding.Place;
import io.originlock.survey.StageFacts;
import io.originlock.survey.Survey;
import io.originlock.survey.WebAclFacts;
import io.originlock.survey.WebAclFacts.Decision;
import io.originlock.survey.WebAclFacts.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds stages whose web ACL does not have the lock's rule group where it works. */
final class StageRules implements Judge {
  private final String ruleGroupArn;

  StageRules(String ruleGroupArn) {
    this.ruleGroupArn = ruleGroupArn;
  }

  @Override
  public List<Finding> judge(Survey survey, LockFacts lock) {
    return lock.closed()
        ? survey.targetStages().stream().flatMap(stage -> of(survey, stage).stream()).toList()
        : List.of();
  }

  /**
   * Whether every method of a stage is open. An allowing rule opens only what it matches, as its
   * owner wills, and a web ACL that could not be read opens nothing that is known.
   */
  boolean leaveOpen(Survey survey, StageFacts stage) {
    return of(survey, stage).stream().anyMatch(each -> each.kind() != Kind.EARLIER_ALLOW);
  }

  private List<Finding> of(Survey survey, StageFacts stage) {
    if (stage.webAcl().isEmpty()) {
      return List.of(
          finding(
              stage,
              Kind.WEB_ACL_MISSING,
              "It has no web ACL.",
              "Associate a REGIONAL web ACL that refers to the lock's rule group with the stage:"
                  + " the module gate-web-acl does both."));
    }
    return survey.webAcl(stage).map(acl -> of(stage, acl)).orElse(List.of());
  }

  private List<Finding> of(StageFacts stage, WebAclFacts acl) {
    Optional<Rule> reference =
        acl.rules().stream()
            .filter(rule -> rule.ruleGroup().filter(ruleGroupArn::equals).isPresent())
            .findFirst();
    if (reference.isEmpty()) {
      boolean classic = acl.generation() == WebAclFacts.Generation.CLASSIC;
      return List.of(
          finding(
              stage,
              Kind.WEB_ACL_MISSING,
              "Its " + acl.label() + " does not refer to the lock's rule group.",
              classic
                  ? "It is of WAF Classic, which cannot: move it to WAF, and add a rule with a"
                      + " reference to "
                      + ruleGroupArn
                      + ", first of all."
                  : "Add a rule with a reference to " + ruleGroupArn + " to it, first of all."));
    }
    List<Finding> findings = new ArrayList<>();
    Rule lock = reference.get();
    if (lock.onlyCounts()) {
      findings.add(
          finding(
              stage,
              Kind.RULE_GROUP_OVERRIDDEN,
              "Its " + acl.label() + " only counts what the lock's rule group blocks.",
              "Set the override action of rule "
                  + lock.name()
                  + " to none, and remove the overrides of its rules."));
    }
    String earlier =
        acl.rules().stream()
            .filter(rule -> rule.priority() < lock.priority())
            .filter(rule -> rule.decision() == Decision.ALLOW)
            .map(Rule::name)
            .collect(Collectors.joining(", "));
    if (!earlier.isEmpty()) {
      findings.add(
          finding(
              stage,
              Kind.EARLIER_ALLOW,
              "In its " + acl.label() + " what rule " + earlier + " allows skips the lock's rule.",
              "Give the rule with the lock's rule group the lowest priority number."));
    }
    return findings;
  }

  private static Finding finding(StageFacts stage, Kind kind, String seen, String remedy) {
    return new Finding(kind, new Place(stage.label()), seen, remedy);
  }
}
