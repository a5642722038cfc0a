output "expression" {
  description = "The schedule as EventBridge Scheduler has it."
  value       = local.expression
}

output "rate_seconds" {
  description = "Seconds of a rate(), null for a cron() and for none."
  value       = local.rate_seconds
}

output "start_date" {
  description = "When a rate() that is made now shall fire for the first time: after one interval, and not at once, as it does without a start date. Null for a cron() and for none."
  value       = local.rate_seconds == null ? null : timeadd(plantimestamp(), "${local.rate_seconds}s")
}

output "interval_seconds" {
  description = "The longest time between two of its dates; 92 days for a cron() of yours."
  value       = coalesce(local.rate_seconds, try(local.named_schedules[var.schedule].days, 92) * 86400)
}

output "window_minutes" {
  description = "The window, but at most half of a rate(): one as long as the rate would let two meet."
  value       = local.rate_seconds == null ? var.window_minutes : min(var.window_minutes, floor(local.rate_seconds / 120))
}
