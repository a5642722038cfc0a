variable "name" {
  description = "Name of the lock, unique in the account: 2 to 32 lower-case letters, digits and hyphens."
  type        = string
  nullable    = false
}

variable "region" {
  description = "Region of the stages, which is the provider's; null: it is asked for. Say it where something depends on this module: a module's `depends_on` keeps Terraform from asking until apply."
  type        = string
  default     = null
}

variable "account_id" {
  description = "The account, which is the provider's; null: it is asked for, as the region."
  type        = string
  default     = null
}

variable "path" {
  description = "Path of the lock's parameters; null: `/origin-lock/<name>`."
  type        = string
  default     = null
}

variable "package" {
  description = "Path of the worker's package, origin-lock-worker.jar; null: where `make package` puts it."
  type        = string
  default     = null
}

variable "package_s3" {
  description = "The worker's package in a bucket of yours in the lock's region: `bucket`, `key` and, where the bucket keeps versions, `version`. A package that changes under one key without a version is not noticed."
  type = object({
    bucket  = string
    key     = string
    version = optional(string)
  })
  default = null
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
}

variable "edge" {
  description = <<-EOT
    A distribution that is made in front of the first stage, `{}` with the defaults of modules/edge, whose inputs these are;
    null: none. `web_acl` is its web ACL: `existing`, one of yours of scope CLOUDFRONT, or `create`, one that is made as
    modules/web-acl says. With the gate signature `sign_requests` says whether it runs the edge function, which answers 502 as
    long as it has no key: false is how a distribution with viewers begins and ends.
  EOT
  type = object({
    aliases                    = optional(list(string), [])
    acm_certificate_arn        = optional(string)
    price_class                = optional(string, "PriceClass_All")
    origin_headers             = optional(map(string), {})
    response_headers_policy_id = optional(string)
    comment                    = optional(string)
    wait_for_deployment        = optional(bool, false)
    access_logs                = optional(bool, true)
    log_retention_days         = optional(number, 90)
    destroy_logs               = optional(bool, false)
    sign_requests              = optional(bool, true)
    web_acl = optional(object({
      existing = optional(object({ arn = string }))
      create = optional(object({
        rate_limit = optional(number, 2000)
        managed_groups = optional(set(string), [
          "AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesCommonRuleSet",
        ])
        counted_rules       = optional(map(set(string)), {})
        redacted_headers    = optional(list(string), ["x-api-key", "authorization", "cookie"])
        log_kms_key_arn     = optional(string)
        log_resource_policy = optional(bool, true)
      }))
    }), { create = {} })
  })
  default = null

  validation {
    condition     = var.edge == null || try((var.edge.web_acl.existing == null) != (var.edge.web_acl.create == null), false)
    error_message = "edge.web_acl: say `create`, for one that is made, or `existing = { arn = … }` for yours."
  }

  validation {
    condition     = var.edge != null || length(var.distributions) > 0
    error_message = "Name a distribution (distributions), or have one made in front of the first stage (edge = {})."
  }
}

variable "distributions" {
  description = <<-EOT
    The distributions that must present the secret, staging ones too. `distribution` is a resource aws_cloudfront_distribution,
    or module edge's output of that name (the one that `edge` makes need not be named); of one that another configuration makes the `id` is enough, and what is attached to it:
    `web_acl_arn`, `log_bucket_arn` and `edge_function_arns` (versions of Lambda@Edge functions, whichever behaviour has
    them), because whoever updates a distribution needs permissions on those as well. `origins` are the ids of the origins
    that lead to the API. A probe through CloudFront goes to `probe_url`, or to the lock's probe_path at a `distribution`'s
    own domain name; `probe = false`: there is none.
  EOT
  type = list(object({
    distribution = optional(object({
      id             = string
      arn            = string
      domain_name    = string
      web_acl_id     = optional(string)
      logging_config = optional(list(object({ bucket = string })), [])
      default_cache_behavior = optional(list(object({
        lambda_function_association = optional(set(object({ lambda_arn = string })), [])
      })), [])
      ordered_cache_behavior = optional(list(object({
        lambda_function_association = optional(set(object({ lambda_arn = string })), [])
      })), [])
    }))
    id                 = optional(string)
    web_acl_arn        = optional(string)
    log_bucket_arn     = optional(string)
    edge_function_arns = optional(list(string), [])
    origins            = list(string)
    probe              = optional(bool, true)
    probe_url          = optional(string)
  }))
  default  = []
  nullable = false
}

variable "stages" {
  description = "The API's stages behind the lock: `rest_api_id` and `stage`. A probe that goes to the API directly goes to `probe_url`, or to the lock's probe_path at the stage's own address; `probe = false`: there is none. The name must be a plain one: the stage itself comes after its methods, and those after its gate. `api` is a name for the API, where its id is yet unknown because this configuration makes it: it must stay the same, and stages of one API say the same."
  type = list(object({
    rest_api_id = string
    stage       = string
    api         = optional(string)
    probe       = optional(bool, true)
    probe_url   = optional(string)
  }))
  nullable = false
}

variable "released" {
  description = "Members that the lock lets go of: ids of distributions, and stages as \"<rest_api_id>/<stage>\". Put one here before it leaves its list, and take it out of both when `make status` says that it is let go (see README.md)."
  type        = set(string)
  default     = []
  nullable    = false
}

variable "accepted_findings" {
  description = "Findings of `make audit`, `check` and `status` that you know and take: each by its `kind` and `place` as they are shown (a `place` may end in * for all that begin so), with the reason. They are shown apart, raise no alarm, and stand in the way of nothing."
  type = list(object({
    kind   = string
    place  = string
    reason = string
  }))
  default  = []
  nullable = false
}

variable "after" {
  description = "What must be there before the lock is engaged, the resources of the stages for example, where this configuration makes them: any value that is known once they are there."
  type        = any
  default     = null
}

variable "probe_path" {
  description = "Path of the lock's own probe method, as in examples/petstore/probe.tf; null: no probes but to a `probe_url`, and the lock goes on by time alone. The method does not count as one that is open."
  type        = string
  default     = null
}

variable "probe_methods" {
  description = "Resource paths of other probe methods, those of a `probe_url`, as API Gateway has them."
  type        = list(string)
  default     = []
  nullable    = false
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
  description = "The least time after a change of the API side, and after CloudFront has settled, before anything is taken away: 0 to 3600. API keys have been reported to take up to half an hour."
  type        = number
  default     = 300
  nullable    = false
}

variable "soak_limit_seconds" {
  description = "For how long after a rotation's step has begun a probe that is refused begins the soak anew: 0 (never) to 43200. It is for hosts of API Gateway that learn of a key later than the soak."
  type        = number
  default     = 1800
  nullable    = false
}

variable "probes" {
  description = "How many probes in a row, each over a connection of its own, must pass before a secret counts as accepted, and how many are spread over a soak: 1 to 200. If one host in n is late, this many probes miss it with a chance of (1 - 1/n)^probes."
  type        = number
  default     = 20
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
  description = "Whether engaging takes over the gate's header that the distributions present already (with the gate api-key: and its key) as the first secret."
  type        = bool
  default     = false
  nullable    = false
}

variable "adopt_value" {
  description = "With adopt_existing, the secret that is taken over, by the resource that you have it from: the API key (api_key), the value of x-origin-verify (web_acl), or the 32 hexadecimal digits of x-origin-lock-… (request_validation). It is presented from the first apply on. Without it `presented` is null until the worker has engaged, so that a plan of what reads it fails and takes no header off."
  type        = string
  default     = null
  sensitive   = true

  validation {
    condition     = var.adopt_value == null || var.adopt_existing
    error_message = "adopt_value is what adopt_existing takes over: say adopt_existing = true as well."
  }

  validation {
    condition     = var.adopt_value == null || var.gate.signature == null
    error_message = "adopt_value is for the other gates: nobody else's edge function signs as the one of the gate signature does."
  }

  validation {
    condition     = var.adopt_value == null || var.gate.request_validation == null || can(regex("^[0-9a-f]{32}$", var.adopt_value))
    error_message = "adopt_value: of the gate request_validation's header the secret is the name's 32 hexadecimal digits, in lower case."
  }
}

variable "enforce" {
  description = "Whether the worker closes the gate: it does when every edge has presented the secret for the soak. False opens it again and keeps presenting. For the gates web_acl and request_validation; the others you close yourself, by what your methods demand. A lock that closed its gate before there was this input stays closed without it."
  type        = bool
  default     = false
  nullable    = false
}

variable "force_disengage" {
  description = "Whether a destroy goes through although the deployed API still demands the secret, or edges run a function that needs it, so that every request is refused from then on. Apply it before the destroy."
  type        = bool
  default     = false
  nullable    = false
}

variable "kms_key_arn" {
  description = "ARN of a key of yours for the parameters; null: the account's key for SSM. It cannot be exchanged while the lock is on."
  type        = string
  default     = null
}

variable "memory_size" {
  description = "The worker's memory in MB, 256 to 10240. Its processor time comes with it."
  type        = number
  default     = 512
  nullable    = false
}

variable "reserved_concurrency" {
  description = "Executions kept for the worker, so that others cannot use them all; null: none, since a new account has few in all, and Lambda leaves the last hundred of an account unreserved. The lock needs none: invocations at the same time are told apart by the state log."
  type        = number
  default     = null
}

variable "permissions_boundary_arn" {
  description = "ARN of the permissions boundary for every role; null for none."
  type        = string
  default     = null
}

variable "metrics_namespace" {
  description = "CloudWatch namespace of the lock's metrics."
  type        = string
  default     = "OriginLock"
  nullable    = false
}

variable "log_retention_days" {
  description = "Days that the logs of the worker and of its gate are kept: one of the numbers that CloudWatch Logs knows."
  type        = number
  default     = 30
  nullable    = false
}

variable "log_kms_key_arn" {
  description = "ARN of a key of yours that encrypts those logs; null: CloudWatch Logs' own. Its policy must allow the logs service."
  type        = string
  default     = null
}

variable "queue_kms_key_arn" {
  description = "ARN of a key of yours that encrypts the queue of what was given up; null: SQS's own. The lock's roles are allowed to use it for that queue; its policy must allow the account to say so."
  type        = string
  default     = null
}

variable "code_signing_config_arn" {
  description = "ARN of the code signing configuration of the functions in the lock's region; null for none. Their packages must be signed as that demands."
  type        = string
  default     = null
}

variable "alarms" {
  description = "Whether to make alarms, the lock's and its gate's."
  type        = bool
  default     = true
  nullable    = false
}

variable "dashboard" {
  description = "Whether to make the lock's dashboard."
  type        = bool
  default     = true
  nullable    = false
}

variable "secret_age_alarm_seconds" {
  description = "Age of the secret that raises the alarm; null: what the schedule allows, and some more (for a cron(): 92 days)."
  type        = number
  default     = null
}

variable "alarm_actions" {
  description = "ARNs that every alarm notifies when it goes off and when it is over, SNS topics for example. Without any a plan warns; null: you hear of alarms in another way."
  type        = list(string)
  default     = []
}

variable "tags" {
  description = "Tags for everything that takes tags, what the worker makes as well: there the default_tags of the provider are added."
  type        = map(string)
  default     = {}
  nullable    = false
}
