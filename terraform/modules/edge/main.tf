locals {
  origin_id = "api"

  # AWS's managed policies, by their published ids: looking them up by name would need two more permissions.
  # https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
  caching_disabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
  # https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
  all_viewer_except_host_header = "b689b0a8-53d0-40ab-baf2-68738e2966ac"
}

resource "aws_cloudfront_distribution" "this" {
  comment             = coalesce(var.comment, "origin-lock ${var.name}")
  enabled             = true
  is_ipv6_enabled     = true
  http_version        = "http2and3"
  price_class         = var.price_class
  aliases             = var.aliases
  web_acl_id          = var.web_acl_arn
  wait_for_deployment = var.wait_for_deployment

  origin {
    origin_id   = local.origin_id
    domain_name = "${var.rest_api_id}.execute-api.${var.region}.amazonaws.com"
    # No secret, but marked as one from the start: the headers below are, as soon as there are any,
    # and a mark that comes later is a change in the plan, and until then a destroy prints them.
    origin_path = sensitive("/${var.stage}")

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }

    # What the lock's worker published. Never ignore_changes here: both it and Terraform put this
    # one list into CloudFront, so a plan stays empty and a plain apply repairs.
    dynamic "custom_header" {
      for_each = var.presented

      content {
        name  = custom_header.value.name
        value = custom_header.value.value
      }
    }

    dynamic "custom_header" {
      for_each = var.origin_headers

      content {
        name  = custom_header.key
        value = custom_header.value
      }
    }
  }

  default_cache_behavior {
    target_origin_id           = local.origin_id
    viewer_protocol_policy     = "https-only"
    allowed_methods            = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]
    cached_methods             = ["GET", "HEAD"]
    compress                   = true
    cache_policy_id            = local.caching_disabled
    origin_request_policy_id   = local.all_viewer_except_host_header
    response_headers_policy_id = var.response_headers_policy_id

    # Without the body: what signs does not look at it, and with it CloudFront cuts it off at a megabyte.
    dynamic "lambda_function_association" {
      for_each = var.origin_request_function[*]

      content {
        event_type   = "origin-request"
        lambda_arn   = lambda_function_association.value.arn
        include_body = false
      }
    }
  }

  dynamic "logging_config" {
    for_each = aws_s3_bucket.logs

    content {
      bucket          = logging_config.value.bucket_domain_name
      prefix          = "cloudfront/"
      include_cookies = false
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = var.acm_certificate_arn == null
    acm_certificate_arn            = var.acm_certificate_arn
    minimum_protocol_version       = var.acm_certificate_arn == null ? "TLSv1" : "TLSv1.2_2021"
    ssl_support_method             = var.acm_certificate_arn == null ? null : "sni-only"
  }

  tags = var.tags

  # CloudFront takes logging only into a bucket whose ACLs are in force.
  depends_on = [aws_s3_bucket_acl.logs, aws_s3_bucket_ownership_controls.logs]
}
