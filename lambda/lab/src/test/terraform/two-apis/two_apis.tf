# Added to a copy of examples/petstore: a second API with a stage and a distribution of its own, which is a member of
# the petstore's lock, or leaves it, or has a lock of its own that depends on something.
variable "second" {
  description = "Where the second distribution gets its header from: as a member of the petstore's lock, of a lock that it has alone, or from nobody (free)."
  type        = string
  default     = "member"
}

variable "listed" {
  description = "Whether the petstore's lock lists the second API."
  type        = bool
  default     = true
}

variable "demanding" {
  description = "Whether the second API demands the key."
  type        = bool
  default     = true
}

variable "dependency" {
  description = "What the lock of the second API's own depends on."
  type        = string
  default     = "first"
}

variable "path" {
  description = "Path of the petstore's lock; null: its own."
  type        = string
  default     = null
}

variable "kms_key_arn" {
  description = "Key of the petstore's lock; null: the account's own."
  type        = string
  default     = null
}

variable "usage_plan" {
  description = "Usage plan of the petstore's lock; null: it makes one."
  type        = string
  default     = null
}

locals {
  second_stage = { rest_api_id = aws_api_gateway_rest_api.second.id, stage = "beta", api = "second" }
  second_edge  = { distribution = aws_cloudfront_distribution.second, origins = ["second"] }
}

resource "aws_api_gateway_rest_api" "second" {
  name = "second"

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_resource" "second" {
  for_each = toset(["pets", "origin-lock-probe"])

  rest_api_id = aws_api_gateway_rest_api.second.id
  parent_id   = aws_api_gateway_rest_api.second.root_resource_id
  path_part   = each.key
}

resource "aws_api_gateway_method" "second" {
  for_each = aws_api_gateway_resource.second

  rest_api_id        = aws_api_gateway_rest_api.second.id
  resource_id        = each.value.id
  http_method        = "GET"
  authorization      = "NONE"
  api_key_required   = var.demanding
  request_parameters = { "method.request.querystring.nonce" = false }
}

resource "aws_api_gateway_integration" "second" {
  for_each = aws_api_gateway_method.second

  rest_api_id       = aws_api_gateway_rest_api.second.id
  resource_id       = each.value.resource_id
  http_method       = each.value.http_method
  type              = "MOCK"
  request_templates = { "application/json" = jsonencode({ statusCode = 200 }) }
}

resource "aws_api_gateway_method_response" "second" {
  for_each = aws_api_gateway_method.second

  rest_api_id         = aws_api_gateway_rest_api.second.id
  resource_id         = each.value.resource_id
  http_method         = each.value.http_method
  status_code         = "200"
  response_parameters = { "method.response.header.x-origin-lock-probe" = false }
}

resource "aws_api_gateway_integration_response" "second" {
  for_each = aws_api_gateway_integration.second

  rest_api_id        = aws_api_gateway_rest_api.second.id
  resource_id        = each.value.resource_id
  http_method        = each.value.http_method
  status_code        = aws_api_gateway_method_response.second[each.key].status_code
  response_templates = aws_api_gateway_integration_response.probe.response_templates
}

resource "aws_api_gateway_deployment" "second" {
  rest_api_id = aws_api_gateway_rest_api.second.id
  triggers    = { demanding = var.demanding }

  lifecycle {
    create_before_destroy = true
  }

  depends_on = [aws_api_gateway_method.second, aws_api_gateway_integration_response.second]
}

resource "aws_api_gateway_stage" "beta" {
  rest_api_id   = aws_api_gateway_rest_api.second.id
  stage_name    = "beta"
  deployment_id = aws_api_gateway_deployment.second.id
}

# As somebody makes it who has no module of ours for it: the lock takes the resource as it is.
resource "aws_cloudfront_distribution" "second" {
  enabled             = true
  wait_for_deployment = false

  origin {
    origin_id   = "second"
    domain_name = "${aws_api_gateway_rest_api.second.id}.execute-api.${var.region}.amazonaws.com"
    origin_path = sensitive("/beta")

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }

    dynamic "custom_header" {
      for_each = var.second == "member" ? module.origin_lock.presented : var.second == "alone" ? module.second["second"].presented : []

      content {
        name  = custom_header.value.name
        value = custom_header.value.value
      }
    }
  }

  default_cache_behavior {
    target_origin_id       = "second"
    viewer_protocol_policy = "https-only"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    # CachingDisabled and AllViewerExceptHostHeader.
    cache_policy_id          = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
    origin_request_policy_id = "b689b0a8-53d0-40ab-baf2-68738e2966ac"
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = true
  }
}

resource "terraform_data" "dependency" {
  input = var.dependency
}

# With all that keeps a plan from knowing region and account: they are not said, and the dependency may change.
module "second" {
  source    = "../../modules/origin-lock"
  providers = { aws = aws, aws.us_east_1 = aws.us_east_1 }
  for_each  = toset(var.second == "alone" ? ["second"] : [])

  name          = each.key
  package       = var.package
  gate          = { web_acl = { create = {} } }
  edge          = { log_retention_days = 0, destroy_logs = true }
  distributions = [local.second_edge]
  stages        = [local.second_stage]
  after         = aws_api_gateway_stage.beta
  probe_path    = local.probe_path
  soak_seconds  = var.soak_seconds
  grace_seconds = var.grace_seconds

  depends_on = [terraform_data.dependency]
}

output "second_domain_name" {
  value = aws_cloudfront_distribution.second.domain_name
}

output "second_distribution_id" {
  value = aws_cloudfront_distribution.second.id
}

output "second_stage" {
  value = "${aws_api_gateway_rest_api.second.id}/beta"
}

output "second_function_name" {
  value = var.second == "alone" ? module.second["second"].function_name : null
}

output "second_rotate_alias" {
  value = var.second == "alone" ? module.second["second"].rotate_alias : null
}
