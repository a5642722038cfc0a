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

variable "path" {
  description = "Path of the lock's parameters, the same as in module lock; null: `/origin-lock/<name>`."
  type        = string
  default     = null

  validation {
    condition     = var.path == null || can(regex("^(/[A-Za-z0-9_.-]+){1,13}$", var.path))
    error_message = "path must be of the form /a/b: 1 to 13 parts of letters, digits, hyphens, dots and underscores (SSM takes 15 levels, and the keys need two)."
  }
}

variable "edge_package" {
  description = "Path of the edge function's package, origin-lock-edge-signer.zip; `make package` builds it."
  type        = string
  nullable    = false
}

variable "authorizer_package" {
  description = "Path of the authorizer's package, origin-lock-authorizer.jar; `make package` builds it."
  type        = string
  nullable    = false
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

variable "soak_seconds" {
  description = "The lock's soak, the same as in module lock, 0 to 3600."
  type        = number
  default     = 300
  nullable    = false

  validation {
    condition     = var.soak_seconds >= 0 && var.soak_seconds <= 3600 && floor(var.soak_seconds) == var.soak_seconds
    error_message = "soak_seconds must be a whole number from 0 to 3600."
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
    condition     = var.kept_seconds == null || try(var.kept_seconds <= var.soak_seconds, false)
    error_message = "kept_seconds is longer than the lock's soak (soak_seconds): an authorizer would still accept signatures of a key when the lock takes it for dead."
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

variable "kms_key_arn" {
  description = "ARN of the key of yours that encrypts the lock's parameters, the same as in module lock; null: the account's key for SSM."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key (not of an alias: permissions are given by key)."
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

variable "permissions_boundary_arn" {
  description = "ARN of the permissions boundary for both roles; null for none."
  type        = string
  default     = null

  validation {
    condition     = var.permissions_boundary_arn == null || can(regex("^arn:[a-z-]+:iam::([0-9]{12}|aws):policy/.+$", var.permissions_boundary_arn))
    error_message = "permissions_boundary_arn must be the ARN of an IAM policy."
  }
}

variable "metrics_namespace" {
  description = "CloudWatch namespace of the authorizer's metrics, the same as in module lock."
  type        = string
  default     = "OriginLock"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9._/#:-]{1,255}$", var.metrics_namespace)) && !startswith(var.metrics_namespace, "AWS/")
    error_message = "metrics_namespace must be 1 to 255 letters, digits and . _ / # : -, and must not begin with AWS/."
  }
}

variable "log_retention_days" {
  description = "Days that the authorizer's logs are kept: one of the numbers that CloudWatch Logs knows."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653."
  }
}

variable "log_kms_key_arn" {
  description = "ARN of a key of yours that encrypts the authorizer's logs; null: CloudWatch Logs' own. Its policy must allow the logs service."
  type        = string
  default     = null

  validation {
    condition     = var.log_kms_key_arn == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.log_kms_key_arn))
    error_message = "log_kms_key_arn must be the ARN of a KMS key."
  }
}

variable "code_signing_config_arn" {
  description = "ARN of the code signing configuration of the authorizer; null for none. Its package must be signed as that demands."
  type        = string
  default     = null

  validation {
    condition     = var.code_signing_config_arn == null || can(regex("^arn:[a-z-]+:lambda:[a-z0-9-]+:[0-9]{12}:code-signing-config:csc-[a-z0-9]{17}$", var.code_signing_config_arn))
    error_message = "code_signing_config_arn must be the ARN of a Lambda code signing configuration (…:code-signing-config:csc-…)."
  }
}

variable "alarms" {
  description = "Whether to make the authorizer's alarms."
  type        = bool
  default     = true
  nullable    = false
}

variable "alarm_actions" {
  description = "ARNs that the authorizer's alarms notify when they go off and when they are over, SNS topics for example."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.alarm_actions : startswith(arn, "arn:")])
    error_message = "alarm_actions must be ARNs."
  }
}

variable "tags" {
  description = "Tags for everything that the module makes and that takes tags."
  type        = map(string)
  default     = {}
  nullable    = false
}
