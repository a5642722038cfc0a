provider "aws" {
  region = var.region

  default_tags {
    tags = var.tags
  }
}

# CloudFront's web ACLs and functions live here, wherever the API is.
provider "aws" {
  alias  = "us_east_1"
  region = "us-east-1"

  default_tags {
    tags = var.tags
  }
}

locals {
  package = coalesce(var.package, "${path.module}/../lambda/rotation/target/origin-lock-worker.jar")

  # With a distribution of the user's there is nothing to make at the edge.
  makes_distribution = var.distribution == null
  makes_web_acl      = local.makes_distribution && var.web_acl_arn == null
  web_acl_arn        = local.makes_web_acl ? module.web_acl[0].arn : var.web_acl_arn

  distribution = local.makes_distribution ? {
    id                 = module.edge[0].id
    arn                = module.edge[0].arn
    origins            = module.edge[0].origins
    probe_url          = var.probe_path == null ? null : "https://${module.edge[0].domain_name}${var.probe_path}"
    web_acl_arn        = local.web_acl_arn
    log_bucket_arn     = module.edge[0].log_bucket_arn
    edge_function_arns = []
  } : var.distribution

  origin_request_function = var.gate == "signature" && var.sign_requests ? { arn = module.gate_signature[0].edge_function_arn } : null

  # The signature's function is on the distribution, or going to be: the user need not say so.
  distributions = [merge(local.distribution, {
    edge_function_arns = concat(local.distribution.edge_function_arns, module.gate_signature[*].edge_function_arn)
  })]
}

module "lock" {
  source = "./modules/lock"

  name                = var.name
  package             = local.package
  gate_environment    = local.gate.environment
  gate_iam_statements = local.gate.iam_statements

  distributions = local.distributions
  stages = [{
    rest_api_id = var.rest_api_id
    stage       = var.stage
    probe_url   = var.probe_path == null ? null : "https://${var.rest_api_id}.execute-api.${var.region}.amazonaws.com/${var.stage}${var.probe_path}"
  }]
  probe_paths = var.probe_path == null ? [] : [var.probe_path]

  soak_seconds            = var.soak_seconds
  grace_seconds           = var.grace_seconds
  memory_seconds          = var.memory_seconds
  rotation_schedule       = var.rotation_schedule
  rotation_window_minutes = var.rotation_window_minutes
  audit_schedule          = var.audit_schedule
  adopt_existing          = var.adopt_existing
  force_disengage         = var.force_disengage
  kms_key_arn             = var.kms_key_arn
  memory_size             = var.memory_size
  reserved_concurrency    = var.reserved_concurrency
  alarm_actions           = var.alarm_actions
}

module "edge" {
  source = "./modules/edge"
  count  = local.makes_distribution ? 1 : 0

  name                = var.name
  rest_api_id         = var.rest_api_id
  stage               = var.stage
  presented           = module.lock.presented
  web_acl_arn         = local.web_acl_arn
  aliases             = var.aliases
  acm_certificate_arn = var.acm_certificate_arn
  price_class         = var.price_class

  origin_request_function = local.origin_request_function
}

module "web_acl" {
  source    = "./modules/web-acl"
  providers = { aws = aws.us_east_1 }
  count     = local.makes_web_acl ? 1 : 0

  name       = var.name
  rate_limit = var.rate_limit
}
