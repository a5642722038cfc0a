output "identity" {
  description = "The lock as its gate must know it: name, path, key and soak, the stages (released ones too), where it is, and what holds for all that belongs to it. For the `lock` of a gate's module."
  value = {
    name              = var.name
    path              = local.path
    kms_key_arn       = var.kms_key_arn
    soak_seconds      = var.soak_seconds
    metrics_namespace = var.metrics_namespace
    adopt_existing    = var.adopt_existing

    stages   = [for stage in local.gated_stages : { rest_api_id = stage.rest_api_id, stage = stage.stage, api = coalesce(stage.api, stage.rest_api_id) }]
    released = var.released
    named    = module.published.members

    region     = local.region
    account_id = local.account_id
    partition  = local.partition
    dns_suffix = local.dns_suffix

    permissions_boundary_arn = var.permissions_boundary_arn
    code_signing_config_arn  = var.code_signing_config_arn
    log_retention_days       = var.log_retention_days
    log_kms_key_arn          = var.log_kms_key_arn
    alarms                   = var.alarms
    alarm_actions            = local.alarm_actions
    tags                     = var.tags
    worker_tags              = local.worker_tags
  }
}

output "presented" {
  description = "The headers that CloudFront must send now, for the distribution's `custom_header` blocks."
  value       = module.published.presented
  sensitive   = true
}

output "required_header" {
  description = "Name of the header that the API's methods must require now, null if none: for module gate-request-validation."
  value       = module.published.required_header
  sensitive   = true
}

output "deployments" {
  description = "The worker's own live deployments, a list of `rest_api_id`, `stage`, `id` and `created_at`, empty with other gates than request-validation: for module newest-deployment."
  value       = module.published.deployments
}

output "name" {
  description = "The lock's name."
  value       = var.name
}

output "path" {
  description = "Where the lock's parameters are: its states below `<path>/state/`, `<path>/published`."
  value       = local.path
}

output "published_parameter_arn" {
  description = "Its ARN, in which region and account are known without a question."
  value       = aws_ssm_parameter.published.arn
}

output "published_parameter_name" {
  description = "The parameter that holds what CloudFront must present."
  value       = aws_ssm_parameter.published.name
}

output "function_name" {
  description = "The worker's function."
  value       = aws_lambda_function.worker.function_name
}

output "function_arn" {
  description = "The worker's ARN, without a version."
  value       = aws_lambda_function.worker.arn
}

output "tick_alias" {
  description = "The alias that ticks are sent to."
  value       = aws_lambda_alias.tick.name
}

output "rotate_alias" {
  description = "The alias for everything but ticks."
  value       = aws_lambda_alias.rotate.name
}

output "commands" {
  description = "Command lines that ask the worker for something, by action (status, audit, rotate, revoke, and with a gate that the worker closes enforce and unenforce), for those without a checkout."
  value = { for action in concat(["status", "audit", "rotate", "revoke"], local.closes ? ["enforce", "unenforce"] : []) : action => join(" ", [
    "aws lambda invoke --region ${local.region} --function-name ${aws_lambda_function.worker.function_name}:${aws_lambda_alias.rotate.name}",
    "--cli-binary-format raw-in-base64-out --cli-read-timeout 910 --payload '${jsonencode({ action = action })}' /dev/stdout",
  ]) }
}

output "schedule_group_name" {
  description = "The group of the schedules `tick` and `rotate`."
  value       = aws_scheduler_schedule_group.this.name
}

output "rotation_expression" {
  description = "The rotation schedule as EventBridge Scheduler has it."
  value       = module.rotation.expression
}

output "dead_letter_queue_url" {
  description = "The queue of what was given up."
  value       = aws_sqs_queue.dead_letters.url
}

output "role_name" {
  description = "The worker's role."
  value       = aws_iam_role.worker.name
}

output "log_group_name" {
  description = "The worker's log group."
  value       = aws_cloudwatch_log_group.worker.name
}

output "dashboard_name" {
  description = "The lock's dashboard, null without one."
  value       = one(aws_cloudwatch_dashboard.this[*].dashboard_name)
}
