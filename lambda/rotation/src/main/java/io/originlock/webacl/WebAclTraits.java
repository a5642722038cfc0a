package io.originlock.webacl;

import io.originlock.examine.ExecutionLogs;
import io.originlock.examine.GateTraits;
import io.originlock.examine.Judge;
import io.originlock.examine.Opening;
import io.originlock.survey.Method;
import io.originlock.survey.StageFacts;
import io.originlock.survey.Survey;
import java.util.List;
import java.util.Optional;

/** What judges must know of the gate {@code web-acl}: what it leaves open, it leaves for all. */
public final class WebAclTraits implements GateTraits {
  private final Optional<StageRules> rules;
  private final boolean blocks;

  /**
   * @param ruleGroupArn of the lock's rule group
   * @param blocks whether its rule blocks who has no secret; false while it counts
   */
  public WebAclTraits(String ruleGroupArn, boolean blocks) {
    this(Optional.of(new StageRules(ruleGroupArn)), blocks);
  }

  private WebAclTraits(Optional<StageRules> rules, boolean blocks) {
    this.rules = rules;
    this.blocks = blocks;
  }

  /** Before there is a rule group, which so blocks nobody. */
  static WebAclTraits proposed() {
    return new WebAclTraits(Optional.empty(), false);
  }

  @Override
  public Optional<String> header() {
    return Optional.of(LockRule.HEADER);
  }

  /** {@inheritDoc} None holds a header. */
  @Override
  public List<String> accessLogVariables() {
    return List.of();
  }

  @Override
  public ExecutionLogs executionLogs() {
    return ExecutionLogs.TRACE_IT;
  }

  @Override
  public List<Integer> refusals() {
    return List.of(403);
  }

  @Override
  public Optional<Opening> opening(Survey survey, StageFacts stage, Method method) {
    return !blocks || rules.filter(each -> each.leaveOpen(survey, stage)).isPresent()
        ? Optional.of(
            new Opening(
                "The web ACL lets requests without the secret through to it.",
                "Do what is said of its stage and of the lock's rule group."))
        : Optional.empty();
  }

  @Override
  public List<Judge> judges() {
    return rules.<List<Judge>>map(List::of).orElse(List.of());
  }
}
