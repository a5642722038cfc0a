locals {
  # API Gateway's control-plane ARNs carry no account id.
  apigateway = "arn:${data.aws_partition.current.partition}:apigateway:${data.aws_region.current.name}::"

  rest_apis = distinct([for stage in var.stages : stage.rest_api_id])

  # Keys have no ARN before they exist, and their ids are random: the tag says whose they are.
  own_request  = { StringEquals = { "aws:RequestTag/origin-lock" = var.name } }
  own_resource = { StringEquals = { "aws:ResourceTag/origin-lock" = var.name } }

  statements = [
    {
      sid       = "ReadUsagePlan"
      actions   = ["apigateway:GET"]
      resources = ["${local.apigateway}/usageplans/${local.usage_plan_id}", "${local.apigateway}/usageplans/${local.usage_plan_id}/keys"]
      condition = {}
    },
    {
      # Where an API takes its keys from.
      sid       = "ReadKeySources"
      actions   = ["apigateway:GET"]
      resources = [for api in local.rest_apis : "${local.apigateway}/restapis/${api}"]
      condition = {}
    },
    {
      # Which methods demand a key.
      sid       = "ReadDeployments"
      actions   = ["apigateway:GET"]
      resources = [for api in local.rest_apis : "${local.apigateway}/restapis/${api}/deployments/*"]
      condition = {}
    },
    {
      # For the audit: keys that are not the lock's open a stage as well, through any usage plan that holds it.
      sid       = "ReadOtherUsagePlans"
      actions   = ["apigateway:GET"]
      resources = ["${local.apigateway}/usageplans", "${local.apigateway}/usageplans/*/keys"]
      condition = {}
    },
    {
      sid       = "FindKeys"
      actions   = ["apigateway:GET"]
      resources = ["${local.apigateway}/apikeys", "${local.apigateway}/apikeys/*"]
      condition = {}
    },
    {
      sid       = "MakeKeys"
      actions   = ["apigateway:POST"]
      resources = ["${local.apigateway}/apikeys"]
      condition = local.own_request
    },
    {
      # At creation, and when a key made by hand is taken over.
      sid       = "TagKeys"
      actions   = ["apigateway:PUT"]
      resources = ["${local.apigateway}/tags/*"]
      condition = local.own_request
    },
    {
      sid       = "AddKeysToUsagePlan"
      actions   = ["apigateway:POST"]
      resources = ["${local.apigateway}/usageplans/${local.usage_plan_id}/keys"]
      condition = {}
    },
    {
      sid       = "DeleteOwnKeys"
      actions   = ["apigateway:DELETE"]
      resources = ["${local.apigateway}/apikeys/*"]
      condition = local.own_resource
    },
  ]
}
