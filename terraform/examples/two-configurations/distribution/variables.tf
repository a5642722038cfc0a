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

variable "lock" {
  description = "Whether the distribution reads the lock's header."
  type        = bool
  default     = false
  nullable    = false
}
