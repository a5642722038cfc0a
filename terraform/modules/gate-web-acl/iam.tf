locals {
  statements = [
    {
      sid       = "RuleGroup"
      actions   = ["wafv2:GetRuleGroup", "wafv2:UpdateRuleGroup"]
      resources = [aws_wafv2_rule_group.lock.arn]
      condition = {}
    },
  ]
}
