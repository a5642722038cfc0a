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
  source    = "./modules/origin-lock"
  providers = { aws = aws, aws.us_east_1 = aws.us_east_1 }

  name                     = var.name
  region                   = var.region
  path                     = var.path
  package                  = var.package
  package_s3               = var.package_s3
  gate                     = var.gate
  edge                     = var.edge
  distributions            = var.distributions
  stages                   = var.stages
  released                 = var.released
  accepted_findings        = var.accepted_findings
  probe_path               = var.probe_path
  probe_methods            = var.probe_methods
  rotation_schedule        = var.rotation_schedule
  rotation_window_minutes  = var.rotation_window_minutes
  audit_schedule           = var.audit_schedule
  soak_seconds             = var.soak_seconds
  soak_limit_seconds       = var.soak_limit_seconds
  probes                   = var.probes
  grace_seconds            = var.grace_seconds
  memory_seconds           = var.memory_seconds
  adopt_existing           = var.adopt_existing
  adopt_value              = var.adopt_value
  enforce                  = var.enforce
  force_disengage          = var.force_disengage
  kms_key_arn              = var.kms_key_arn
  memory_size              = var.memory_size
  reserved_concurrency     = var.reserved_concurrency
  permissions_boundary_arn = var.permissions_boundary_arn
  metrics_namespace        = var.metrics_namespace
  log_retention_days       = var.log_retention_days
  log_kms_key_arn          = var.log_kms_key_arn
  queue_kms_key_arn        = var.queue_kms_key_arn
  code_signing_config_arn  = var.code_signing_config_arn
  alarms                   = var.alarms
  dashboard                = var.dashboard
  secret_age_alarm_seconds = var.secret_age_alarm_seconds
  alarm_actions            = var.alarm_actions
}
