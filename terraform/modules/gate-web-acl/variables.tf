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

variable "capacity" {
  description = "The rule group's capacity in WCU, 24 to 5000. A secret's digest costs 12 (an exact match 2, the MD5 of the header 10), so 100 are eight: the current one, the next, and six that may still be presented somewhere. It cannot be changed in place: another one makes a new group, and the gate stands open until the worker's next tick has written its rules."
  type        = number
  default     = 100
  nullable    = false

  validation {
    condition     = var.capacity >= 24 && var.capacity <= 5000 && floor(var.capacity) == var.capacity
    error_message = "capacity must be a whole number from 24 (two secrets, as every rotation needs) to 5000 (what WAF allows)."
  }
}

variable "existing_web_acl" {
  description = "A REGIONAL web ACL of yours in front of the stages, which refers to the rule group itself (see README.md); null makes one. An object, so that the ARN may be unknown until apply."
  type        = object({ arn = string })
  default     = null

  validation {
    condition     = var.existing_web_acl == null || !can(regex("^arn:[a-z-]+:wafv2:[a-z0-9-]+:[0-9]{12}:global/", var.existing_web_acl.arn))
    error_message = "existing_web_acl.arn names something of scope CLOUDFRONT (…:global/…), which only a distribution can have. An API's stage takes a web ACL of scope REGIONAL (…:regional/webacl/…)."
  }

  validation {
    condition     = var.existing_web_acl == null || !can(regex("^arn:[a-z-]+:waf(-regional)?:", var.existing_web_acl.arn))
    error_message = "existing_web_acl.arn is of WAF Classic, which has no rule groups of this kind. Name a WAFv2 web ACL of scope REGIONAL."
  }

  validation {
    condition     = var.existing_web_acl == null || can(regex("^arn:[a-z-]+:(wafv2:[a-z0-9-]+:[0-9]{12}:(regional/webacl/[^/]+/[^/]+$|global/)|waf(-regional)?:)", var.existing_web_acl.arn))
    error_message = "existing_web_acl.arn must be the ARN of a WAFv2 web ACL of scope REGIONAL: arn:aws:wafv2:<region>:<account>:regional/webacl/<name>/<id>."
  }

  validation {
    condition     = var.existing_web_acl == null || !can(regex(":regional/webacl/", var.existing_web_acl.arn)) || try(split(":", var.existing_web_acl.arn)[3] == local.region, false)
    error_message = "existing_web_acl.arn is of another region than the stages: a web ACL stands in front of stages of its own region."
  }
}

variable "rule_groups" {
  description = "Rule groups of yours, scope REGIONAL, for the web ACL that is made. Priority 0 is the lock's, 10 to 40 in tens are the rate limit's and the managed groups'."
  type = list(object({
    name     = string
    arn      = string
    priority = number
  }))
  default  = []
  nullable = false

  validation {
    condition     = alltrue([for group in var.rule_groups : group.priority != 0 && group.name != "origin-lock"])
    error_message = "rule_groups: the priority 0 and the name origin-lock are the lock's own group's."
  }

  validation {
    condition     = length(var.rule_groups) == 0 || var.existing_web_acl == null
    error_message = "rule_groups are for the web ACL that is made. In your own web ACL (existing_web_acl) refer to them yourself."
  }
}

variable "rate_limit" {
  description = "Requests that one viewer's address may make in any five minutes, in the web ACL that is made, see modules/web-acl; null: any number, since CloudFront's web ACL limits them already."
  type        = number
  default     = null
}

variable "managed_groups" {
  description = "Which of AWS's managed groups the web ACL that is made shall ask, see modules/web-acl; by default none, since CloudFront's web ACL has asked them already."
  type        = set(string)
  default     = []
  nullable    = false
}

variable "counted_rules" {
  description = "Rules of those groups that shall count and not block, see modules/web-acl."
  type        = map(set(string))
  default     = {}
  nullable    = false
}

variable "redacted_headers" {
  description = "Headers that the logs of the web ACL that is made must not hold, besides the lock's x-origin-verify, in lower case."
  type        = list(string)
  default     = ["x-api-key", "authorization", "cookie"]
  nullable    = false
}

variable "log_retention_days" {
  description = "Days that those logs are kept: one of the numbers that CloudWatch Logs knows."
  type        = number
  default     = 30
  nullable    = false
}

variable "log_kms_key_arn" {
  description = "ARN of a key of yours, in the stages' region, that encrypts those logs; null: CloudWatch Logs' own."
  type        = string
  default     = null
}

variable "log_resource_policy" {
  description = "Whether to make the resource policy that lets WAF write those logs. An account has ten in a region: false where they are used up, and one of them lets delivery.logs.amazonaws.com write to aws-waf-logs-*."
  type        = bool
  default     = true
  nullable    = false
}

variable "tags" {
  description = "Tags for the rule group and the web ACL."
  type        = map(string)
  default     = {}
  nullable    = false
}
