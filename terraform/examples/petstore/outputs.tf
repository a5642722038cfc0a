output "url" {
  description = "The API as viewers reach it."
  value       = "https://${module.origin_lock.distribution_domain_name}/pets"
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

output "gate" {
  description = "What the API checks: api-key, request-validation, signature or web-acl."
  value       = var.gate
}

output "usage_plan_id" {
  description = "The usage plan that holds the lock's keys, null with another gate."
  value       = module.origin_lock.usage_plan_id
}

output "rule_group_arn" {
  description = "The rule group that the worker writes, null with another gate than web-acl."
  value       = module.origin_lock.rule_group_arn
}

output "regional_web_acl_arn" {
  description = "The web ACL on the API's stage, null with another gate than web-acl."
  value       = module.origin_lock.regional_web_acl_arn
}

output "authorizer_function_name" {
  description = "The authorizer's function, null with another gate than signature."
  value       = module.origin_lock.authorizer_function_name
}

output "edge_function_arn" {
  description = "The version of the edge function that signs, null with another gate than signature."
  value       = module.origin_lock.edge_function_arn
}

output "edge_function_name" {
  description = "Name of the edge function in us-east-1, which a destroy leaves behind (see modules/gate-signature); null with another gate than signature."
  value       = module.origin_lock.edge_function_name
}

output "distribution_id" {
  description = "Id of the distribution."
  value       = module.origin_lock.distribution_id
}

output "distribution_domain_name" {
  description = "Domain name of the distribution."
  value       = module.origin_lock.distribution_domain_name
}

output "log_bucket" {
  description = "The bucket of the distribution's access logs."
  value       = module.origin_lock.log_bucket
}

output "web_acl_arn" {
  description = "The distribution's web ACL."
  value       = module.origin_lock.web_acl_arn
}

output "lock_name" {
  description = "The lock's name."
  value       = module.origin_lock.name
}

output "path" {
  description = "Where the lock's parameters are."
  value       = module.origin_lock.path
}

output "published_parameter_name" {
  description = "The parameter that holds what CloudFront must present."
  value       = module.origin_lock.published_parameter_name
}

output "function_name" {
  description = "The worker's function."
  value       = module.origin_lock.function_name
}

output "rotate_alias" {
  description = "The alias for everything but ticks: `aws lambda invoke --function-name <function>:<alias>`."
  value       = module.origin_lock.rotate_alias
}

output "tick_alias" {
  description = "The alias that ticks are sent to."
  value       = module.origin_lock.tick_alias
}

output "schedule_group_name" {
  description = "The group of the lock's schedules."
  value       = module.origin_lock.schedule_group_name
}

output "role_name" {
  description = "The worker's role."
  value       = module.origin_lock.role_name
}
