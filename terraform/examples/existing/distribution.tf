resource "aws_cloudfront_distribution" "api" {
  comment             = var.name
  enabled             = true
  wait_for_deployment = false

  origin {
    origin_id   = "api"
    domain_name = "${module.api.rest_api_id}.execute-api.${var.region}.amazonaws.com"
    # Marks the origin as sensitive before the header is: a mark that comes later is a change in the plan.
    origin_path = sensitive("/${module.api.stage_name}")

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }

    # What the lock adds to the distribution. Never ignore_changes here.
    dynamic "custom_header" {
      for_each = var.lock ? module.origin_lock[0].presented : []

      content {
        name  = custom_header.value.name
        value = custom_header.value.value
      }
    }
  }

  default_cache_behavior {
    target_origin_id       = "api"
    viewer_protocol_policy = "https-only"
    allowed_methods        = ["GET", "HEAD", "OPTIONS"]
    cached_methods         = ["GET", "HEAD"]
    # AWS's policies CachingDisabled and AllViewerExceptHostHeader.
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
