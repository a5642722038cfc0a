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

variable "name" {
  description = "Name of the lock, the API and the distribution: 2 to 32 lower-case letters, digits and hyphens."
  type        = string
  default     = "adopt-key"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,30}[a-z0-9]$", var.name))
    error_message = "name must be 2 to 32 characters: lower-case letters, digits and hyphens, beginning with a letter and not ending with a hyphen."
  }
}

variable "lock" {
  description = "Whether the lock is there. Without it the API and the distribution are as they were before."
  type        = bool
  default     = false
  nullable    = false
}

variable "adopt" {
  description = "Whether the lock may take over a key that is not its own: until it has rotated."
  type        = bool
  default     = true
  nullable    = false
}

variable "demand_key" {
  description = "Whether the API's methods demand the key. False is how the lock leaves: stop demanding, then disengage."
  type        = bool
  default     = true
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
