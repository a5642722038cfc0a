# CloudFront's web ACL has the managed groups and the rate limit already: here they are off, unless asked for.
module "web_acl" {
  source = "../web-acl"
  count  = local.makes_web_acl ? 1 : 0

  name  = local.full_name
  scope = "REGIONAL"

  # First of all: whoever comes past CloudFront costs nothing more.
  rule_groups = concat(
    [{ name = "origin-lock", arn = aws_wafv2_rule_group.lock.arn, priority = 0 }],
    var.rule_groups,
  )

  rate_limit         = var.rate_limit
  managed_groups     = var.managed_groups
  counted_rules      = var.counted_rules
  redacted_headers   = var.redacted_headers
  log_retention_days = var.log_retention_days
  log_kms_key_arn    = var.log_kms_key_arn

  log_resource_policy = var.log_resource_policy

  tags = var.tags
}

# By the stage's name and, where several APIs have one of that name, its place among them: ids of APIs
# may be unknown until apply, and with places alone the removal of a stage would detach the next one.
resource "aws_wafv2_web_acl_association" "stage" {
  for_each = local.makes_web_acl ? {
    for index, stage in var.stages :
    "${stage.stage}/${length([for earlier in slice(var.stages, 0, index) : earlier if earlier.stage == stage.stage])}" => stage
  } : {}

  # API Gateway's control-plane ARNs carry no account id.
  resource_arn = "arn:${data.aws_partition.current.partition}:apigateway:${local.region}::/restapis/${each.value.rest_api_id}/stages/${each.value.stage}"
  web_acl_arn  = local.web_acl_arn
}
