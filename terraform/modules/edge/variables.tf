variable "name" {
  description = "Name for the distribution's comment and the log bucket: 2 to 32 lower-case letters, digits and hyphens."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,30}[a-z0-9]$", var.name))
    error_message = "name must be 2 to 32 characters: lower-case letters, digits and hyphens, beginning with a letter and not ending with a hyphen."
  }

  validation {
    condition     = !can(regex("^(xn--|sthree-|amzn-s3-demo-)", var.name))
    error_message = "name begins the log bucket's name, and S3 reserves names that begin with xn--, sthree- or amzn-s3-demo-."
  }
}

variable "region" {
  description = "Region of the API, which is the provider's. It is not asked for: a change of what this module depends on would keep the answer from the plan, and change the distribution."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2,4}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region must be a region's code, such as eu-west-1."
  }

  validation {
    condition     = !startswith(var.region, "cn-")
    error_message = "region: a distribution in China needs an ICP recordal and a certificate in IAM's store, which this module knows nothing of. Make your own, and name it to the lock."
  }
}

variable "account_id" {
  description = "The account, for the log bucket's name; null: it is asked for."
  type        = string
  default     = null

  validation {
    condition     = var.account_id == null || can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id has 12 digits."
  }
}

variable "rest_api_id" {
  description = "Id of the regional REST API behind the distribution."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]{10}$", var.rest_api_id))
    error_message = "rest_api_id is 10 lower-case letters and digits, as in `aws apigateway get-rest-apis`; it is neither an ARN nor a URL."
  }
}

variable "stage" {
  description = "The stage of that API to which all requests go."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,128}$", var.stage))
    error_message = "stage has 1 to 128 letters, digits, hyphens and underscores."
  }
}

variable "presented" {
  description = "The headers of the lock: its output `presented`."
  type        = list(object({ name = string, value = string }))
  sensitive   = true
  nullable    = false

  validation {
    condition     = length(var.presented) <= 30
    error_message = "presented: CloudFront takes 30 origin headers by default."
  }
}

variable "origin_headers" {
  description = "Other headers that CloudFront shall add to its requests to the API, by name. They are no secret."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name in keys(var.origin_headers) : can(regex("^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,256}$", name))])
    error_message = "origin_headers: a name has 1 to 256 of the characters that HTTP allows in a header's name."
  }

  # https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-denylist
  validation {
    condition = alltrue([for name in keys(var.origin_headers) :
      !can(regex("^(x-amz-.*|x-edge-.*|x-real-ip|cache-control|connection|content-length|cookie|host|if-match|if-modified-since|if-none-match|if-range|if-unmodified-since|max-forwards|pragma|proxy-authenticate|proxy-authorization|proxy-connection|range|request-range|te|trailer|transfer-encoding|upgrade|via)$", lower(name)))
    ])
    error_message = "origin_headers: CloudFront forbids X-Amz-*, X-Edge-*, X-Real-Ip and headers of HTTP itself (Host, Cookie, Cache-Control, Range, Via and the like) as origin headers."
  }

  validation {
    condition     = length(setintersection([for name in keys(var.origin_headers) : lower(name)], ["x-api-key", "x-origin-lock-key", "x-origin-lock-signature"])) == 0
    error_message = "origin_headers must not hold x-api-key, x-origin-lock-key or x-origin-lock-signature: they are the lock's."
  }

  validation {
    condition     = !anytrue([for name in keys(var.origin_headers) : can(regex("^x-origin-lock-[0-9a-f]{32}$", lower(name)))])
    error_message = "origin_headers must not hold a header x-origin-lock-…: it is the lock's, with the gate request-validation."
  }

  validation {
    condition     = alltrue([for value in values(var.origin_headers) : length(value) <= 1783])
    error_message = "origin_headers: a value has at most 1,783 characters."
  }
}

variable "web_acl_arn" {
  description = "ARN of a WAFv2 web ACL of scope CLOUDFRONT: module web-acl's, or your own; null for none."
  type        = string
  default     = null

  validation {
    condition     = var.web_acl_arn == null || can(regex("^arn:[a-z-]+:wafv2:us-east-1:[0-9]{12}:global/webacl/.+$", var.web_acl_arn))
    error_message = "web_acl_arn must be the ARN of a WAFv2 web ACL of scope CLOUDFRONT (arn:aws:wafv2:us-east-1:…:global/webacl/…)."
  }
}

variable "origin_request_function" {
  description = "The Lambda@Edge function for CloudFront's requests to the API, by the ARN of a version in us-east-1: with the gate signature, that module's output `edge_function_arn`; null for none. An object, so that the ARN may be unknown until apply."
  type        = object({ arn = string })
  default     = null

  validation {
    condition     = var.origin_request_function == null || can(regex("^arn:[a-z-]+:lambda:us-east-1:[0-9]{12}:function:[A-Za-z0-9_-]+:[0-9]+$", var.origin_request_function.arn))
    error_message = "origin_request_function.arn must be of a numbered version of a function in us-east-1 (arn:aws:lambda:us-east-1:…:function:<name>:<number>): CloudFront takes neither $LATEST nor an alias, and no other region's."
  }
}

variable "access_logs" {
  description = "Whether to make a bucket and write the access logs into it."
  type        = bool
  default     = true
  nullable    = false
}

variable "log_retention_days" {
  description = "Days that the access logs are kept, 1 to 3653; 0: for ever."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.log_retention_days >= 0 && var.log_retention_days <= 3653 && floor(var.log_retention_days) == var.log_retention_days
    error_message = "log_retention_days must be a whole number from 0 (for ever) to 3653."
  }
}

variable "destroy_logs" {
  description = "Whether a destroy deletes the access logs with their bucket; otherwise it fails while there are any."
  type        = bool
  default     = false
  nullable    = false
}

variable "aliases" {
  description = "Domain names of yours for the distribution; they need acm_certificate_arn."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = length(var.aliases) == 0 || var.acm_certificate_arn != null
    error_message = "aliases need acm_certificate_arn: CloudFront's own certificate covers no other domain."
  }
}

variable "acm_certificate_arn" {
  description = "ARN of a certificate in us-east-1 for the aliases; null: CloudFront's own certificate."
  type        = string
  default     = null

  validation {
    condition     = var.acm_certificate_arn == null || can(regex("^arn:[a-z-]+:acm:us-east-1:[0-9]{12}:certificate/.+$", var.acm_certificate_arn))
    error_message = "acm_certificate_arn must be the ARN of an ACM certificate in us-east-1; CloudFront takes no other region's."
  }
}

variable "price_class" {
  description = "Which edges serve: PriceClass_100, PriceClass_200 or PriceClass_All."
  type        = string
  default     = "PriceClass_All"
  nullable    = false

  validation {
    condition     = contains(["PriceClass_100", "PriceClass_200", "PriceClass_All"], var.price_class)
    error_message = "price_class must be PriceClass_100, PriceClass_200 or PriceClass_All."
  }
}

variable "response_headers_policy_id" {
  description = "Id of a response headers policy, for example AWS's SecurityHeadersPolicy 67f7725c-6f97-4210-82d7-5512b31e9d03; null for none."
  type        = string
  default     = null
}

variable "comment" {
  description = "The distribution's comment, up to 128 characters; null: made of the name."
  type        = string
  default     = null

  validation {
    condition     = var.comment == null || try(length(var.comment), 0) <= 128
    error_message = "comment has at most 128 characters."
  }
}

variable "wait_for_deployment" {
  description = "Whether an apply waits until every edge has the distribution. The lock does its own waiting, so false is as safe and minutes faster."
  type        = bool
  default     = false
  nullable    = false
}

variable "tags" {
  description = "Tags for everything that the module makes."
  type        = map(string)
  default     = {}
  nullable    = false
}
