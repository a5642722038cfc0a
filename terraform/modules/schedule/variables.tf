variable "schedule" {
  description = "Daily, Fortnightly, Monthly, Bimonthly (every two months), Quarterly, or any rate() or cron() of EventBridge Scheduler; null: none."
  type        = string
}

variable "window_minutes" {
  description = "Within how many minutes of its schedule something may start."
  type        = number
  default     = 0
  nullable    = false
}
