output "url" {
  description = "The first stage as viewers reach it through the distribution that was made; null with those of yours alone."
  value       = module.origin_lock.distribution_domain_name == null ? null : "https://${module.origin_lock.distribution_domain_name}/"
}

output "request_validator_ids" {
  description = "By REST API id the request validator that every protected method must name; empty with another gate than request_validation."
  value       = module.origin_lock.request_validator_ids
}

output "authorizer_ids" {
  description = "By REST API id the authorizer that every protected method must name, beside authorization CUSTOM; empty with another gate than signature."
  value       = module.origin_lock.authorizer_ids
}

output "edge_function_arn" {
  description = "The version of the edge function that signs, for the origin-request event of a distribution of yours; null with another gate than signature."
  value       = module.origin_lock.edge_function_arn
}

output "edge_function_name" {
  description = "Name of the edge function in us-east-1, which a destroy leaves behind (see modules/gate-signature); null with another gate than signature."
  value       = module.origin_lock.edge_function_name
}

output "usage_plan_id" {
  description = "The usage plan that holds the lock's keys; null with another gate than api_key."
  value       = module.origin_lock.usage_plan_id
}

output "rule_group_arn" {
  description = "The rule group that the worker writes, for a REGIONAL web ACL of your own; null with another gate than web_acl."
  value       = module.origin_lock.rule_group_arn
}

output "regional_web_acl_arn" {
  description = "The web ACL in front of the stages; null with another gate than web_acl."
  value       = module.origin_lock.regional_web_acl_arn
}

output "gate" {
  description = "What the API checks: api-key, request-validation, signature or web-acl."
  value       = module.origin_lock.gate
}

output "distribution_id" {
  description = "Id of the distribution that was made, null with those of yours alone."
  value       = module.origin_lock.distribution_id
}

output "distribution_domain_name" {
  description = "Domain name of the distribution that was made, null with those of yours alone."
  value       = module.origin_lock.distribution_domain_name
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
  description = "The parameter that holds what CloudFront must present, for a distribution that another configuration makes."
  value       = module.origin_lock.published_parameter_name
}

output "function_name" {
  description = "The worker's function."
  value       = module.origin_lock.function_name
}

output "rotate_alias" {
  description = "The alias for everything but ticks."
  value       = module.origin_lock.rotate_alias
}

output "tick_alias" {
  description = "The alias that ticks are sent to."
  value       = module.origin_lock.tick_alias
}

output "dashboard_name" {
  description = "The lock's dashboard in CloudWatch, null without one."
  value       = module.origin_lock.dashboard_name
}

output "commands" {
  description = "Command lines that ask the worker for something, by action (status, audit, rotate, revoke, and with a gate that the worker closes enforce and unenforce), for those without a checkout."
  value       = module.origin_lock.commands
}
