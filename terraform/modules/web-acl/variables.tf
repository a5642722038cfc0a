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
  description = "CLOUDFRONT: for a distribution."
  type        = string
  default     = "CLOUDFRONT"
  nullable    = false

  validation {
    condition     = contains(["CLOUDFRONT"], var.scope)
    error_message = "scope must be CLOUDFRONT. (REGIONAL, for an API's stage, comes with the web-acl gate.)"
  }
}

variable "rate_limit" {
  description = "Requests that one address may make in any five minutes before it is blocked: 10 to 2,000,000,000."
  type        = number
  default     = 2000
  nullable    = false

  validation {
    condition     = var.rate_limit >= 10 && var.rate_limit <= 2000000000 && floor(var.rate_limit) == var.rate_limit
    error_message = "rate_limit must be a whole number from 10 to 2000000000."
  }
}

variable "counted_rules" {
  description = "Rules of the managed groups that shall count and not block, by group; for APIs with large bodies for example `{ AWSManagedRulesCommonRuleSet = [\"SizeRestrictions_BODY\"] }`."
  type        = map(set(string))
  default     = {}
  nullable    = false

  validation {
    condition = length(setsubtract(keys(var.counted_rules), [
      "AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesCommonRuleSet",
    ])) == 0
    error_message = "counted_rules: the groups are AWSManagedRulesAmazonIpReputationList, AWSManagedRulesKnownBadInputsRuleSet and AWSManagedRulesCommonRuleSet."
  }
}

variable "redacted_headers" {
  description = "Headers that the logs must not hold, in lower case: the lock's, and those of your users' credentials."
  type        = list(string)
  default     = ["x-api-key", "authorization", "cookie"]
  nullable    = false

  validation {
    condition     = alltrue([for name in var.redacted_headers : can(regex("^[a-z0-9!#$%&'*+.^_`|~-]{1,64}$", name))])
    error_message = "redacted_headers are header names of 1 to 64 characters in lower case."
  }

  validation {
    condition     = length(var.redacted_headers) <= 100
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
  description = "ARN of a key of yours in us-east-1 that encrypts the logs; null: CloudWatch Logs' own. Its policy must allow the logs service."
  type        = string
  default     = null

  validation {
    condition     = var.log_kms_key_arn == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.log_kms_key_arn))
    error_message = "log_kms_key_arn must be the ARN of a KMS key."
  }
}

variable "tags" {
  description = "Tags for everything that the module makes."
  type        = map(string)
  default     = {}
  nullable    = false
}
