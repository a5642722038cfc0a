# The lock reads an ephemeral resource, which no mock_provider can serve: the real one plans, offline.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

provider "aws" {
  alias                       = "us_east_1"
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

override_data {
  target = module.origin_lock[0].module.lock.data.aws_caller_identity.current[0]
  values = { account_id = "123456789012" }
}

override_data {
  target = module.origin_lock[0].module.gate.module.web_acl[0].module.web_acl[0].data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

variables {
  alarm_actions = ["arn:aws:sns:eu-west-1:123456789012:night"]
  region        = "eu-west-1"
  package       = "./main.tf"
}

run "is_as_before_without_the_lock" {
  command = plan

  assert {
    condition     = length(module.origin_lock) == 0 && output.function_name == null
    error_message = "There must be no lock."
  }

  assert {
    condition     = length(nonsensitive(one(aws_cloudfront_distribution.api.origin).custom_header)) == 0
    error_message = "The distribution must send no header of a lock."
  }
}

run "adds_the_lock_and_leaves_the_gate_open" {
  command = plan

  variables {
    lock = true
  }

  assert {
    condition     = module.origin_lock[0].gate == "web-acl" && output.function_name == "origin-lock-existing"
    error_message = "There must be a lock by a web ACL."
  }

  assert {
    condition     = !var.enforce
    error_message = "The gate must be open at first."
  }

  assert {
    condition     = length(nonsensitive(one(aws_cloudfront_distribution.api.origin).custom_header)) == 0
    error_message = "The first header is the worker's to put in."
  }
}

run "closes_the_gate" {
  command = plan

  variables {
    lock    = true
    enforce = true
  }
}

run "refuses_to_close_without_a_lock" {
  command = plan

  variables {
    enforce = true
  }

  expect_failures = [var.enforce]
}

run "refuses_what_cannot_be" {
  command = plan

  variables {
    region               = "Frankfurt"
    name                 = "Existing"
    soak_seconds         = 3601
    grace_seconds        = -1
    reserved_concurrency = 0
  }

  expect_failures = [var.region, var.name, var.soak_seconds, var.grace_seconds, var.reserved_concurrency]
}
