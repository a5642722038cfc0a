variable "lock" {
  description = "The lock that this is the gate of: its output `identity`."
  type = object({
    name                     = string
    path                     = string
    kms_key_arn              = string
    soak_seconds             = number
    metrics_namespace        = string
    adopt_existing           = bool
    region                   = string
    account_id               = string
    partition                = string
    dns_suffix               = string
    permissions_boundary_arn = string
    code_signing_config_arn  = string
    log_retention_days       = number
    log_kms_key_arn          = string
    alarms                   = bool
    alarm_actions            = list(string)
    tags                     = map(string)
    worker_tags              = map(string)
    stages                   = list(object({ rest_api_id = string, stage = string, api = string }))
    released                 = set(string)
    named                    = set(string)
  })
  nullable = false
}

variable "gate" {
  description = <<-EOT
    What the API checks, one of four, with its settings: `api_key` an API key that its methods demand, `request_validation` a
    header that they require, `signature` a signature made at the edge that their authorizer verifies, `web_acl` a header that
    a REGIONAL web ACL on the stage looks for. The settings are the inputs of modules/gate-api-key,
    modules/gate-request-validation, modules/gate-signature and modules/gate-web-acl; `{}` takes their defaults, and packages
    are where `make package` puts them.
  EOT
  type = object({
    api_key = optional(object({
      existing_usage_plan = optional(object({ id = string }))
    }))
    request_validation = optional(object({
      methods       = optional(list(string))
      validate_body = optional(bool, false)
      deploy_drafts = optional(bool, false)
    }))
    signature = optional(object({
      edge_package                    = optional(string)
      edge_package_s3                 = optional(object({ bucket = string, key = string, version = optional(string) }))
      authorizer_package              = optional(string)
      authorizer_package_s3           = optional(object({ bucket = string, key = string, version = optional(string) }))
      window_seconds                  = optional(number, 300)
      kept_seconds                    = optional(number)
      signs_query                     = optional(bool, true)
      strip_prefix                    = optional(string, "")
      add_prefix                      = optional(string, "")
      keep_edge_function              = optional(bool, true)
      edge_memory_size                = optional(number, 128)
      authorizer_memory_size          = optional(number, 512)
      authorizer_reserved_concurrency = optional(number)
      edge_alarm_actions              = optional(list(string))
      edge_5xx_percent                = optional(number, 5)
      edge_4xx_percent                = optional(number)
      refused_signatures              = optional(number, 10)
    }))
    web_acl = optional(object({
      existing = optional(object({ arn = optional(string) }))
      create = optional(object({
        rule_groups         = optional(list(object({ name = string, arn = string, priority = number })), [])
        rate_limit          = optional(number)
        managed_groups      = optional(set(string), [])
        counted_rules       = optional(map(set(string)), {})
        redacted_headers    = optional(list(string), ["x-api-key", "authorization", "cookie"])
        log_resource_policy = optional(bool, true)
      }))
      capacity         = optional(number, 100)
      blocked_requests = optional(number)
    }))
  })
  nullable = false

  validation {
    condition     = length([for kind, settings in var.gate : kind if settings != null]) == 1
    error_message = "gate names one of api_key, request_validation, signature and web_acl, with its settings or {}."
  }
}

variable "distributions" {
  description = "Ids of the lock's distributions, which modules/gate-signature makes alarms for."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "after" {
  description = "What must be there before a stage is named to AWS: the resources of the stages, where this configuration makes them. Any value that is known once they are there."
  type        = any
  default     = null
}

variable "required_header" {
  description = "With request_validation, the name of the header that the methods must require now: the lock's output `required_header`; null where the methods are another configuration's."
  type        = string
  default     = null
  sensitive   = true
}
