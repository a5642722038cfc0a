variable "rest_api_id" {
  description = "Id of the stage's REST API."
  type        = string
  nullable    = false
}

variable "stage" {
  description = "Name of the stage, as a plain name: the stage itself takes its deployment from here."
  type        = string
  nullable    = false
}

variable "deployments" {
  description = "The worker's deployments: the output `deployments` of module lock or module published."
  type = list(object({
    rest_api_id = string
    stage       = string
    id          = string
    created_at  = string
  }))
  nullable = false

  validation {
    condition     = alltrue([for deployment in var.deployments : can(timecmp(deployment.created_at, deployment.created_at))])
    error_message = "deployments: created_at is a time such as 2026-11-26T17:00:00Z."
  }
}

variable "deployment" {
  description = "Terraform's own deployment, an aws_api_gateway_deployment: its `id` and `created_date`."
  type = object({
    id           = string
    created_date = string
  })
  nullable = false
}
