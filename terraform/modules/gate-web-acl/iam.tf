locals {
  # API Gateway's control-plane ARNs carry no account id.
  apigateway = "arn:${data.aws_partition.current.partition}:apigateway:${data.aws_region.current.name}::"

  rest_apis = distinct([for stage in var.stages : stage.rest_api_id])

  statements = [
    {
      sid       = "RuleGroup"
      actions   = ["wafv2:GetRuleGroup", "wafv2:UpdateRuleGroup"]
      resources = [aws_wafv2_rule_group.lock.arn]
      condition = {}
    },
    {
      sid       = "ReadWebAcl"
      actions   = ["wafv2:GetWebACL", "wafv2:GetLoggingConfiguration"]
      resources = [local.web_acl_arn]
      condition = {}
    },
    {
      sid     = "ReadStages"
      actions = ["apigateway:GET"]
      resources = concat(
        [for api in local.rest_apis : "${local.apigateway}/restapis/${api}"],
        [for api in local.rest_apis : "${local.apigateway}/restapis/${api}/deployments/*"],
        [for stage in var.stages : "${local.apigateway}/restapis/${stage.rest_api_id}/stages/${stage.stage}"],
      )
      condition = {}
    },
  ]
}
