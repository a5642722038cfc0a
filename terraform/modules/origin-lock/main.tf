locals {
  built_package = "${path.module}/../../../lambda/rotation/target/origin-lock-worker.jar"

  # As the worker presents it. A required header's secret is its name, each part of which begins with a capital.
  adopt_header = var.adopt_value == null ? null : var.gate.request_validation == null ? {
    name  = var.gate.api_key == null ? "x-origin-verify" : "x-api-key"
    value = var.adopt_value
    } : {
    name  = "X-Origin-Lock-${title(var.adopt_value)}"
    value = "1"
  }
}

module "lock" {
  source = "../lock"

  name       = var.name
  region     = var.region
  account_id = var.account_id
  path       = var.path
  package    = var.package_s3 == null ? coalesce(var.package, local.built_package) : var.package
  package_s3 = var.package_s3

  gate          = module.gate.worker
  distributions = concat([for edge in module.edge : { distribution = edge.distribution, origins = edge.origins }], var.distributions)
  stages        = var.stages
  released      = var.released

  accepted_findings = var.accepted_findings

  after         = var.after
  probe_path    = var.probe_path
  probe_methods = var.probe_methods

  rotation_schedule       = var.rotation_schedule
  rotation_window_minutes = var.rotation_window_minutes
  audit_schedule          = var.audit_schedule
  soak_seconds            = var.soak_seconds
  soak_limit_seconds      = var.soak_limit_seconds
  probes                  = var.probes
  grace_seconds           = var.grace_seconds
  memory_seconds          = var.memory_seconds
  adopt_existing          = var.adopt_existing
  adopt_header            = local.adopt_header
  enforce                 = var.enforce
  force_disengage         = var.force_disengage

  kms_key_arn              = var.kms_key_arn
  memory_size              = var.memory_size
  reserved_concurrency     = var.reserved_concurrency
  permissions_boundary_arn = var.permissions_boundary_arn
  code_signing_config_arn  = var.code_signing_config_arn
  metrics_namespace        = var.metrics_namespace
  log_retention_days       = var.log_retention_days
  log_kms_key_arn          = var.log_kms_key_arn
  queue_kms_key_arn        = var.queue_kms_key_arn
  alarms                   = var.alarms
  alarm_actions            = var.alarm_actions
  secret_age_alarm_seconds = var.secret_age_alarm_seconds
  dashboard                = var.dashboard
  tags                     = var.tags
}

module "gate" {
  source    = "../gate"
  providers = { aws = aws, aws.us_east_1 = aws.us_east_1 }

  lock            = module.lock.identity
  gate            = var.gate
  distributions   = concat(module.edge[*].id, [for entry in var.distributions : entry.distribution == null ? entry.id : entry.distribution.id])
  after           = var.after
  required_header = module.lock.required_header
}

# Made last, so that a destroy begins here: the worker says whether the lock may leave, and where it may not, nothing
# of it is gone. It changes nothing.
resource "aws_lambda_invocation" "may_leave" {
  function_name   = module.lock.function_name
  qualifier       = "rotate"
  input           = jsonencode({ action = "may_leave", force = var.force_disengage })
  lifecycle_scope = "CRUD"

  depends_on = [module.lock, module.gate, module.edge, module.web_acl]
}
