module "edge" {
  source = "../edge"
  count  = var.edge == null ? 0 : 1

  name = var.name
  # From a resource where it is not said: a data source may be read at apply only, and must not change a distribution.
  region      = var.region == null ? split(":", module.lock.published_parameter_arn)[3] : var.region
  account_id  = var.account_id
  rest_api_id = var.stages[0].rest_api_id
  stage       = var.stages[0].stage
  presented   = module.lock.presented
  web_acl_arn = var.edge.web_acl.create == null ? var.edge.web_acl.existing.arn : module.web_acl[0].arn

  origin_request_function = var.gate.signature != null && var.edge.sign_requests ? { arn = module.gate.edge_function_arn } : null

  aliases                    = var.edge.aliases
  acm_certificate_arn        = var.edge.acm_certificate_arn
  price_class                = var.edge.price_class
  origin_headers             = var.edge.origin_headers
  response_headers_policy_id = var.edge.response_headers_policy_id
  comment                    = var.edge.comment
  wait_for_deployment        = var.edge.wait_for_deployment
  access_logs                = var.edge.access_logs
  log_retention_days         = var.edge.log_retention_days
  destroy_logs               = var.edge.destroy_logs
  tags                       = var.tags
}

module "web_acl" {
  source    = "../web-acl"
  providers = { aws = aws.us_east_1 }
  count     = try(var.edge.web_acl.create, null) == null ? 0 : 1

  name                = var.name
  rate_limit          = var.edge.web_acl.create.rate_limit
  managed_groups      = var.edge.web_acl.create.managed_groups
  counted_rules       = var.edge.web_acl.create.counted_rules
  redacted_headers    = var.edge.web_acl.create.redacted_headers
  log_retention_days  = var.log_retention_days
  log_kms_key_arn     = var.edge.web_acl.create.log_kms_key_arn
  log_resource_policy = var.edge.web_acl.create.log_resource_policy
  tags                = var.tags
}
