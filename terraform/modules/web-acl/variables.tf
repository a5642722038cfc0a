variable "name" {
  description = "Name of the web ACL and beginning of its metrics' names: 1 to 80 letters, digits, hyphens and underscores."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,80}$", var.name))
    error_message = "name must be 1 to 80 letters, digits, hyphens and underscores, as WAF demands (with room for the metrics' names)."
  }
}

variable "scope" {
  description = "CLOUDFRONT: for a distribution, in us-east-1. REGIONAL: for an API's stages, in their region."
  type        = string
  default     = "CLOUDFRONT"
  nullable    = false

  validation {
    condition     = contains(["CLOUDFRONT", "REGIONAL"], var.scope)
    error_message = "scope must be CLOUDFRONT or REGIONAL."
  }
}

variable "rule_groups" {
  description = "Rule groups of yours, and their places among the other rules, which have 10 (rate limit), 20, 30 and 40 (managed groups): the smallest priority is asked first."
  type = list(object({
    name     = string
    arn      = string
    priority = number
  }))
  default  = []
  nullable = false

  validation {
    condition     = alltrue([for group in var.rule_groups : can(regex("^arn:[a-z-]+:wafv2:[a-z0-9-]+:[0-9]{12}:(regional|global)/rulegroup/[^/]+/[^/]+$", group.arn))])
    error_message = "rule_groups: arn must be the ARN of a WAFv2 rule group (arn:aws:wafv2:…/rulegroup/<name>/<id>)."
  }

  validation {
    condition     = alltrue([for group in var.rule_groups : strcontains(group.arn, var.scope == "REGIONAL" ? ":regional/" : ":global/")])
    error_message = "rule_groups: a rule group must be of the web ACL's own scope: REGIONAL ones have `:regional/rulegroup/` in their ARN, those for CLOUDFRONT `:global/rulegroup/`."
  }

  validation {
    condition     = alltrue([for group in var.rule_groups : can(regex("^[A-Za-z0-9_-]+$", group.name)) && length("${var.name}-${group.name}") <= 128])
    error_message = "rule_groups: a name has letters, digits, hyphens and underscores, and with the web ACL's name before it at most 128 characters (it is the metric's)."
  }

  validation {
    condition     = !anytrue([for group in var.rule_groups : group.name == "rate-limit" || startswith(group.name, "AWSManagedRules")])
    error_message = "rule_groups: rate-limit and AWSManagedRules… are names of the module's own rules."
  }

  validation {
    condition     = alltrue([for group in var.rule_groups : group.priority >= 0 && group.priority <= 1000000 && floor(group.priority) == group.priority && !contains([10, 20, 30, 40], group.priority)])
    error_message = "rule_groups: priority must be a whole number from 0 to 1000000, other than 10, 20, 30 and 40, which are the module's own."
  }

  validation {
    condition     = length(distinct(var.rule_groups[*].name)) == length(var.rule_groups) && length(distinct(var.rule_groups[*].priority)) == length(var.rule_groups)
    error_message = "rule_groups: no two may have one name or one priority."
  }
}

variable "rate_limit" {
  description = "Requests that one address may make in any five minutes before it is blocked: 10 to 2,000,000,000; null: any number. REGIONAL: the address is the first one in X-Forwarded-For, which a viewer can write himself, so that the limit that counts is the one at CloudFront."
  type        = number
  default     = 2000

  validation {
    condition     = var.rate_limit == null || try(var.rate_limit >= 10 && var.rate_limit <= 2000000000 && floor(var.rate_limit) == var.rate_limit, false)
    error_message = "rate_limit must be a whole number from 10 to 2000000000, or null."
  }
}

variable "managed_groups" {
  description = "Which of AWS's managed groups to ask; an empty set: none."
  type        = set(string)
  default     = ["AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesCommonRuleSet"]
  nullable    = false

  validation {
    condition = length(setsubtract(var.managed_groups, [
      "AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesCommonRuleSet",
    ])) == 0
    error_message = "managed_groups: the groups are AWSManagedRulesAmazonIpReputationList, AWSManagedRulesKnownBadInputsRuleSet and AWSManagedRulesCommonRuleSet."
  }
}

variable "counted_rules" {
  description = "Rules of the managed groups that shall count and not block, by group; for APIs with large bodies for example `{ AWSManagedRulesCommonRuleSet = [\"SizeRestrictions_BODY\"] }`."
  type        = map(set(string))
  default     = {}
  nullable    = false

  validation {
    condition     = length(setsubtract(keys(var.counted_rules), var.managed_groups)) == 0
    error_message = "counted_rules must name groups that managed_groups holds."
  }
}

variable "sampled_requests" {
  description = "Whether WAF keeps samples of requests, with all their headers; null: with CLOUDFRONT yes, with REGIONAL no, since what CloudFront sends to an API holds the lock's secret."
  type        = bool
  default     = null
}

variable "redacted_headers" {
  description = "Headers that the logs must not hold, in lower case: the lock's, and those of your users' credentials. With REGIONAL x-origin-verify is always one of them."
  type        = list(string)
  default     = ["x-api-key", "authorization", "cookie"]
  nullable    = false

  validation {
    condition     = alltrue([for name in var.redacted_headers : can(regex("^[a-z0-9!#$%&'*+.^_`|~-]{1,64}$", name))])
    error_message = "redacted_headers are header names of 1 to 64 characters in lower case."
  }

  validation {
    condition     = length(setunion(var.redacted_headers, var.scope == "REGIONAL" ? ["x-origin-verify"] : [])) <= 100
    error_message = "redacted_headers: WAF redacts at most 100 fields."
  }
}

variable "log_retention_days" {
  description = "Days that WAF's logs are kept: one of the numbers that CloudWatch Logs knows."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653."
  }
}

variable "log_kms_key_arn" {
  description = "ARN of a key of yours, in the web ACL's region, that encrypts the logs; null: CloudWatch Logs' own. Its policy must allow the logs service."
  type        = string
  default     = null

  validation {
    condition     = var.log_kms_key_arn == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.log_kms_key_arn))
    error_message = "log_kms_key_arn must be the ARN of a KMS key."
  }
}

variable "log_resource_policy" {
  description = "Whether to make the resource policy that lets WAF write those logs. An account has ten in a region: false where they are used up, and one of them lets delivery.logs.amazonaws.com write to aws-waf-logs-*."
  type        = bool
  default     = true
  nullable    = false
}

variable "tags" {
  description = "Tags for everything that the module makes."
  type        = map(string)
  default     = {}
  nullable    = false
}
