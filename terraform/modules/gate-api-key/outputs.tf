output "worker" {
  description = "What the lock's worker must know of this gate and may do for it, and what cannot be exchanged while the lock is on: module lock's `gate`."
  value = {
    environment = merge(
      {
        ORIGIN_LOCK_GATE          = "api-key"
        ORIGIN_LOCK_USAGE_PLAN_ID = local.usage_plan_id
      },
      var.existing_usage_plan == null ? { ORIGIN_LOCK_OWN_USAGE_PLAN = "true" } : {},
    )
    iam_statements = local.statements
    stands_on      = { "usage plan" = var.existing_usage_plan == null ? "of its own" : var.existing_usage_plan.id }
  }
}

output "header_name" {
  description = "The header that API Gateway looks for the key in; CloudFront adds it."
  value       = "x-api-key"
}

output "usage_plan_id" {
  description = "The usage plan that holds the lock's keys."
  value       = local.usage_plan_id
}
