# CloudFront's web ACL has the managed groups and the rate limit already: here they are off, unless asked for.
module "web_acl" {
  source = "../web-acl"
  count  = var.web_acl.create == null ? 0 : 1

  name  = local.full_name
  scope = "REGIONAL"

  # First of all: whoever comes past CloudFront costs nothing more.
  rule_groups = concat(
    [{ name = "origin-lock", arn = aws_wafv2_rule_group.lock.arn, priority = 0 }],
    var.web_acl.create.rule_groups,
  )

  rate_limit          = var.web_acl.create.rate_limit
  managed_groups      = var.web_acl.create.managed_groups
  counted_rules       = var.web_acl.create.counted_rules
  redacted_headers    = var.web_acl.create.redacted_headers
  log_resource_policy = var.web_acl.create.log_resource_policy
  log_retention_days  = var.lock.log_retention_days
  log_kms_key_arn     = var.lock.log_kms_key_arn

  tags = var.lock.tags
}

resource "aws_wafv2_web_acl_association" "stage" {
  # By names: places in the list would attach and detach others when a stage leaves it. A stage that joins a live lock
  # gets it when the worker names it: by then every edge presents.
  for_each = var.web_acl.create == null ? {} : {
    for stage in var.lock.stages : "${stage.api}/${stage.stage}" => stage
    if(length(var.lock.released) == 0 ? true : !contains(var.lock.released, "${stage.rest_api_id}/${stage.stage}"))
    && (length(var.lock.named) == 0 ? true : contains(var.lock.named, "${stage.rest_api_id}/${stage.stage}"))
  }

  # API Gateway's control-plane ARNs carry no account id. Partition and region from a resource: from a data source
  # that is read at apply they would take the web ACL off and put it on again.
  resource_arn = "arn:${split(":", aws_wafv2_rule_group.lock.arn)[1]}:apigateway:${split(":", aws_wafv2_rule_group.lock.arn)[3]}::/restapis/${each.value.rest_api_id}/stages/${each.value.stage}"
  web_acl_arn  = local.web_acl_arn

  depends_on = [var.after]
}
