variable "name" {
  description = "Name of the lock: 2 to 32 lower-case letters, digits and hyphens."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,30}[a-z0-9]$", var.name))
    error_message = "name must be 2 to 32 characters: lower-case letters, digits and hyphens, beginning with a letter and not ending with a hyphen."
  }
}

variable "stages" {
  description = "The stages that the gate stands in front of: the REST API's id and the stage's name, which must be a plain name: the stage itself comes after its methods, and those after this module. With more than one stage, their APIs must exist already."
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

variable "required_header" {
  description = "Name of the header that the methods must require now: the lock's output `required_header`."
  type        = string
  sensitive   = true

  validation {
    condition     = var.required_header == null || can(regex("^(x-origin-lock-[0-9a-f]{32}|X-Origin-Lock-[0-9A-F][0-9a-f]{31})$", var.required_header))
    error_message = "required_header must be what the lock says, its output required_header: X-Origin-Lock- and 32 hexadecimal digits, or null."
  }
}

variable "methods" {
  description = "The protected methods, each as \"VERB /path\" with the path of its resource, \"ANY /{proxy+}\" too; null: all but OPTIONS, which browsers send before a request. The lock's probe methods are protected always."
  type        = list(string)
  default     = null

  validation {
    condition     = var.methods == null || alltrue([for method in coalesce(var.methods, []) : can(regex("^(ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT) /[^\\s?#]*$", method))])
    error_message = "methods: each is a verb or ANY, a space and the path of a resource as API Gateway has it, such as \"GET /pets/{petId}\"."
  }

  validation {
    condition     = var.methods == null || try(length(var.methods) > 0, false)
    error_message = "methods must name at least one method; null means all but OPTIONS."
  }

  validation {
    condition     = var.methods == null || try(length(distinct(var.methods)) == length(var.methods), false)
    error_message = "methods names the same method twice."
  }
}

variable "validate_body" {
  description = "Whether the validator checks bodies against the methods' models as well."
  type        = bool
  default     = false
  nullable    = false
}

variable "deploy_drafts" {
  description = "Whether the worker may deploy an API in which there is something else that is not deployed yet. Otherwise it waits until its owner has deployed that, and says so."
  type        = bool
  default     = false
  nullable    = false
}
