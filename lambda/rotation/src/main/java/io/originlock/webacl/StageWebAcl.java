package io.originlock.webacl;

import static io.originlock.audit.OpenDoor.Kind.EARLIER_ALLOW;
import static io.originlock.audit.OpenDoor.Kind.RULE_GROUP_OVERRIDDEN;
import static io.originlock.audit.OpenDoor.Kind.WEB_ACL_MISSING;

import io.originlock.audit.OpenDoor;
import io.originlock.aws.ApiStage;
import io.originlock.port.Checking;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.wafv2.model.Rule;
import software.amazon.awssdk.services.wafv2.model.WebACL;

/** Whether a stage's web ACL has the lock's rule group where it works. */
final class StageWebAcl {
  static final String REMEDY =
      "Associate a REGIONAL web ACL that refers to the lock's rule group with the stage: the module"
          + " gate-web-acl does both.";

  private final String ruleGroupArn;

  StageWebAcl(String ruleGroupArn) {
    this.ruleGroupArn = ruleGroupArn;
  }

  /**
   * What keeps the lock's rules from having an effect on a stage, the gravest first.
   *
   * @param acl the stage's web ACL, if it has one
   */
  List<OpenDoor> doors(ApiStage stage, Optional<WebACL> acl) {
    if (acl.isEmpty()) {
      return List.of(door(stage, WEB_ACL_MISSING, "It has no web ACL.", REMEDY));
    }
    String name = acl.get().name();
    Optional<Rule> reference = acl.get().rules().stream().filter(this::refers).findFirst();
    if (reference.isEmpty()) {
      return List.of(
          door(
              stage,
              WEB_ACL_MISSING,
              "Its web ACL " + name + " does not refer to the lock's rule group.",
              "Add a rule with a reference to " + ruleGroupArn + " to it, first of all."));
    }
    Rule lock = reference.get();
    List<OpenDoor> doors = new ArrayList<>();
    if (counts(lock)) {
      doors.add(
          door(
              stage,
              RULE_GROUP_OVERRIDDEN,
              "Its web ACL " + name + " only counts what the lock's rule group blocks.",
              "Set the override action of rule "
                  + lock.name()
                  + " to none, and remove the overrides of its rules."));
    }
    String earlier =
        acl.get().rules().stream()
            .filter(rule -> rule.priority() < lock.priority())
            .filter(rule -> rule.action() != null && rule.action().allow() != null)
            .map(Rule::name)
            .collect(Collectors.joining(", "));
    if (!earlier.isEmpty()) {
      doors.add(
          door(
              stage,
              EARLIER_ALLOW,
              "In its web ACL " + name + " what rule " + earlier + " allows skips the lock's rule.",
              "Give the rule with the lock's rule group the lowest priority number."));
    }
    return doors;
  }

  /**
   * Whether it opens every method; an allowing rule opens only what it matches, as its owner wills.
   */
  static boolean leavesAllOpen(OpenDoor door) {
    return door.kind() == WEB_ACL_MISSING || door.kind() == RULE_GROUP_OVERRIDDEN;
  }

  private static boolean counts(Rule reference) {
    boolean whole =
        reference.overrideAction() != null && reference.overrideAction().count() != null;
    return whole
        || reference.statement().ruleGroupReferenceStatement().hasRuleActionOverrides()
        || reference.statement().ruleGroupReferenceStatement().hasExcludedRules();
  }

  /**
   * How a stage checks by a web ACL that refers to the lock's rule group. A reference that only
   * counts today may block tomorrow: it checks.
   */
  Optional<Checking> checking(ApiStage stage, WebACL acl) {
    String remedy =
        "take the rule that refers to the lock's rule group out of web ACL "
            + acl.name()
            + ", or that web ACL off the "
            + stage.label();
    return acl.rules().stream()
        .filter(this::refers)
        .findFirst()
        .map(rule -> new Checking(false, remedy));
  }

  private boolean refers(Rule rule) {
    return rule.statement() != null
        && rule.statement().ruleGroupReferenceStatement() != null
        && ruleGroupArn.equals(rule.statement().ruleGroupReferenceStatement().arn());
  }

  private static OpenDoor door(ApiStage stage, OpenDoor.Kind kind, String detail, String remedy) {
    return new OpenDoor(kind, stage.label(), "", detail, remedy);
  }
}
