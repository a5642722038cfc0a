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
  target = module.lock.data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

override_data {
  target = module.edge[0].data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

override_data {
  target = module.gate_signature[0].data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

override_data {
  target = module.edge[0].data.aws_canonical_user_id.current
  values = { id = "owner" }
}

# What is in the web ACLs is looked at where they are made, and in whole.tftest.hcl; to plan them takes longest.
override_module {
  target  = module.web_acl
  outputs = { arn = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/petstore/00000000-0000-0000-0000-000000000000" }
}

override_module {
  target  = module.gate_web_acl[0].module.web_acl
  outputs = { arn = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/petstore/00000000-0000-0000-0000-000000000000" }
}

variables {
  region      = "eu-west-1"
  name        = "petstore"
  rest_api_id = "abcdef1234"
  stage       = "prod"
  package     = "./main.tf"

  edge_package       = "./main.tf"
  authorizer_package = "./main.tf"
}

run "locks_with_a_distribution_of_the_users" {
  command = plan

  variables {
    usage_plan_id = "mine99"
    probe_path    = "/origin-lock-probe"
    distribution = {
      id      = "E1234567890ABC"
      arn     = "arn:aws:cloudfront::123456789012:distribution/E1234567890ABC"
      origins = ["api", "api-v2"]
    }
  }

  assert {
    condition     = length(module.edge) == 0 && length(module.web_acl) == 0
    error_message = "Nothing may be made at the edge."
  }

  assert {
    condition     = output.distribution_id == "E1234567890ABC" && output.url == null && output.usage_plan_id == "mine99"
    error_message = "The user's distribution and usage plan are the lock's."
  }
}

run "checks_by_a_web_acl_of_the_users_with_another_one_at_the_edge" {
  command = plan

  variables {
    gate                 = "web-acl"
    regional_web_acl_arn = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/mine/00000000-0000-0000-0000-000000000000"
    rule_group_capacity  = 200
    web_acl_arn          = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/mine/00000000-0000-0000-0000-000000000000"
  }

  assert {
    condition     = output.regional_web_acl_arn == "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/mine/00000000-0000-0000-0000-000000000000"
    error_message = "The user's web ACL is the lock's."
  }

  assert {
    condition     = length(module.edge) == 1 && length(module.web_acl) == 0
    error_message = "With a web ACL of the user's no other one must be made."
  }
}

run "checks_by_a_header_that_the_methods_of_another_configuration_require" {
  command = plan

  variables {
    gate              = "request-validation"
    protected_methods = ["GET /pets", "ANY /{proxy+}"]
    validate_body     = true
    deploy_drafts     = true
  }

  override_resource {
    target          = module.gate_request_validation[0].aws_api_gateway_request_validator.lock
    override_during = plan
    values          = { id = "valid1" }
  }

  assert {
    condition     = length(module.gate_request_validation) == 1 && length(module.gate_api_key) == 0 && length(module.gate_web_acl) == 0 && output.usage_plan_id == null
    error_message = "A validator, no usage plan and no web ACL on the stage."
  }

  assert {
    condition     = output.gate == "request-validation" && output.request_validator_id == "valid1" && output.published_parameter_name == "/origin-lock/petstore/published"
    error_message = "What the methods must name, and where they read what to require."
  }

  assert {
    condition = tomap(local.gate.environment) == tomap({
      ORIGIN_LOCK_GATE          = "request-validation"
      ORIGIN_LOCK_METHODS       = "[\"GET /pets\",\"ANY /{proxy+}\"]"
      ORIGIN_LOCK_DEPLOY_DRAFTS = "true"
    })
    error_message = "The worker must be told which methods, and that it may deploy drafts."
  }

  assert {
    condition     = !issensitive(local.gate)
    error_message = "What the worker is told and may do is no secret, and a plan shows it."
  }
}

run "checks_signatures_with_a_distribution_of_another_configuration" {
  command = plan

  variables {
    gate           = "signature"
    window_seconds = 120
    signs_query    = false
    strip_prefix   = "/v1"
    add_prefix     = "/prod"
    distribution = {
      id                 = "E1234567890ABC"
      arn                = "arn:aws:cloudfront::123456789012:distribution/E1234567890ABC"
      origins            = ["api"]
      edge_function_arns = ["arn:aws:lambda:us-east-1:123456789012:function:mine:3"]
    }
  }

  override_resource {
    target          = module.gate_signature[0].aws_lambda_function.edge
    override_during = plan
    values          = { qualified_arn = "arn:aws:lambda:us-east-1:123456789012:function:origin-lock-petstore-edge-0a1b2c3d:1" }
  }

  override_resource {
    target          = module.gate_signature[0].aws_lambda_function.authorizer
    override_during = plan
    values = {
      arn        = "arn:aws:lambda:eu-west-1:123456789012:function:origin-lock-petstore-authorizer"
      invoke_arn = "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:origin-lock-petstore-authorizer/invocations"
    }
  }

  override_resource {
    target          = module.gate_signature[0].aws_api_gateway_authorizer.lock
    override_during = plan
    values          = { id = "auth01" }
  }

  assert {
    condition     = output.gate == "signature" && output.authorizer_ids == { abcdef1234 = "auth01" } && output.edge_function_arn == "arn:aws:lambda:us-east-1:123456789012:function:origin-lock-petstore-edge-0a1b2c3d:1"
    error_message = "What the methods must name, and what the distribution must run."
  }

  assert {
    condition     = local.distributions[0].edge_function_arns == ["arn:aws:lambda:us-east-1:123456789012:function:mine:3", "arn:aws:lambda:us-east-1:123456789012:function:origin-lock-petstore-edge-0a1b2c3d:1"]
    error_message = "The worker needs permissions on the function that signs as on those of the user's."
  }

  assert {
    condition     = local.origin_request_function == { arn = output.edge_function_arn }
    error_message = "A distribution that is made would sign."
  }

  assert {
    condition = tomap(local.gate.environment) == tomap({
      ORIGIN_LOCK_GATE           = "signature"
      ORIGIN_LOCK_AUTHORIZER_ARN = "arn:aws:lambda:eu-west-1:123456789012:function:origin-lock-petstore-authorizer"
      ORIGIN_LOCK_SIGNS_QUERY    = "false"
      ORIGIN_LOCK_STRIP_PREFIX   = "/v1"
      ORIGIN_LOCK_ADD_PREFIX     = "/prod"
    })
    error_message = "The worker must be told who asks, that queries are not signed, and what is in front of its probes' paths."
  }

  assert {
    condition     = length(module.gate_api_key) == 0 && output.usage_plan_id == null && output.request_validator_id == null
    error_message = "There is no other gate."
  }
}

run "begins_and_ends_without_signing_where_there_are_viewers" {
  command = plan

  variables {
    gate          = "signature"
    sign_requests = false
  }

  assert {
    condition     = local.origin_request_function == null && length(local.distributions[0].edge_function_arns) == 1
    error_message = "An edge that has no key yet must not run the function."
  }
}

run "refuses_what_is_for_other_gates_with_a_web_acl" {
  command = plan

  variables {
    gate              = "web-acl"
    usage_plan_id     = "mine99"
    protected_methods = ["GET /pets"]
    validate_body     = true
    deploy_drafts     = true

    sign_requests      = false
    window_seconds     = 10
    signs_query        = false
    strip_prefix       = "/v1"
    add_prefix         = "/prod"
    keep_edge_function = false

    # And a web ACL for a distribution that is not made.
    web_acl_arn  = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/mine/00000000-0000-0000-0000-000000000000"
    distribution = { id = "E1234567890ABC", arn = "arn:aws:cloudfront::123456789012:distribution/E1234567890ABC", origins = ["api"] }
  }

  expect_failures = [
    var.usage_plan_id, var.protected_methods, var.validate_body, var.deploy_drafts, var.web_acl_arn,
    var.sign_requests, var.window_seconds, var.signs_query, var.strip_prefix, var.add_prefix, var.keep_edge_function,
  ]
}

run "refuses_what_is_for_other_gates_with_keys" {
  command = plan

  variables {
    protected_methods    = ["GET /pets"]
    validate_body        = true
    deploy_drafts        = true
    regional_web_acl_arn = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/mine/00000000-0000-0000-0000-000000000000"
    regional_rule_groups = [{ name = "mine", arn = "arn:aws:wafv2:eu-west-1:123456789012:regional/rulegroup/mine/00000000-0000-0000-0000-000000000000", priority = 1 }]
    rule_group_capacity  = 200
  }

  expect_failures = [
    var.protected_methods, var.validate_body, var.deploy_drafts,
    var.regional_web_acl_arn, var.regional_rule_groups, var.rule_group_capacity,
  ]
}

run "refuses_to_take_over_a_header_that_nobody_signs_with" {
  command = plan

  variables {
    gate           = "signature"
    adopt_existing = true
  }

  expect_failures = [var.adopt_existing]
}

run "refuses_what_aws_would_refuse" {
  command = plan

  variables {
    gate         = "mtls"
    region       = "Ireland"
    name         = "pet_store"
    rest_api_id  = "arn:aws:apigateway:eu-west-1::/restapis/abcdef1234"
    stage        = "prod/v1"
    probe_path   = "probe"
    distribution = { id = "d111111abcdef8.cloudfront.net", arn = "arn:aws:cloudfront::123456789012:distribution/E1234567890ABC", origins = [] }
  }

  expect_failures = [var.gate, var.region, var.name, var.rest_api_id, var.stage, var.probe_path, var.distribution]
}
