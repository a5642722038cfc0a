variable "region" {
  description = "Region of the API and of the lock."
  type        = string
  default     = "us-east-1"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region must be a region's code, such as eu-west-1."
  }
}

variable "enforce" {
  description = "Whether the worker closes the gate. False opens it again."
  type        = bool
  default     = false
  nullable    = false
}

variable "package" {
  description = "Path of the worker's package; null: where `make package` puts it."
  type        = string
  default     = null
}

variable "soak_seconds" {
  description = "The lock's soak, 0 to 3600, see modules/lock."
  type        = number
  default     = 300
  nullable    = false

  validation {
    condition     = var.soak_seconds >= 0 && var.soak_seconds <= 3600
    error_message = "soak_seconds must be 0 to 3600."
  }
}

variable "grace_seconds" {
  description = "The lock's grace, 0 to 604800, see modules/lock."
  type        = number
  default     = 3600
  nullable    = false

  validation {
    condition     = var.grace_seconds >= 0 && var.grace_seconds <= 604800
    error_message = "grace_seconds must be 0 to 604800, a week."
  }
}

variable "reserved_concurrency" {
  description = "Executions kept for the worker, see modules/lock; null: none."
  type        = number
  default     = null

  validation {
    condition     = var.reserved_concurrency == null || try(var.reserved_concurrency >= 1, false)
    error_message = "reserved_concurrency must be at least 1, or null."
  }
}

variable "alarm_actions" {
  description = "ARNs that every alarm notifies, see modules/lock."
  type        = list(string)
  default     = []
}
