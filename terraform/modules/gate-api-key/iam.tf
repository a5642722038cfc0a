locals {
  # API Gateway's control-plane ARNs carry no account id.
  apigateway = "arn:${data.aws_partition.current.partition}:apigateway:${local.region}::"

  rest_apis = distinct([for stage in var.stages : stage.rest_api_id])

  api_keys = "${local.apigateway}/apikeys"

  # What TagResource asks for besides, with the tagged key's ARN encoded as in its path.
  # https://docs.aws.amazon.com/service-authorization/latest/reference/list_apigateway.html
  tags_of_api_keys = "${local.apigateway}/tags/${urlencode("${local.api_keys}/")}*"

  # The lock's two tags and no other. ForAllValues alone would hold for a request without tags.
  own_tags = {
    StringEquals                = { "aws:RequestTag/origin-lock" = [var.name] }
    "ForAllValues:StringEquals" = { "aws:TagKeys" = ["origin-lock", "origin-lock-secret"] }
    Null                        = { "aws:TagKeys" = ["false"] }
  }

  # Keys have no ARN before they exist, and their ids are random: the tag says whose they are.
  own_resource = { "aws:ResourceTag/origin-lock" = [var.name] }

  # Marks what is not the lock's yet; a key that has another lock's tag stays that lock's.
  adopting_statement = {
    sid       = "TakeOverKeys"
    actions   = ["apigateway:PATCH"]
    resources = ["${local.api_keys}/*"]
    condition = merge(local.own_tags, { StringEqualsIfExists = local.own_resource })
  }

  statements = concat([
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
      resources = [local.api_keys, "${local.api_keys}/*"]
      condition = {}
    },
    {
      sid       = "MakeKeys"
      actions   = ["apigateway:POST"]
      resources = [local.api_keys]
      condition = local.own_tags
    },
    {
      # At creation this is all that tagging asks for besides; of a key that exists, PATCH on it, too.
      sid       = "TagKeys"
      actions   = ["apigateway:PUT"]
      resources = [local.tags_of_api_keys]
      condition = local.own_tags
    },
    {
      # When the state was lost and its ids begin again. The tags in the condition rule UpdateApiKey out.
      sid       = "MarkOwnKeys"
      actions   = ["apigateway:PATCH"]
      resources = ["${local.api_keys}/*"]
      condition = merge(local.own_tags, { StringEquals = merge(local.own_tags.StringEquals, local.own_resource) })
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
      resources = ["${local.api_keys}/*"]
      condition = { StringEquals = local.own_resource }
    },
  ], var.adopt_existing ? [local.adopting_statement] : [])
}
