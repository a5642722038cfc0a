variable "lock" {
  description = "The lock that this is the gate of: its output `identity`."
  type = object({
    name                     = string
    path                     = string
    kms_key_arn              = string
    soak_seconds             = number
    metrics_namespace        = string
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
  })
  nullable = false
}

variable "edge_package" {
  description = "Path of the edge function's package, origin-lock-edge-signer.zip; `make package` builds it."
  type        = string
  default     = null

  validation {
    condition     = (var.edge_package == null) != (var.edge_package_s3 == null)
    error_message = "Name the edge function's package by its path (edge_package), or by its place in S3 (edge_package_s3)."
  }
}

variable "edge_package_s3" {
  description = "The edge function's package in a bucket of yours in us-east-1: `bucket`, `key` and, where the bucket keeps versions, `version`."
  type = object({
    bucket  = string
    key     = string
    version = optional(string)
  })
  default = null
}

variable "authorizer_package" {
  description = "Path of the authorizer's package, origin-lock-authorizer.jar; `make package` builds it."
  type        = string
  default     = null

  validation {
    condition     = (var.authorizer_package == null) != (var.authorizer_package_s3 == null)
    error_message = "Name the authorizer's package by its path (authorizer_package), or by its place in S3 (authorizer_package_s3)."
  }
}

variable "authorizer_package_s3" {
  description = "The authorizer's package in a bucket of yours in the lock's region: `bucket`, `key` and, where the bucket keeps versions, `version`."
  type = object({
    bucket  = string
    key     = string
    version = optional(string)
  })
  default = null
}

variable "window_seconds" {
  description = "How old a signature may be, and how far ahead an edge's clock, 1 to 3600. CloudFront repeats a request with the signature that it has, for half a minute and more: less than 60 refuses some of those."
  type        = number
  default     = 300
  nullable    = false

  validation {
    condition     = var.window_seconds >= 1 && var.window_seconds <= 3600 && floor(var.window_seconds) == var.window_seconds
    error_message = "window_seconds must be a whole number from 1 to 3600."
  }
}

variable "kept_seconds" {
  description = "How long the authorizer believes in the keys that it has read, at most the lock's soak; null: 60, or the soak if that is shorter."
  type        = number
  default     = null

  validation {
    condition     = var.kept_seconds == null || try(var.kept_seconds >= 0 && floor(var.kept_seconds) == var.kept_seconds, false)
    error_message = "kept_seconds must be a whole number, or null."
  }

  validation {
    condition     = var.kept_seconds == null || try(var.kept_seconds <= var.lock.soak_seconds, false)
    error_message = "kept_seconds is longer than the lock's soak (its soak_seconds): an authorizer would still accept signatures of a key when the lock takes it for dead."
  }
}

variable "signs_query" {
  description = "Whether the query is signed. If it is not, a signature is good for every query of its path, as long as the window lasts."
  type        = bool
  default     = true
  nullable    = false
}

variable "strip_prefix" {
  description = "What API Gateway has in front of the path and the distribution's request has not, a custom domain's base path such as /v1; empty: nothing."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(/[A-Za-z0-9_.~-]+)*$", var.strip_prefix))
    error_message = "strip_prefix is of the form /v1 or /api/v1, without a slash at its end, or empty."
  }
}

variable "add_prefix" {
  description = "What the distribution's request has in front of the path and API Gateway has not, a stage such as /prod where the distribution's origin has no path; empty: nothing."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(/[A-Za-z0-9_.~-]+)*$", var.add_prefix))
    error_message = "add_prefix is of the form /prod or /api/prod, without a slash at its end, or empty."
  }
}

variable "keep_edge_function" {
  description = "Whether a destroy leaves the edge function behind, since Lambda deletes none that CloudFront still has replicas of, for some hours after the distribution has let go of it (see README.md). False: the destroy waits for them, up to four hours."
  type        = bool
  default     = true
  nullable    = false
}

variable "edge_memory_size" {
  description = "The edge function's memory in MB, 128 to 10240. Its processor time comes with it."
  type        = number
  default     = 128
  nullable    = false

  validation {
    condition     = var.edge_memory_size >= 128 && var.edge_memory_size <= 10240 && floor(var.edge_memory_size) == var.edge_memory_size
    error_message = "edge_memory_size must be a whole number from 128 to 10240."
  }
}

variable "authorizer_memory_size" {
  description = "The authorizer's memory in MB, 128 to 10240. Its processor time comes with it, and with that how soon its first answer comes."
  type        = number
  default     = 512
  nullable    = false

  validation {
    condition     = var.authorizer_memory_size >= 128 && var.authorizer_memory_size <= 10240 && floor(var.authorizer_memory_size) == var.authorizer_memory_size
    error_message = "authorizer_memory_size must be a whole number from 128 to 10240."
  }
}

variable "distributions" {
  description = "Ids of the distributions that run the edge function, for their alarms; their places in the list are in the alarms' names."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "edge_alarm_actions" {
  description = "ARNs in us-east-1, where CloudFront's alarms are, that those notify; null: the lock's alarm_actions if it is there itself, else nothing."
  type        = list(string)
  default     = null

  validation {
    condition     = alltrue([for arn in coalesce(var.edge_alarm_actions, []) : can(regex("^arn:[^:]+:[^:]+:us-east-1:", arn))])
    error_message = "edge_alarm_actions are ARNs in us-east-1: an alarm notifies nothing in another region."
  }
}

variable "edge_5xx_percent" {
  description = "Percentage of requests answered with a 5xx that raises an alarm in two of three periods of five minutes, 0 to 100; null: none does."
  type        = number
  default     = 5

  validation {
    condition     = var.edge_5xx_percent == null || try(var.edge_5xx_percent >= 0 && var.edge_5xx_percent < 100, false)
    error_message = "edge_5xx_percent must be from 0 to below 100, or null."
  }
}

variable "edge_4xx_percent" {
  description = "The same of 4xx, which viewers who ask for what is not there cause as well; null: there is no such alarm."
  type        = number
  default     = null

  validation {
    condition     = var.edge_4xx_percent == null || try(var.edge_4xx_percent >= 0 && var.edge_4xx_percent < 100, false)
    error_message = "edge_4xx_percent must be from 0 to below 100, or null."
  }
}

variable "refused_signatures" {
  description = "How many signatures of one kind may be refused in five minutes before an alarm names the kind; null: there are no such alarms. Anybody who asks the API directly can cause them."
  type        = number
  default     = 10

  validation {
    condition     = var.refused_signatures == null || try(var.refused_signatures >= 0 && floor(var.refused_signatures) == var.refused_signatures, false)
    error_message = "refused_signatures must be a whole number, or null."
  }
}

variable "authorizer_reserved_concurrency" {
  description = "Executions kept for the authorizer, so that other functions cannot use them all; more than these it never has, and viewers beyond are answered 500. Count requests a second times the seconds of an answer, and leave room: an instance that starts takes seconds. Null: none, it may use what the account has left."
  type        = number
  default     = null

  validation {
    condition     = var.authorizer_reserved_concurrency == null || try(var.authorizer_reserved_concurrency >= 1 && floor(var.authorizer_reserved_concurrency) == var.authorizer_reserved_concurrency, false)
    error_message = "authorizer_reserved_concurrency must be a whole number of at least 1, or null: with 0 the function answers nobody."
  }
}
