# Each by its place, since a module as a whole waits for all of it: a web ACL of the user's refers to the rule group
# before the gate stands behind it.
output "worker" {
  description = "What the lock's worker must know of its gate and may do for it, and what cannot be exchanged while the lock is on: module lock's `gate`."
  value       = local.worker
}

output "kind" {
  description = "What the API checks: api-key, request-validation, signature or web-acl."
  value       = local.kind
}

output "usage_plan_id" {
  description = "The usage plan that holds the lock's keys; null with another gate than api_key."
  value       = var.gate.api_key == null ? null : module.api_key[0].usage_plan_id
}

output "request_parameters" {
  description = "To be merged into the `request_parameters` of every protected method, see modules/gate-request-validation; empty with another gate."
  value       = var.gate.request_validation == null ? tomap({}) : module.request_validation[0].request_parameters
  sensitive   = true
}

output "request_validator_ids" {
  description = "By REST API id the request validator that every protected method must name; empty with another gate than request_validation."
  value       = var.gate.request_validation == null ? tomap({}) : module.request_validation[0].request_validator_ids
}

output "authorizer_ids" {
  description = "By REST API id the authorizer that every protected method must name, beside authorization CUSTOM; empty with another gate than signature."
  value       = var.gate.signature == null ? tomap({}) : module.signature[0].authorizer_ids
}

output "revision" {
  description = "Changes when the gate's own part of the API must be deployed anew, and never with a rotation: for the `triggers` of a deployment, which thereby comes after it; empty with a gate that has no such part."
  value       = var.gate.request_validation != null ? module.request_validation[0].revision : var.gate.signature != null ? module.signature[0].revision : ""
}

output "edge_function_arn" {
  description = "The version of the edge function that signs, for a distribution's origin-request event; null with another gate than signature."
  value       = var.gate.signature == null ? null : module.signature[0].edge_function_arn
}

output "edge_function_name" {
  description = "Name of the edge function in us-east-1, which a destroy leaves behind; null with another gate than signature."
  value       = var.gate.signature == null ? null : module.signature[0].edge_function_name
}

output "authorizer_function_name" {
  description = "The authorizer's function; null with another gate than signature."
  value       = var.gate.signature == null ? null : module.signature[0].authorizer_function_name
}

output "rule_group_arn" {
  description = "The rule group that the worker writes, for a web ACL of your own; null with another gate than web_acl."
  value       = var.gate.web_acl == null ? null : module.web_acl[0].rule_group_arn
}

output "web_acl_arn" {
  description = "The REGIONAL web ACL in front of the stages; null with another gate than web_acl."
  value       = var.gate.web_acl == null ? null : module.web_acl[0].web_acl_arn
}
