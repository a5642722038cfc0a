variable "document" {
  description = "The value of a lock's published parameter, as the resource or the data source aws_ssm_parameter has it."
  type        = string
  sensitive   = true
  nullable    = false

  validation {
    condition     = try(jsondecode(var.document).schema == 1, false)
    error_message = "document is no published document of schema 1: take the value of the parameter that a lock's output published_parameter_name names, and modules of the worker's own version."
  }
}

variable "current" {
  description = "The same, read anew at apply by the ephemeral resource aws_ssm_parameter. Where it is another one, the plan is older than the last rotation and all outputs refuse it."
  type        = string
  sensitive   = true
  ephemeral   = true
  nullable    = false
}
