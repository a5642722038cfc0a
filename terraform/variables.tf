variable "region" {
  description = "Region of the API and of the lock."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region must be a region's code, such as eu-west-1."
  }
}

variable "name" {
  description = "Name of the lock, unique in the account: 2 to 32 lower-case letters, digits and hyphens."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,30}[a-z0-9]$", var.name))
    error_message = "name must be 2 to 32 characters: lower-case letters, digits and hyphens, beginning with a letter and not ending with a hyphen."
  }
}

variable "rest_api_id" {
  description = "Id of the regional REST API to lock."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]{10}$", var.rest_api_id))
    error_message = "rest_api_id is 10 lower-case letters and digits, as in `aws apigateway get-rest-apis`; it is neither an ARN nor a URL."
  }
}

variable "stage" {
  description = "The stage of that API to lock."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,128}$", var.stage))
    error_message = "stage has 1 to 128 letters, digits, hyphens and underscores."
  }
}

variable "distribution" {
  description = "The distribution in front of that stage, with what is attached to it (see modules/lock); null makes one, with a web ACL and access logs."
  type = object({
    id             = string
    arn            = string
    origins        = list(string)
    probe_url      = optional(string)
    web_acl_arn    = optional(string)
    log_bucket_arn = optional(string)

    edge_function_arns = optional(list(string), [])
  })
  default = null

  validation {
    condition     = var.distribution == null || can(regex("^[A-Z0-9]{8,20}$", var.distribution.id))
    error_message = "distribution.id is 8 to 20 upper-case letters and digits (E…); it is neither an ARN nor a domain name."
  }

  validation {
    condition     = var.distribution == null || try(length(var.distribution.origins) > 0, false)
    error_message = "distribution.origins must name the origins that lead to the API, by their ids."
  }
}

variable "probe_path" {
  description = "Path of a method of the lock's own to probe, made as in examples/petstore/probe.tf; null: no probes, the lock goes on by time alone."
  type        = string
  default     = null

  validation {
    condition     = var.probe_path == null || can(regex("^/[A-Za-z0-9._/-]+$", var.probe_path))
    error_message = "probe_path begins with a slash and has no query."
  }
}

variable "gate" {
  description = "What the API checks: api-key (an API key that its methods demand), request-validation (a header that its methods require), signature (a signature made at the edge that its methods' authorizer verifies) or web-acl (a header that a REGIONAL web ACL on the stage looks for). A lock is to be taken off before it gets another one, see README.md."
  type        = string
  default     = "api-key"
  nullable    = false

  validation {
    condition     = contains(["api-key", "request-validation", "signature", "web-acl"], var.gate)
    error_message = "gate must be api-key, request-validation, signature or web-acl."
  }
}

variable "usage_plan_id" {
  description = "With the gate api-key, a usage plan of yours that holds the stage already, for CloudFront's keys to go into; null makes one."
  type        = string
  default     = null

  validation {
    condition     = var.usage_plan_id == null || var.gate == "api-key"
    error_message = "usage_plan_id is for the gate api-key; with another one there are no keys."
  }
}

variable "protected_methods" {
  description = "With the gate request-validation, the methods that require the header, each as \"VERB /path\" with the path of its resource, \"ANY /{proxy+}\" too; null: all but OPTIONS. The probe method is protected always."
  type        = list(string)
  default     = null

  validation {
    condition     = var.protected_methods == null || var.gate == "request-validation"
    error_message = "protected_methods are for the gate request-validation."
  }
}

variable "validate_body" {
  description = "With the gate request-validation, whether the validator checks bodies against the methods' models as well."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = !var.validate_body || var.gate == "request-validation"
    error_message = "validate_body is for the gate request-validation."
  }
}

variable "deploy_drafts" {
  description = "With the gate request-validation, whether the worker may deploy the API with changes in it that its owner has not deployed yet. Otherwise it waits for the owner and says so."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = !var.deploy_drafts || var.gate == "request-validation"
    error_message = "deploy_drafts is for the gate request-validation: with another one the worker deploys nothing."
  }
}

variable "sign_requests" {
  description = "With the gate signature, whether the distribution that is made runs the edge function, which answers 502 as long as it has no key. False is how a distribution with viewers begins and ends, see README.md."
  type        = bool
  default     = true
  nullable    = false

  validation {
    condition     = var.sign_requests || var.gate == "signature"
    error_message = "sign_requests is for the gate signature."
  }
}

variable "window_seconds" {
  description = "With the gate signature, how old a signature may be, and how far ahead an edge's clock, 1 to 3600; null: 300."
  type        = number
  default     = null

  validation {
    condition     = var.window_seconds == null || var.gate == "signature"
    error_message = "window_seconds is for the gate signature."
  }
}

variable "signs_query" {
  description = "With the gate signature, whether the query is signed. If it is not, a signature is good for every query of its path, as long as the window lasts."
  type        = bool
  default     = true
  nullable    = false

  validation {
    condition     = var.signs_query || var.gate == "signature"
    error_message = "signs_query is for the gate signature."
  }
}

variable "strip_prefix" {
  description = "With the gate signature, what API Gateway has in front of the path and the distribution's request has not, a custom domain's base path such as /v1; null: nothing."
  type        = string
  default     = null

  validation {
    condition     = var.strip_prefix == null || var.gate == "signature"
    error_message = "strip_prefix is for the gate signature."
  }
}

variable "add_prefix" {
  description = "With the gate signature, what the distribution's request has in front of the path and API Gateway has not, a stage such as /prod where the distribution's origin has no path; null: nothing."
  type        = string
  default     = null

  validation {
    condition     = var.add_prefix == null || var.gate == "signature"
    error_message = "add_prefix is for the gate signature."
  }
}

variable "keep_edge_function" {
  description = "With the gate signature, whether a destroy leaves the edge function behind, since Lambda deletes none that has replicas (see modules/gate-signature). False: the destroy waits for them, up to four hours."
  type        = bool
  default     = true
  nullable    = false

  validation {
    condition     = var.keep_edge_function || var.gate == "signature"
    error_message = "keep_edge_function is for the gate signature."
  }
}

variable "regional_web_acl_arn" {
  description = "With the gate web-acl, ARN of your own REGIONAL web ACL on the stage, which must refer to the rule group of the output rule_group_arn (see modules/gate-web-acl); null makes one, which takes the place of any that the stage has."
  type        = string
  default     = null

  validation {
    condition     = var.regional_web_acl_arn == null || var.gate == "web-acl"
    error_message = "regional_web_acl_arn is for the gate web-acl. (The distribution's web ACL is web_acl_arn.)"
  }
}

variable "regional_rule_groups" {
  description = "With the gate web-acl, rule groups of yours, scope REGIONAL, for the web ACL on the stage that is made. Priority 0 is the lock's."
  type = list(object({
    name     = string
    arn      = string
    priority = number
  }))
  default  = []
  nullable = false

  validation {
    condition     = length(var.regional_rule_groups) == 0 || var.gate == "web-acl"
    error_message = "regional_rule_groups are for the gate web-acl: with another one no web ACL is made on the stage."
  }
}

variable "rule_group_capacity" {
  description = "With the gate web-acl, the capacity of the lock's rule group in WCU, 24 to 5000, 12 for each secret; null: 100. Another one makes a new group, and the gate stands open until the worker's next tick."
  type        = number
  default     = null

  validation {
    condition     = var.rule_group_capacity == null || var.gate == "web-acl"
    error_message = "rule_group_capacity is for the gate web-acl."
  }
}

variable "rotation_schedule" {
  description = "Daily, Fortnightly, Monthly, Bimonthly (every two months), Quarterly, or any rate() or cron() of EventBridge Scheduler, in UTC."
  type        = string
  default     = "Monthly"
  nullable    = false
}

variable "rotation_window_minutes" {
  description = "A rotation starts at some time within this many minutes of its schedule, 0 to 1440; 0: on the minute."
  type        = number
  default     = 60
  nullable    = false
}

variable "audit_schedule" {
  description = "When to look for ways past the lock: any rate() or cron() of EventBridge Scheduler, in UTC; null: only when somebody asks (`make audit`)."
  type        = string
  default     = "rate(1 day)"
}

variable "soak_seconds" {
  description = "The least time after a change of the API side, and after CloudFront has settled, before anything is taken away: 0 to 3600."
  type        = number
  default     = 300
  nullable    = false
}

variable "grace_seconds" {
  description = "How much longer the old secret is honoured for writers with old plans: 0 to 604800 (a week)."
  type        = number
  default     = 3600
  nullable    = false
}

variable "memory_seconds" {
  description = "How long a retired secret is remembered, so that it can be honoured again where a distribution still presents it: 0 to 31536000 (a year)."
  type        = number
  default     = 604800
  nullable    = false
}

variable "adopt_existing" {
  description = "Whether to take over the header that the distribution presents today as the first secret: x-api-key with its key, with the gate web-acl x-origin-verify, with request-validation a header x-origin-lock-…; with signature there is none."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = !var.adopt_existing || var.gate != "signature"
    error_message = "adopt_existing is for the other gates: nobody else's edge function signs as the one of the gate signature does."
  }
}

variable "force_disengage" {
  description = "With the gates api-key and signature, whether a destroy goes through although the deployed API still demands keys or signatures, or the distribution still signs, so that every request is refused from then on. Apply it before the destroy. (The other gates are opened by the worker.)"
  type        = bool
  default     = false
  nullable    = false
}

variable "kms_key_arn" {
  description = "ARN of a key of yours for the lock's parameters; null: the account's key for SSM."
  type        = string
  default     = null
}

variable "memory_size" {
  description = "The worker's memory in MB, 256 to 10240."
  type        = number
  default     = 512
  nullable    = false
}

variable "reserved_concurrency" {
  description = "Executions kept for the worker: 1 serialises the lock; null for accounts that can reserve none."
  type        = number
  default     = 1
}

variable "alarm_actions" {
  description = "ARNs that every alarm notifies, SNS topics for example."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "web_acl_arn" {
  description = "ARN of your own web ACL of scope CLOUDFRONT for the distribution that is made; null makes one."
  type        = string
  default     = null

  validation {
    condition     = var.web_acl_arn == null || var.distribution == null
    error_message = "web_acl_arn is for the distribution that is made. Of your own distribution say which web ACL it has: distribution.web_acl_arn."
  }
}

variable "rate_limit" {
  description = "Requests that one address may make in any five minutes, in the web ACL that is made."
  type        = number
  default     = 2000
  nullable    = false
}

variable "aliases" {
  description = "Domain names of yours for the distribution that is made; they need acm_certificate_arn."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "acm_certificate_arn" {
  description = "ARN of a certificate in us-east-1 for the aliases."
  type        = string
  default     = null
}

variable "price_class" {
  description = "Which edges serve the distribution that is made: PriceClass_100, PriceClass_200 or PriceClass_All."
  type        = string
  default     = "PriceClass_All"
  nullable    = false
}

variable "package" {
  description = "Path of the worker's package; null: where `make package` puts it."
  type        = string
  default     = null
}

variable "edge_package" {
  description = "With the gate signature, path of the edge function's package; null: where `make package` puts it."
  type        = string
  default     = null
}

variable "authorizer_package" {
  description = "With the gate signature, path of the authorizer's package; null: where `make package` puts it."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags for everything that takes tags."
  type        = map(string)
  default     = {}
  nullable    = false
}
