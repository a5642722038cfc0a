variable "name" {
  description = "Name of the lock, unique in the account: 2 to 32 lower-case letters, digits and hyphens."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,30}[a-z0-9]$", var.name))
    error_message = "name must be 2 to 32 characters: lower-case letters, digits and hyphens, beginning with a letter and not ending with a hyphen."
  }
}

variable "region" {
  description = "Region of the stages, which is the provider's; null: it is asked for. Say it where something depends on this module: a module's `depends_on` keeps Terraform from asking until apply."
  type        = string
  default     = null

  validation {
    condition     = var.region == null || can(regex("^[a-z]{2,4}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region must be a region's code, such as eu-west-1."
  }

  # https://docs.aws.amazon.com/general/latest/gr/cf_region.html
  validation {
    condition     = var.region == null || !can(regex("^(us-gov|us-iso[a-z]*|eu-iso[a-z]*|eusc)-", var.region))
    error_message = "region is of a partition that has no CloudFront (GovCloud, the isolated regions, the European Sovereign Cloud), so that nothing could present the secret there."
  }
}

variable "account_id" {
  description = "The account, which is the provider's; null: it is asked for, as the region."
  type        = string
  default     = null

  validation {
    condition     = var.account_id == null || can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id has 12 digits."
  }
}

variable "path" {
  description = "Path of the lock's parameters; null: `/origin-lock/<name>`."
  type        = string
  default     = null

  validation {
    condition     = var.path == null || can(regex("^(/[A-Za-z0-9_.-]+){1,13}$", var.path))
    error_message = "path must be of the form /a/b: 1 to 13 parts of letters, digits, hyphens, dots and underscores (SSM takes 15 levels, and the states need two)."
  }

  validation {
    condition     = var.path == null || !can(regex("^/(aws|ssm)", lower(var.path)))
    error_message = "path must not begin with /aws or /ssm: SSM keeps those to itself."
  }

  validation {
    condition     = var.path == null || try(length(var.path), 0) <= 900
    error_message = "path has at most 900 characters."
  }
}

variable "package" {
  description = "Path of the worker's package, origin-lock-worker.jar; `make package` builds it."
  type        = string
  default     = null

  validation {
    condition     = (var.package == null) != (var.package_s3 == null)
    error_message = "Name the worker's package by its path (package), or by its place in S3 (package_s3)."
  }
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
  description = "What the worker must know of its gate and may do for it: the output `worker` of a gate's module. `stands_on` is what cannot be exchanged while the lock is on, by what it is called; `widgets` are what the dashboard shows of the gate."
  type = object({
    environment = map(string)
    iam_statements = list(object({
      sid       = string
      actions   = list(string)
      resources = list(string)
      condition = optional(map(map(list(string))), {})
    }))
    stands_on = optional(map(string), {})
    widgets   = optional(list(object({ title = string, metrics = list(list(string)), stat = string })), [])
  })
  nullable = false

  validation {
    condition     = can(var.gate.environment["ORIGIN_LOCK_GATE"])
    error_message = "gate.environment must say which gate it is (ORIGIN_LOCK_GATE): take the output `worker` of a gate's module."
  }

  validation {
    condition     = try(var.gate.environment["ORIGIN_LOCK_GATE"] != "signature" || !startswith(var.region, "cn-"), true)
    error_message = "gate: there is no Lambda@Edge in China, so nothing could sign there. Take another gate."
  }
}

variable "distributions" {
  description = <<-EOT
    The distributions that must present the secret, staging ones too. `distribution` is a resource aws_cloudfront_distribution,
    or module edge's output of that name; of one that another configuration makes the `id` is enough, and what is attached to it:
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
  nullable = false

  validation {
    condition     = length(var.distributions) > 0
    error_message = "distributions must name at least one distribution."
  }

  validation {
    condition     = alltrue([for entry in var.distributions : (entry.distribution == null) != (entry.id == null)])
    error_message = "distributions: each entry has either `distribution`, a resource aws_cloudfront_distribution, or the `id` of one that another configuration makes."
  }

  validation {
    condition     = alltrue([for entry in var.distributions : entry.id == null || can(regex("^[A-Z0-9]{8,20}$", entry.id))])
    error_message = "distributions: an id is 8 to 20 upper-case letters and digits (E…); it is neither an ARN nor a domain name."
  }

  validation {
    condition     = alltrue([for entry in var.distributions : length(entry.origins) > 0 && length(entry.origins) == length(distinct(entry.origins))])
    error_message = "distributions: origins must name at least one origin of the distribution, and none twice."
  }

  validation {
    condition     = alltrue([for entry in var.distributions : entry.probe_url == null || can(regex("^https://[^\\s?#]+$", entry.probe_url))])
    error_message = "distributions: a probe_url begins with https:// and has no query."
  }

  validation {
    condition     = alltrue([for entry in var.distributions : entry.web_acl_arn == null || can(regex("^arn:[a-z-]+:wafv2:", entry.web_acl_arn))])
    error_message = "distributions: web_acl_arn is the ARN of a WAFv2 web ACL."
  }

  validation {
    condition     = alltrue([for entry in var.distributions : entry.log_bucket_arn == null || can(regex("^arn:[a-z-]+:s3:::[^/]+$", entry.log_bucket_arn))])
    error_message = "distributions: log_bucket_arn is the ARN of a bucket, arn:aws:s3:::<name>."
  }

  validation {
    condition     = alltrue([for arn in flatten(var.distributions[*].edge_function_arns) : can(regex("^arn:[a-z-]+:lambda:us-east-1:[0-9]{12}:function:[A-Za-z0-9_-]+:[0-9]+$", arn))])
    error_message = "distributions: edge_function_arns are of numbered versions in us-east-1 (arn:aws:lambda:us-east-1:…:function:<name>:<number>), as CloudFront has them."
  }

  validation {
    condition     = length(distinct([for entry in var.distributions : try(entry.distribution.id, entry.id)])) == length(var.distributions)
    error_message = "distributions names the same distribution twice."
  }
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
    condition     = alltrue([for stage in var.stages : stage.api == null || can(regex("^[A-Za-z0-9_-]{1,64}$", stage.api))])
    error_message = "stages: api has 1 to 64 letters, digits, hyphens and underscores."
  }

  validation {
    condition     = alltrue([for stage in var.stages : stage.probe_url == null || can(regex("^https://[^\\s?#]+$", stage.probe_url))])
    error_message = "stages: a probe_url begins with https:// and has no query."
  }

  validation {
    condition     = length(distinct([for stage in var.stages : "${stage.rest_api_id}/${stage.stage}"])) == length(var.stages)
    error_message = "stages names the same stage twice."
  }
}

variable "released" {
  description = "Members that the lock lets go of: ids of distributions, and stages as \"<rest_api_id>/<stage>\". Put one here before it leaves its list, and take it out of both when `make status` says that it is let go (see README.md)."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for member in var.released : can(regex("^([A-Z0-9]{8,20}|[a-z0-9]{10}/[A-Za-z0-9_-]{1,128})$", member))])
    error_message = "released: a member is the id of a distribution (E…), or a stage as <rest_api_id>/<stage>."
  }
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

  validation {
    condition     = alltrue([for finding in var.accepted_findings : can(regex("^[a-z]+(-[a-z]+)*$", finding.kind))])
    error_message = "accepted_findings: a kind is as `make audit` shows it, such as backend-receives-secret."
  }

  validation {
    condition     = alltrue([for finding in var.accepted_findings : trimspace(finding.place) != "" && trimspace(finding.reason) != ""])
    error_message = "accepted_findings: each needs a place, as `make audit` shows it, and a reason."
  }
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

  validation {
    condition     = var.probe_path == null || can(regex("^/[A-Za-z0-9._/-]+$", var.probe_path))
    error_message = "probe_path begins with a slash and has no query."
  }
}

variable "probe_methods" {
  description = "Resource paths of other probe methods, those of a `probe_url`, as API Gateway has them."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for path in var.probe_methods : can(regex("^/[^\\s?#]*$", path))])
    error_message = "probe_methods begin with a slash and have no query."
  }
}

variable "rotation_schedule" {
  description = "Daily, Fortnightly, Monthly, Bimonthly (every two months), Quarterly, or any rate() or cron() of EventBridge Scheduler, in UTC."
  type        = string
  default     = "Monthly"
  nullable    = false

  validation {
    condition = (
      contains(["Daily", "Fortnightly", "Monthly", "Bimonthly", "Quarterly"], var.rotation_schedule)
      || can(regex("^rate\\([1-9][0-9]* (minute|hour|day)s?\\)$", var.rotation_schedule))
      # Six fields; one of day of month and day of week is a question mark, the other is not.
      || can(regex("^cron\\([0-9*/,-]+ [0-9*/,-]+ ([0-9*/,LW-]+ [0-9A-Z*/,-]+ \\?|\\? [0-9A-Z*/,-]+ [0-9A-Z*/,#-]+) [0-9*/,-]+\\)$", var.rotation_schedule))
    )
    error_message = "rotation_schedule must be Daily, Fortnightly, Monthly, Bimonthly, Quarterly, a rate() such as rate(30 days), or a cron() of six fields such as cron(0 3 1 * ? *)."
  }
}

variable "rotation_window_minutes" {
  description = "A rotation starts at some time within this many minutes of its schedule, 0 to 1440; 0: on the minute."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.rotation_window_minutes >= 0 && var.rotation_window_minutes <= 1440 && floor(var.rotation_window_minutes) == var.rotation_window_minutes
    error_message = "rotation_window_minutes must be a whole number from 0 to 1440."
  }
}

variable "audit_schedule" {
  description = "When to look for ways past the lock: any rate() or cron() of EventBridge Scheduler, in UTC; null: only when somebody asks (`make audit`)."
  type        = string
  default     = "rate(1 day)"

  validation {
    condition     = var.audit_schedule == null || can(regex("^(rate\\([1-9][0-9]* (minute|hour|day)s?\\)|cron\\(([^ ]+ ){5}[^ ]+\\))$", var.audit_schedule))
    error_message = "audit_schedule must be a rate() such as rate(1 day), a cron() of six fields such as cron(0 5 * * ? *), or null."
  }
}

variable "soak_seconds" {
  description = "The least time after a change of the API side, and after CloudFront has settled, before anything is taken away: 0 to 3600. API keys have been reported to take up to half an hour."
  type        = number
  default     = 300
  nullable    = false

  validation {
    condition     = var.soak_seconds >= 0 && var.soak_seconds <= 3600 && floor(var.soak_seconds) == var.soak_seconds
    error_message = "soak_seconds must be a whole number from 0 to 3600."
  }
}

variable "soak_limit_seconds" {
  description = "For how long after a rotation's step has begun a probe that is refused begins the soak anew: 0 (never) to 43200. It is for hosts of API Gateway that learn of a key later than the soak."
  type        = number
  default     = 1800
  nullable    = false

  validation {
    condition     = var.soak_limit_seconds >= 0 && var.soak_limit_seconds <= 43200 && floor(var.soak_limit_seconds) == var.soak_limit_seconds
    error_message = "soak_limit_seconds must be a whole number from 0 to 43200."
  }
}

variable "probes" {
  description = "How many probes in a row, each over a connection of its own, must pass before a secret counts as accepted, and how many are spread over a soak: 1 to 200. If one host in n is late, this many probes miss it with a chance of (1 - 1/n)^probes."
  type        = number
  default     = 20
  nullable    = false

  validation {
    condition     = var.probes >= 1 && var.probes <= 200 && floor(var.probes) == var.probes
    error_message = "probes must be a whole number from 1 to 200."
  }
}

variable "grace_seconds" {
  description = "How much longer the old secret is honoured for writers with old plans: 0 to 604800 (a week)."
  type        = number
  default     = 3600
  nullable    = false

  validation {
    condition     = var.grace_seconds >= 0 && var.grace_seconds <= 604800 && floor(var.grace_seconds) == var.grace_seconds
    error_message = "grace_seconds must be a whole number from 0 to 604800."
  }
}

variable "memory_seconds" {
  description = "How long a retired secret is remembered, so that it can be honoured again where a distribution still presents it: 0 to 31536000 (a year)."
  type        = number
  default     = 604800
  nullable    = false

  validation {
    condition     = var.memory_seconds >= 0 && var.memory_seconds <= 31536000 && floor(var.memory_seconds) == var.memory_seconds
    error_message = "memory_seconds must be a whole number from 0 to 31536000."
  }
}

variable "adopt_existing" {
  description = "Whether engaging takes over the gate's header that the distributions present already (with the gate api-key: and its key) as the first secret."
  type        = bool
  default     = false
  nullable    = false
}

variable "adopt_header" {
  description = "With adopt_existing, the header that is taken over, as CloudFront sends it today: `name` and `value`. It is presented from the first apply on. Without it `presented` is null until the worker has engaged, so that a plan of what reads it fails and takes no header off."
  type = object({
    name  = string
    value = string
  })
  default   = null
  sensitive = true

  validation {
    condition     = var.adopt_header == null || var.adopt_existing
    error_message = "adopt_header is what adopt_existing takes over: say adopt_existing = true as well."
  }
}

variable "enforce" {
  description = "Whether the worker closes the gate: it does when every edge has presented the secret for the soak. False opens it again and keeps presenting. For the gates web-acl and request-validation; the others you close yourself, by what your methods demand. A lock that closed its gate before there was this input stays closed without it."
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

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key (not of an alias: permissions are given by key)."
  }
}

variable "memory_size" {
  description = "The worker's memory in MB, 256 to 10240. Its processor time comes with it."
  type        = number
  default     = 512
  nullable    = false

  validation {
    condition     = var.memory_size >= 256 && var.memory_size <= 10240 && floor(var.memory_size) == var.memory_size
    error_message = "memory_size must be a whole number from 256 to 10240."
  }
}

variable "reserved_concurrency" {
  description = "Executions kept for the worker, so that others cannot use them all; null: none, since a new account has few in all, and Lambda leaves the last hundred of an account unreserved. The lock needs none: invocations at the same time are told apart by the state log."
  type        = number
  default     = null

  validation {
    condition     = var.reserved_concurrency == null || try(var.reserved_concurrency >= 1 && floor(var.reserved_concurrency) == var.reserved_concurrency, false)
    error_message = "reserved_concurrency must be a whole number of at least 1, or null."
  }
}

variable "permissions_boundary_arn" {
  description = "ARN of the permissions boundary for every role; null for none."
  type        = string
  default     = null

  validation {
    condition     = var.permissions_boundary_arn == null || can(regex("^arn:[a-z-]+:iam::([0-9]{12}|aws):policy/.+$", var.permissions_boundary_arn))
    error_message = "permissions_boundary_arn must be the ARN of an IAM policy."
  }
}

variable "metrics_namespace" {
  description = "CloudWatch namespace of the lock's metrics."
  type        = string
  default     = "OriginLock"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9._/#:-]{1,255}$", var.metrics_namespace)) && !startswith(var.metrics_namespace, "AWS/")
    error_message = "metrics_namespace must be 1 to 255 letters, digits and . _ / # : -, and must not begin with AWS/."
  }
}

variable "log_retention_days" {
  description = "Days that the logs of the worker and of its gate are kept: one of the numbers that CloudWatch Logs knows."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653."
  }
}

variable "log_kms_key_arn" {
  description = "ARN of a key of yours that encrypts those logs; null: CloudWatch Logs' own. Its policy must allow the logs service."
  type        = string
  default     = null

  validation {
    condition     = var.log_kms_key_arn == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.log_kms_key_arn))
    error_message = "log_kms_key_arn must be the ARN of a KMS key."
  }
}

variable "queue_kms_key_arn" {
  description = "ARN of a key of yours that encrypts the queue of what was given up; null: SQS's own. The lock's roles are allowed to use it for that queue; its policy must allow the account to say so."
  type        = string
  default     = null

  validation {
    condition     = var.queue_kms_key_arn == null || can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.queue_kms_key_arn))
    error_message = "queue_kms_key_arn must be the ARN of a KMS key (not of an alias: permissions are given by key)."
  }
}

variable "code_signing_config_arn" {
  description = "ARN of the code signing configuration of the functions in the lock's region; null for none. Their packages must be signed as that demands."
  type        = string
  default     = null

  validation {
    condition     = var.code_signing_config_arn == null || can(regex("^arn:[a-z-]+:lambda:[a-z0-9-]+:[0-9]{12}:code-signing-config:csc-[a-z0-9]{17}$", var.code_signing_config_arn))
    error_message = "code_signing_config_arn must be the ARN of a Lambda code signing configuration (…:code-signing-config:csc-…)."
  }
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

  validation {
    condition     = var.secret_age_alarm_seconds == null || try(var.secret_age_alarm_seconds >= 60, false)
    error_message = "secret_age_alarm_seconds must be at least 60, or null."
  }
}

variable "alarm_actions" {
  description = "ARNs that every alarm notifies when it goes off and when it is over, SNS topics for example. Without any a plan warns; null: you hear of alarms in another way."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for arn in coalesce(var.alarm_actions, []) : startswith(arn, "arn:")])
    error_message = "alarm_actions must be ARNs."
  }
}

variable "tags" {
  description = "Tags for everything that takes tags, what the worker makes as well: there the default_tags of the provider are added."
  type        = map(string)
  default     = {}
  nullable    = false

  # What SSM and API Gateway take: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
  validation {
    condition = alltrue([for key, value in var.tags :
      can(regex("^[\\pL\\pZ\\pN_.:/=+@-]{1,128}$", key)) && can(regex("^[\\pL\\pZ\\pN_.:/=+@-]{0,256}$", value)) && !can(regex("^aws:", lower(key)))
    ])
    error_message = "tags: a key has 1 to 128 and a value up to 256 letters, digits, spaces and . : / = + @ _ -, and no key begins with aws:."
  }

  validation {
    condition     = length(setintersection([for key in keys(var.tags) : lower(key)], ["origin-lock", "origin-lock-secret"])) == 0
    error_message = "tags: origin-lock and origin-lock-secret are the worker's own, by which it knows its keys."
  }
}
