output "url" {
  description = "The API as viewers reach it."
  value       = "https://${module.edge.domain_name}/pets"
}

output "api_url" {
  description = "The API's own endpoint, which answers 403 without the secret."
  value       = "${aws_api_gateway_stage.prod.invoke_url}/pets"
}

output "rest_api_id" {
  description = "Id of the REST API."
  value       = aws_api_gateway_rest_api.petstore.id
}

output "stage" {
  description = "Name of the API's stage."
  value       = aws_api_gateway_stage.prod.stage_name
}

output "usage_plan_id" {
  description = "The usage plan that holds the lock's keys."
  value       = module.gate.usage_plan_id
}

output "distribution_id" {
  description = "Id of the distribution."
  value       = module.edge.id
}

output "distribution_domain_name" {
  description = "Domain name of the distribution."
  value       = module.edge.domain_name
}

output "log_bucket" {
  description = "The bucket of the distribution's access logs."
  value       = module.edge.log_bucket
}

output "web_acl_arn" {
  description = "The distribution's web ACL."
  value       = module.web_acl.arn
}

output "lock_name" {
  description = "The lock's name."
  value       = module.lock.name
}

output "path" {
  description = "Where the lock's parameters are."
  value       = module.lock.path
}

output "published_parameter_name" {
  description = "The parameter that holds what CloudFront must present."
  value       = module.lock.published_parameter_name
}

output "function_name" {
  description = "The worker's function."
  value       = module.lock.function_name
}

output "rotate_alias" {
  description = "The alias for everything but ticks: `aws lambda invoke --function-name <function>:<alias>`."
  value       = module.lock.rotate_alias
}

output "tick_alias" {
  description = "The alias that ticks are sent to."
  value       = module.lock.tick_alias
}

output "schedule_group_name" {
  description = "The group of the lock's schedules."
  value       = module.lock.schedule_group_name
}

output "role_name" {
  description = "The worker's role."
  value       = module.lock.role_name
}
