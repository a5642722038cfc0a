variable "lock" {
  description = "The lock that this is the gate of: its output `identity`."
  type = object({
    name               = string
    region             = string
    partition          = string
    log_retention_days = number
    log_kms_key_arn    = string
    alarms             = bool
    alarm_actions      = list(string)
    tags               = map(string)
    stages             = list(object({ rest_api_id = string, stage = string, api = string }))
    released           = set(string)
    named              = set(string)
  })
  nullable = false
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

variable "blocked_requests" {
  description = "How many requests the lock's rule may block in five minutes before an alarm goes off; null: there is none. Anybody who asks the API directly can cause it."
  type        = number
  default     = null

  validation {
    condition     = var.blocked_requests == null || try(var.blocked_requests >= 0 && floor(var.blocked_requests) == var.blocked_requests, false)
    error_message = "blocked_requests must be a whole number, or null."
  }
}

variable "web_acl" {
  description = <<-EOT
    The REGIONAL web ACL in front of the stages; a stage has one. `create` makes one and puts it there, in the place of any
    that a stage has; `existing` is one of yours that stands there, by its `arn`, and refers to the rule group itself (see
    README.md): where this configuration makes that one, say `existing = {}`, and its association in `after`. Of the one that is made `rule_groups` are yours, scope
    REGIONAL, beside the lock's at priority 0; `rate_limit`, `managed_groups` and `counted_rules` are as in modules/web-acl,
    off unless they are said, since CloudFront's web ACL has done all that; `redacted_headers` are kept out of its logs,
    besides the lock's own; `log_resource_policy = false`: an account has ten in a region, where they are used up.
  EOT
  type = object({
    existing = optional(object({ arn = optional(string) }))
    create = optional(object({
      rule_groups = optional(list(object({
        name     = string
        arn      = string
        priority = number
      })), [])
      rate_limit          = optional(number)
      managed_groups      = optional(set(string), [])
      counted_rules       = optional(map(set(string)), {})
      redacted_headers    = optional(list(string), ["x-api-key", "authorization", "cookie"])
      log_resource_policy = optional(bool, true)
    }))
  })
  nullable = false

  validation {
    condition     = (var.web_acl.existing == null) != (var.web_acl.create == null)
    error_message = "web_acl: say `create = {}` for one that is made and takes the place of any that a stage has, or `existing = { arn = … }` for yours, with `existing = {}` where this configuration makes it."
  }

  validation {
    condition     = try(var.web_acl.existing.arn, null) == null || !can(regex("^arn:[a-z-]+:wafv2:[a-z0-9-]+:[0-9]{12}:global/", var.web_acl.existing.arn))
    error_message = "web_acl.existing.arn names something of scope CLOUDFRONT (…:global/…), which only a distribution can have. An API's stage takes a web ACL of scope REGIONAL (…:regional/webacl/…)."
  }

  validation {
    condition     = try(var.web_acl.existing.arn, null) == null || !can(regex("^arn:[a-z-]+:waf(-regional)?:", var.web_acl.existing.arn))
    error_message = "web_acl.existing.arn is of WAF Classic, which has no rule groups of this kind. Name a WAFv2 web ACL of scope REGIONAL."
  }

  validation {
    condition     = try(var.web_acl.existing.arn, null) == null || can(regex("^arn:[a-z-]+:(wafv2:[a-z0-9-]+:[0-9]{12}:(regional/webacl/[^/]+/[^/]+$|global/)|waf(-regional)?:)", var.web_acl.existing.arn))
    error_message = "web_acl.existing.arn must be the ARN of a WAFv2 web ACL of scope REGIONAL: arn:aws:wafv2:<region>:<account>:regional/webacl/<name>/<id>."
  }

  validation {
    condition     = try(var.web_acl.existing.arn, null) == null || !can(regex(":regional/webacl/", var.web_acl.existing.arn)) || try(split(":", var.web_acl.existing.arn)[3] == var.lock.region, false)
    error_message = "web_acl.existing.arn is of another region than the stages: a web ACL stands in front of stages of its own region."
  }

  validation {
    condition     = alltrue([for group in try(var.web_acl.create.rule_groups, []) : group.priority != 0 && group.name != "origin-lock"])
    error_message = "web_acl: in rule_groups the priority 0 and the name origin-lock are the lock's own group's."
  }
}

variable "after" {
  description = "What must be there before the gate: the resources of the stages, and the association of a web ACL of yours, where this configuration makes them. Any value that is known once they are there."
  type        = any
  default     = null
}
