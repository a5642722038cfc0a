variable "lock" {
  description = "The lock that this is the gate of: its output `identity`."
  type = object({
    name           = string
    region         = string
    partition      = string
    adopt_existing = bool
    tags           = map(string)
    worker_tags    = map(string)
    stages         = list(object({ rest_api_id = string, stage = string, api = string }))
  })
  nullable = false
}

variable "existing_usage_plan" {
  description = "A usage plan of yours that holds the stages already, for CloudFront's keys to go into; null makes one. It cannot be exchanged while the lock is on. An object, so that the id may be unknown until apply."
  type        = object({ id = string })
  default     = null

  validation {
    condition     = var.existing_usage_plan == null || can(regex("^[A-Za-z0-9]{6,32}$", var.existing_usage_plan.id))
    error_message = "existing_usage_plan.id is the plan's id (6 to 32 letters and digits), not its name or ARN."
  }
}

variable "after" {
  description = "What must be there before the usage plan: the resources of the stages, where this configuration makes them. Any value that is known once they are there."
  type        = any
  default     = null
}
