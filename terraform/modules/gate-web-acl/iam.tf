locals {
  statements = [
    {
      sid       = "RuleGroup"
      actions   = ["wafv2:GetRuleGroup", "wafv2:UpdateRuleGroup"]
      resources = [aws_wafv2_rule_group.lock.arn]
      condition = {}
    },
    {
      # How many methods it stands in front of. API Gateway's control-plane ARNs carry no account id.
      sid       = "ReadDeployments"
      actions   = ["apigateway:GET"]
      resources = [for api in distinct([for stage in var.lock.stages : stage.rest_api_id]) : "arn:${var.lock.partition}:apigateway:${var.lock.region}::/restapis/${api}/deployments/*"]
      condition = {}
    },
  ]
}
