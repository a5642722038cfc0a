variable "region" {
  description = "Region of the API and of the lock."
  type        = string
  default     = "us-east-1"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region must be a region's code, such as eu-west-1."
  }
}

variable "name" {
  description = "Name of the lock, and of everything in this example: 2 to 32 lower-case letters, digits and hyphens."
  type        = string
  default     = "petstore"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,30}[a-z0-9]$", var.name))
    error_message = "name must be 2 to 32 characters: lower-case letters, digits and hyphens, beginning with a letter and not ending with a hyphen."
  }
}

variable "gate" {
  description = "What the API checks: api-key (an API key that every method demands), request-validation (a header that every method requires), signature (a signature made at the edge that every method's authorizer verifies) or web-acl (a header that a REGIONAL web ACL on the stage looks for)."
  type        = string
  default     = "api-key"
  nullable    = false

  validation {
    condition     = contains(["api-key", "request-validation", "signature", "web-acl"], var.gate)
    error_message = "gate must be api-key, request-validation, signature or web-acl."
  }
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

variable "backend_url" {
  description = "Where the pets come from: by default AWS's public demonstration; empty: the API answers by itself (MOCK). Choose before the first apply: API Gateway does not turn one into the other in place."
  type        = string
  default     = "http://petstore-demo-endpoint.execute-api.com/petstore/pets"
  nullable    = false

  validation {
    condition     = var.backend_url == "" || can(regex("^https?://[^\\s?#]+$", var.backend_url))
    error_message = "backend_url begins with http:// or https:// and has no query, or is empty."
  }
}

variable "demand_key" {
  description = "With the gates api-key and signature, whether the API's methods demand the key, or the signature. False is how an API with viewers begins: engage first, demand then; and how it ends: stop demanding, then disengage. The lock's own probe method demands it always."
  type        = bool
  default     = true
  nullable    = false
}

variable "enforce" {
  description = "With the gates request-validation and web-acl, whether the worker closes the gate; null: with these two it does. False is how an API with viewers begins, and opens the gate again."
  type        = bool
  default     = null
}

variable "adopt_existing" {
  description = "Whether to take over the header that the distribution presents today as the first secret, and with the gate api-key its key."
  type        = bool
  default     = false
  nullable    = false
}

variable "open_methods" {
  description = "With other gates than web-acl, methods that anyone may call, as for a health check that goes to the API directly: \"GET /pets\", \"POST /pets\", \"GET /pets/{petId}\". The audit names them. The web ACL of the gate web-acl stands in front of all."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(setsubtract(var.open_methods, ["GET /pets", "POST /pets", "GET /pets/{petId}"])) == 0
    error_message = "open_methods: the methods are \"GET /pets\", \"POST /pets\" and \"GET /pets/{petId}\"."
  }

  validation {
    condition     = length(var.open_methods) == 0 || var.gate != "web-acl"
    error_message = "open_methods are for the other gates: the web ACL of the gate web-acl stands in front of the whole stage."
  }
}

variable "sign_requests" {
  description = "With the gate signature, whether the distribution runs the edge function, which answers 502 as long as it has no key. False is how a distribution with viewers begins and ends."
  type        = bool
  default     = true
  nullable    = false
}

variable "window_seconds" {
  description = "With the gate signature, how old a signature may be, see modules/gate-signature."
  type        = number
  default     = 300
  nullable    = false
}

variable "signs_query" {
  description = "With the gate signature, whether the query is signed, see modules/gate-signature."
  type        = bool
  default     = true
  nullable    = false
}

variable "keep_edge_function" {
  description = "With the gate signature, whether a destroy leaves the edge function behind, see modules/gate-signature."
  type        = bool
  default     = true
  nullable    = false
}

variable "orders" {
  description = "Whether the API has GET /orders as well, which answers by itself: a change of the API to try between two rotations."
  type        = bool
  default     = false
  nullable    = false
}

variable "audit_schedule" {
  description = "When to look for ways past the lock, see modules/lock; null: only when somebody asks."
  type        = string
  default     = "rate(1 day)"
}

variable "more_distributions" {
  description = "Other distributions in front of the same API that present the secret as well, of the form that the root module takes."
  type = list(object({
    id                 = string
    origins            = list(string)
    web_acl_arn        = optional(string)
    log_bucket_arn     = optional(string)
    edge_function_arns = optional(list(string), [])
    probe_url          = optional(string)
  }))
  default  = []
  nullable = false
}

variable "released" {
  description = "Members that the lock lets go of, see modules/lock."
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

variable "probes" {
  description = "How many probes must pass in a row, see modules/lock."
  type        = number
  default     = 20
  nullable    = false
}

variable "soak_seconds" {
  description = "The lock's soak, see modules/lock."
  type        = number
  default     = 300
  nullable    = false
}

variable "grace_seconds" {
  description = "The lock's grace, see modules/lock."
  type        = number
  default     = 3600
  nullable    = false
}

variable "memory_seconds" {
  description = "How long the lock remembers a retired secret, see modules/lock."
  type        = number
  default     = 604800
  nullable    = false
}

variable "rotation_schedule" {
  description = "Daily, Fortnightly, Monthly, Bimonthly, Quarterly, or any rate() or cron()."
  type        = string
  default     = "Monthly"
  nullable    = false
}

variable "rotation_window_minutes" {
  description = "The flexible window of the rotation, see modules/lock."
  type        = number
  default     = 60
  nullable    = false
}

variable "rate_limit" {
  description = "Requests that one viewer's address may make in any five minutes."
  type        = number
  default     = 2000
  nullable    = false
}

variable "log_retention_days" {
  description = "Days that the distribution's access logs are kept; 0: for ever (and an apply that is most of a minute shorter)."
  type        = number
  default     = 90
  nullable    = false
}

variable "reserved_concurrency" {
  description = "Executions kept for the worker, see modules/lock; null: none."
  type        = number
  default     = null
}

variable "permissions_boundary_arn" {
  description = "ARN of the permissions boundary for every role; null for none."
  type        = string
  default     = null
}

variable "log_resource_policy" {
  description = "Whether to make the resource policies that let WAF write its logs, see modules/web-acl."
  type        = bool
  default     = true
  nullable    = false
}

variable "force_disengage" {
  description = "Whether a destroy goes through although the API still demands keys or signatures, and the distribution signs. Here the API goes with the lock, so nobody is left to be refused."
  type        = bool
  default     = true
  nullable    = false
}

variable "tags" {
  description = "Tags for everything that takes tags."
  type        = map(string)
  default     = { example = "origin-lock-petstore" }
  nullable    = false
}

variable "alarm_actions" {
  description = "ARNs that every alarm notifies, see modules/lock."
  type        = list(string)
  default     = []
}
