variable "name" {
  description = "Name of the lock: 2 to 32 lower-case letters, digits and hyphens. Its keys are tagged `origin-lock` = this name."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,30}[a-z0-9]$", var.name))
    error_message = "name must be 2 to 32 characters: lower-case letters, digits and hyphens, beginning with a letter and not ending with a hyphen."
  }
}

variable "stages" {
  description = "The stages that the gate stands in front of: the REST API's id and the stage's name."
  type = list(object({
    rest_api_id = string
    stage       = string
  }))
  nullable = false

  validation {
    condition     = length(var.stages) > 0
    error_message = "stages must name at least one stage."
  }

  validation {
    condition     = alltrue([for stage in var.stages : can(regex("^[a-z0-9]{10}$", stage.rest_api_id))])
    error_message = "stages: a rest_api_id is 10 lower-case letters and digits, as in `aws apigateway get-rest-apis`; it is neither an ARN nor a URL."
  }

  validation {
    condition     = alltrue([for stage in var.stages : can(regex("^[A-Za-z0-9_-]{1,128}$", stage.stage))])
    error_message = "stages: a stage's name has 1 to 128 letters, digits, hyphens and underscores."
  }

  validation {
    condition     = length(distinct(var.stages)) == length(var.stages)
    error_message = "stages names the same stage twice."
  }
}

variable "existing_usage_plan" {
  description = "A usage plan of yours that holds the stages already, for CloudFront's keys to go into; null makes one. An object, so that the id may be unknown until apply."
  type        = object({ id = string })
  default     = null

  validation {
    condition     = var.existing_usage_plan == null || can(regex("^[A-Za-z0-9]{6,32}$", var.existing_usage_plan.id))
    error_message = "existing_usage_plan.id is the plan's id (6 to 32 letters and digits), not its name or ARN."
  }
}

variable "adopt_existing" {
  description = "Whether the worker may take over a key that somebody else made, which is to mark it with the lock's tags: as the lock's `adopt_existing`."
  type        = bool
  default     = false
  nullable    = false
}

variable "tags" {
  description = "Tags for the usage plan."
  type        = map(string)
  default     = {}
  nullable    = false
}
