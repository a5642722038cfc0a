output "url" {
  description = "The stage as viewers reach it; null with a distribution of your own."
  value       = one([for edge in module.edge : "https://${edge.domain_name}/"])
}

output "distribution_id" {
  description = "The distribution that presents the secret."
  value       = local.distribution.id
}

output "distribution_domain_name" {
  description = "Domain name of the distribution that was made, null with one of your own."
  value       = one(module.edge[*].domain_name)
}

output "gate" {
  description = "What the API checks: api-key, request-validation, signature or web-acl."
  value       = var.gate
}

output "usage_plan_id" {
  description = "The usage plan that holds the lock's keys, null with another gate than api-key."
  value       = one(module.gate_api_key[*].usage_plan_id)
}

output "request_validator_id" {
  description = "The request validator that the API's protected methods must name, null with another gate than request-validation."
  value       = one([for gate in module.gate_request_validation : gate.request_validator_ids[var.rest_api_id]])
}

output "authorizer_ids" {
  description = "By REST API id the authorizer that the API's protected methods must name, beside authorization CUSTOM; null with another gate than signature."
  value       = one(module.gate_signature[*].authorizer_ids)
}

output "edge_function_arn" {
  description = "The version of the edge function that signs, for the origin-request event of a distribution that another configuration makes; null with another gate than signature."
  value       = one(module.gate_signature[*].edge_function_arn)
}

output "edge_function_name" {
  description = "Name of the edge function in us-east-1, which a destroy leaves behind (see modules/gate-signature); null with another gate than signature."
  value       = one(module.gate_signature[*].edge_function_name)
}

output "rule_group_arn" {
  description = "The rule group that the worker writes, for a REGIONAL web ACL of your own; null with another gate than web-acl."
  value       = one(module.gate_web_acl[*].rule_group_arn)
}

output "regional_web_acl_arn" {
  description = "The web ACL in front of the stage, null with another gate than web-acl."
  value       = one(module.gate_web_acl[*].web_acl_arn)
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
  description = "The parameter that holds what CloudFront must present, for a distribution that another configuration makes."
  value       = module.lock.published_parameter_name
}

output "function_name" {
  description = "The worker's function."
  value       = module.lock.function_name
}

output "rotate_alias" {
  description = "The alias for everything but ticks."
  value       = module.lock.rotate_alias
}

output "tick_alias" {
  description = "The alias that ticks are sent to."
  value       = module.lock.tick_alias
}

output "dashboard_name" {
  description = "The lock's dashboard in CloudWatch."
  value       = module.lock.dashboard_name
}
