package io.originlock.webacl;

import static io.originlock.audit.OpenDoor.Kind.OTHER_KEYS;
import static io.originlock.audit.OpenDoor.Kind.RULE_COUNTS;

import io.originlock.audit.DeployedStage;
import io.originlock.audit.GateCheck;
import io.originlock.audit.OpenDoor;
import io.originlock.aws.WafArn;
import io.originlock.model.LockException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.wafv2.Wafv2Client;
import software.amazon.awssdk.services.wafv2.model.Rule;

/** The audit of the gate {@code web-acl}: what it does not guard, it guards for no method. */
public final class WebAclCheck implements GateCheck {
  private final RuleGroup group;
  private final StageWebAcl webAcls;

  /**
   * @throws LockException if the ARN is not a regional rule group's
   */
  public WebAclCheck(Wafv2Client waf, String ruleGroupArn) {
    this.group =
        new RuleGroup(waf, WafArn.parse(ruleGroupArn, WafArn.RULE_GROUP, RuleGroup.ARN_REMEDY));
    this.webAcls = new StageWebAcl(ruleGroupArn);
  }

  @Override
  public Optional<String> header() {
    return Optional.of(LockRule.HEADER);
  }

  @Override
  public List<String> accessLogVariables() {
    // No variable of access logs holds a header.
    return List.of();
  }

  @Override
  public ExecutionLogs executionLogs() {
    return ExecutionLogs.TRACE_IT;
  }

  @Override
  public List<OpenDoor> gate() {
    RuleGroup.Reading reading = group.read();
    List<OpenDoor> doors = new ArrayList<>();
    if (reading.counts()) {
      doors.add(
          new OpenDoor(
              RULE_COUNTS,
              group.label(),
              "",
              "Its rule blocks nobody: it counts, or is not there.",
              "Engage the lock. If it is engaged, the next tick mends this; look who changes the"
                  + " group."));
    }
    String others =
        reading.rules().stream()
            .filter(rule -> LockRule.parse(rule).isEmpty())
            .map(Rule::name)
            .collect(Collectors.joining(", "));
    boolean strangers =
        reading.rule().stream()
            .flatMap(rule -> rule.entries().stream())
            .anyMatch(entry -> entry.id().isEmpty());
    if (!others.isEmpty() || strangers) {
      doors.add(
          new OpenDoor(
              OTHER_KEYS,
              group.label(),
              "",
              others.isEmpty()
                  ? "It lets in a secret that is not the lock's."
                  : "It holds rules that are not the lock's: " + others + ".",
              "The lock takes them out once nothing can depend on them; look who put them there."));
    }
    return doors;
  }

  @Override
  public List<OpenDoor> stage(DeployedStage stage) {
    List<OpenDoor> doors = new ArrayList<>(webAcls.doors(stage.id(), stage.webAcl()));
    boolean open = group.read().counts() || doors.stream().anyMatch(StageWebAcl::leavesAllOpen);
    if (open) {
      for (DeployedStage.Method method : stage.methods()) {
        doors.add(
            stage.open(
                method,
                "The web ACL lets requests without the secret through to it.",
                "Mend what is said of its stage and of the lock's rule group."));
      }
    }
    return doors;
  }
}
