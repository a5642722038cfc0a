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
