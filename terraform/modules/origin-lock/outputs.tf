output "presented" {
  description = "The headers that CloudFront must send now, for the `custom_header` blocks of a distribution of yours."
  value       = module.lock.presented
  sensitive   = true
}

output "required_header" {
  description = "Name of the header that the API's methods must require now, null if none."
  value       = module.lock.required_header
  sensitive   = true
}

output "request_parameters" {
  description = "To be merged into the `request_parameters` of every protected method, see modules/gate-request-validation; empty with another gate."
  value       = module.gate.request_parameters
  sensitive   = true
}

output "deployments" {
  description = "The worker's own live deployments: for module newest-deployment."
  value       = module.lock.deployments
}

output "request_validator_ids" {
  description = "By REST API id the request validator that every protected method must name; empty with another gate than request_validation."
  value       = module.gate.request_validator_ids
}

output "authorizer_ids" {
  description = "By REST API id the authorizer that every protected method must name, beside authorization CUSTOM; empty with another gate than signature."
  value       = module.gate.authorizer_ids
}

output "revision" {
  description = "Changes when the gate's own part of the API must be deployed anew, and never with a rotation: for the `triggers` of a deployment, which thereby comes after it."
  value       = module.gate.revision
}

output "edge_function_arn" {
  description = "The version of the edge function that signs, for the origin-request event of a distribution of yours; null with another gate than signature."
  value       = module.gate.edge_function_arn
}

output "edge_function_name" {
  description = "Name of the edge function in us-east-1, which a destroy leaves behind (see modules/gate-signature); null with another gate than signature."
  value       = module.gate.edge_function_name
}

output "authorizer_function_name" {
  description = "The authorizer's function; null with another gate than signature."
  value       = module.gate.authorizer_function_name
}

output "usage_plan_id" {
  description = "The usage plan that holds the lock's keys; null with another gate than api_key."
  value       = module.gate.usage_plan_id
}

output "rule_group_arn" {
  description = "The rule group that the worker writes, for a REGIONAL web ACL of your own; null with another gate than web_acl."
  value       = module.gate.rule_group_arn
}

output "regional_web_acl_arn" {
  description = "The web ACL in front of the stages; null with another gate than web_acl."
  value       = module.gate.web_acl_arn
}

output "gate" {
  description = "What the API checks: api-key, request-validation, signature or web-acl."
  value       = module.gate.kind
}

output "distribution_id" {
  description = "Id of the distribution that was made, null with those of yours alone."
  value       = one(module.edge[*].id)
}

output "distribution_domain_name" {
  description = "Domain name of the distribution that was made, null with those of yours alone."
  value       = one(module.edge[*].domain_name)
}

output "web_acl_arn" {
  description = "The web ACL that was made for that distribution, null without one."
  value       = one(module.web_acl[*].arn)
}

output "log_bucket" {
  description = "The bucket of its access logs, null without one."
  value       = one(module.edge[*].log_bucket)
}

output "name" {
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

output "role_name" {
  description = "The worker's role."
  value       = module.lock.role_name
}

output "schedule_group_name" {
  description = "The group of the lock's schedules."
  value       = module.lock.schedule_group_name
}

output "dashboard_name" {
  description = "The lock's dashboard in CloudWatch, null without one."
  value       = module.lock.dashboard_name
}

output "commands" {
  description = "Command lines that ask the worker for something, by action (status, audit, rotate, revoke, and with a gate that the worker closes enforce and unenforce), for those without a checkout."
  value       = module.lock.commands
}
