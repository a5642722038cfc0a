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

module "origin_lock" {
  source    = "../../modules/origin-lock"
  providers = { aws = aws, aws.us_east_1 = aws.us_east_1 }

  name    = var.name
  region  = var.region
  package = var.package
  gate    = local.gate

  edge = {
    log_retention_days = var.log_retention_days
    destroy_logs       = true
    sign_requests      = var.sign_requests
    web_acl            = { create = { rate_limit = var.rate_limit, log_resource_policy = var.log_resource_policy } }
  }
  distributions = var.more_distributions
  stages        = [{ rest_api_id = aws_api_gateway_rest_api.petstore.id, stage = local.stage, api = "petstore" }]
  released      = var.released

  accepted_findings = var.accepted_findings

  after      = aws_api_gateway_stage.prod
  probe_path = local.probe_path

  probes                   = var.probes
  soak_seconds             = var.soak_seconds
  grace_seconds            = var.grace_seconds
  memory_seconds           = var.memory_seconds
  rotation_schedule        = var.rotation_schedule
  rotation_window_minutes  = var.rotation_window_minutes
  audit_schedule           = var.audit_schedule
  adopt_existing           = var.adopt_existing
  enforce                  = local.enforce
  force_disengage          = var.force_disengage
  alarm_actions            = var.alarm_actions
  reserved_concurrency     = var.reserved_concurrency
  permissions_boundary_arn = var.permissions_boundary_arn
}
