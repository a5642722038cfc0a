variable "lock" {
  description = "The lock that this is the gate of: its output `identity`."
  type = object({
    name      = string
    region    = string
    partition = string
    stages    = list(object({ rest_api_id = string, stage = string, api = string }))
  })
  nullable = false
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
