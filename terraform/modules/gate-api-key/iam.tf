locals {
  # API Gateway's control-plane ARNs carry no account id.
  apigateway = "arn:${var.lock.partition}:apigateway:${var.lock.region}::"

  api_keys = "${local.apigateway}/apikeys"

  # What TagResource asks for besides, with the tagged key's ARN encoded as in its path.
  # https://docs.aws.amazon.com/service-authorization/latest/reference/list_apigateway.html
  tags_of_api_keys = "${local.apigateway}/tags/${urlencode("${local.api_keys}/")}*"

  # The lock's two tags and no other. ForAllValues alone would hold for a request without tags.
  own_tags = {
    StringEquals                = { "aws:RequestTag/origin-lock" = [var.lock.name] }
    "ForAllValues:StringEquals" = { "aws:TagKeys" = ["origin-lock", "origin-lock-secret"] }
    Null                        = { "aws:TagKeys" = ["false"] }
  }

  # A new key has the user's tags as well, with these values. A key that exists keeps its own.
  new_tags = { for operator, condition in merge(local.own_tags, {
    "ForAllValues:StringEquals" = { "aws:TagKeys" = concat(["origin-lock", "origin-lock-secret"], keys(var.lock.worker_tags)) }
    StringEqualsIfExists        = { for key, value in var.lock.worker_tags : "aws:RequestTag/${key}" => [value] }
  }) : operator => condition if length(condition) > 0 }

  # Keys have no ARN before they exist, and their ids are random: the tag says whose they are.
  own_resource = { "aws:ResourceTag/origin-lock" = [var.lock.name] }

  # Marks what is not the lock's yet; a key that has another lock's tag stays that lock's.
  adopting_statement = {
    sid       = "TakeOverKeys"
    actions   = ["apigateway:PATCH"]
    resources = ["${local.api_keys}/*"]
    condition = merge(local.own_tags, { StringEqualsIfExists = local.own_resource })
  }

  # A stage that somebody took out of the lock's own plan is put back while viewers are refused.
  own_plan_statement = {
    sid       = "CoverStages"
    actions   = ["apigateway:PATCH"]
    resources = ["${local.apigateway}/usageplans/${local.usage_plan_id}"]
    condition = {}
  }

  # What the lock may read of any plan, it may of this one.
  statements = concat([
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
      condition = local.new_tags
    },
    {
      # At creation this is all that tagging asks for besides; of a key that exists, PATCH on it, too.
      sid       = "TagKeys"
      actions   = ["apigateway:PUT"]
      resources = [local.tags_of_api_keys]
      condition = local.new_tags
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
  ], var.existing_usage_plan == null ? [local.own_plan_statement] : [], var.lock.adopt_existing ? [local.adopting_statement] : [])
}
