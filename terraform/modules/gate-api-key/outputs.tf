output "environment" {
  description = "What the lock's worker must know of this gate, as environment variables."
  value = {
    ORIGIN_LOCK_GATE          = "api-key"
    ORIGIN_LOCK_USAGE_PLAN_ID = local.usage_plan_id
  }
}

output "iam_statements" {
  description = "What the lock's worker must be allowed for this gate."
  value       = local.statements
}

output "header_name" {
  description = "The header that API Gateway looks for the key in; CloudFront adds it."
  value       = "x-api-key"
}

output "usage_plan_id" {
  description = "The usage plan that holds the lock's keys."
  value       = local.usage_plan_id
}
