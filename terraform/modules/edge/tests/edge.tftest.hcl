mock_provider "aws" {
  # What a run would learn of an apply, it learns of the plan, in a third of the time.
  override_during = plan

  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_data "aws_cloudfront_log_delivery_canonical_user_id" {
    defaults = { id = "awslogsdelivery" }
  }

  mock_data "aws_canonical_user_id" {
    defaults = { id = "owner" }
  }

  mock_resource "aws_s3_bucket" {
    defaults = {
      arn                = "arn:aws:s3:::petstore-edge-logs-123456789012"
      bucket_domain_name = "petstore-edge-logs-123456789012.s3.amazonaws.com"
    }
  }
}

variables {
  name        = "petstore"
  region      = "eu-west-1"
  rest_api_id = "abcdef1234"
  stage       = "prod"
  presented   = [{ name = "x-api-key", value = "not-a-secret" }]
}

run "presents_the_locks_headers_and_keeps_logs" {
  command = plan

  assert {
    condition     = [for header in one(aws_cloudfront_distribution.this.origin).custom_header : "${header.name}=${header.value}"] == nonsensitive(["x-api-key=not-a-secret"])
    error_message = "The origin must send what the lock presents."
  }

  assert {
    condition     = one(aws_cloudfront_distribution.this.origin).domain_name == "abcdef1234.execute-api.eu-west-1.amazonaws.com" && one(aws_cloudfront_distribution.this.origin).origin_path == "/prod"
    error_message = "The origin is the API's own endpoint."
  }

  assert {
    condition     = length(aws_cloudfront_distribution.this.default_cache_behavior[0].lambda_function_association) == 0
    error_message = "Without a function there is none."
  }

  assert {
    condition     = one(one(aws_cloudfront_distribution.this.origin).custom_origin_config).origin_protocol_policy == "https-only" && aws_cloudfront_distribution.this.default_cache_behavior[0].viewer_protocol_policy == "https-only"
    error_message = "No request may travel in the clear, the secret least of all."
  }

  assert {
    condition     = aws_cloudfront_distribution.this.default_cache_behavior[0].cache_policy_id == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" && aws_cloudfront_distribution.this.default_cache_behavior[0].origin_request_policy_id == "b689b0a8-53d0-40ab-baf2-68738e2966ac"
    error_message = "CachingDisabled and AllViewerExceptHostHeader."
  }

  assert {
    condition     = one(aws_cloudfront_distribution.this.logging_config).bucket == "petstore-edge-logs-123456789012.s3.amazonaws.com"
    error_message = "The access logs go into the module's bucket."
  }

  assert {
    condition     = aws_s3_bucket_ownership_controls.logs[0].rule[0].object_ownership == "BucketOwnerPreferred"
    error_message = "Standard logging needs ACLs in force."
  }

  assert {
    condition = anytrue([for grant in aws_s3_bucket_acl.logs[0].access_control_policy[0].grant :
      grant.permission == "FULL_CONTROL" && one(grant.grantee).id == "awslogsdelivery"
    ])
    error_message = "CloudFront's log delivery needs FULL_CONTROL."
  }

  assert {
    condition     = alltrue([aws_s3_bucket_public_access_block.logs[0].block_public_acls, aws_s3_bucket_public_access_block.logs[0].block_public_policy, aws_s3_bucket_public_access_block.logs[0].ignore_public_acls, aws_s3_bucket_public_access_block.logs[0].restrict_public_buckets])
    error_message = "The logs are nobody else's business."
  }

  assert {
    condition     = one(output.distribution.logging_config).bucket == "petstore-edge-logs-123456789012.s3.amazonaws.com" && !issensitive(output.distribution)
    error_message = "The lock must be told of the bucket, and of no secret."
  }
}

run "does_without_logs_and_with_a_web_acl_and_a_function" {
  command = plan

  variables {
    web_acl_arn             = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/mine/00000000-0000-0000-0000-000000000000"
    origin_request_function = { arn = "arn:aws:lambda:us-east-1:123456789012:function:origin-lock-petstore-edge-0a1b2c3d:7" }
    access_logs             = false
  }

  assert {
    condition = [for association in aws_cloudfront_distribution.this.default_cache_behavior[0].lambda_function_association : "${association.event_type} ${association.lambda_arn} ${association.include_body}"] == [
      "origin-request arn:aws:lambda:us-east-1:123456789012:function:origin-lock-petstore-edge-0a1b2c3d:7 false",
    ]
    error_message = "The function must see what goes to the API, without bodies."
  }

  assert {
    condition     = length(aws_s3_bucket.logs) == 0 && length(aws_cloudfront_distribution.this.logging_config) == 0 && length(output.distribution.logging_config) == 0
    error_message = "Without access logs there is no bucket."
  }

  assert {
    condition     = aws_cloudfront_distribution.this.web_acl_id == var.web_acl_arn
    error_message = "The web ACL must be on the distribution."
  }
}

run "refuses_what_cloudfront_would_refuse" {
  command = plan

  variables {
    name                = "xn--petstore"
    rest_api_id         = "arn:aws:apigateway:eu-west-1::/restapis/abcdef1234"
    stage               = "prod/v1"
    origin_headers      = { "X-Edge-Lock" = "1" }
    web_acl_arn         = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/mine/00000000-0000-0000-0000-000000000000"
    acm_certificate_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/00000000-0000-0000-0000-000000000000"
    price_class         = "PriceClass_300"
    log_retention_days  = -1

    origin_request_function = { arn = "arn:aws:lambda:us-east-1:123456789012:function:mine:$LATEST" }
  }

  expect_failures = [var.name, var.rest_api_id, var.stage, var.origin_headers, var.web_acl_arn, var.acm_certificate_arn, var.price_class, var.log_retention_days, var.origin_request_function]
}

run "refuses_a_header_of_http_itself" {
  command = plan

  variables {
    origin_headers = { "Cache-Control" = "no-store" }
    aliases        = ["api.example.com"]
  }

  expect_failures = [var.origin_headers, var.aliases]
}

run "refuses_a_header_name_with_a_space" {
  command = plan

  variables {
    origin_headers = { "X Mine" = "1" }
  }

  expect_failures = [var.origin_headers]
}

run "refuses_the_locks_own_header" {
  command = plan

  variables {
    origin_headers = { "X-API-Key" = "by-hand" }
  }

  expect_failures = [var.origin_headers]
}

run "refuses_the_header_of_the_signing_key_and_a_function_of_another_region" {
  command = plan

  variables {
    origin_headers          = { "X-Origin-Lock-Key" = "by-hand" }
    origin_request_function = { arn = "arn:aws:lambda:eu-west-1:123456789012:function:mine:1" }
  }

  expect_failures = [var.origin_headers, var.origin_request_function]
}

run "refuses_a_header_whose_name_is_a_secret" {
  command = plan

  variables {
    origin_headers = { "X-Origin-Lock-0123456789abcdef0123456789abcdef" = "1" }
  }

  expect_failures = [var.origin_headers]
}

run "refuses_what_it_knows_nothing_of" {
  command = plan

  variables {
    region     = "cn-north-1"
    account_id = "1234"
  }

  expect_failures = [var.region, var.account_id]
}
