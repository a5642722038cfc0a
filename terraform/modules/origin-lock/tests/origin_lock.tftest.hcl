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
  target = module.edge[0].data.aws_canonical_user_id.current
  values = { id = "owner" }
}

# What is in the web ACLs is looked at where they are made; to plan them takes longest.
override_module {
  target  = module.web_acl[0]
  outputs = { arn = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/petstore/00000000-0000-0000-0000-000000000000" }
}

override_module {
  target  = module.gate.module.web_acl[0].module.web_acl[0]
  outputs = { arn = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/petstore/00000000-0000-0000-0000-000000000000" }
}

variables {
  alarm_actions = ["arn:aws:sns:eu-west-1:123456789012:night"]
  name          = "petstore"
  region        = "eu-west-1"
  account_id    = "123456789012"
  stages        = [{ rest_api_id = "abcdef1234", stage = "prod" }]
  package       = "./main.tf"
}

run "makes_a_distribution_for_an_api_that_has_none" {
  command = plan

  variables {
    gate       = { api_key = {} }
    edge       = {}
    probe_path = "/origin-lock-probe"
  }

  assert {
    condition     = length(module.edge) == 1 && length(module.web_acl) == 1 && output.gate == "api-key" && output.rule_group_arn == null
    error_message = "A distribution and its web ACL, and keys for the gate."
  }

  assert {
    condition     = output.name == "petstore" && output.path == "/origin-lock/petstore" && output.rotate_alias == "rotate"
    error_message = "What `make status` and the like need."
  }

  assert {
    condition     = output.commands.rotate == "aws lambda invoke --region eu-west-1 --function-name origin-lock-petstore:rotate --cli-binary-format raw-in-base64-out --cli-read-timeout 910 --payload '{\"action\":\"rotate\"}' /dev/stdout"
    error_message = "What those without a checkout call."
  }
}

run "locks_with_a_distribution_and_a_usage_plan_of_the_users" {
  command = plan

  variables {
    gate          = { api_key = { existing_usage_plan = { id = "mine99" } } }
    distributions = [{ id = "E1234567890ABC", origins = ["api", "api-v2"] }]
  }

  assert {
    condition     = length(module.edge) == 0 && length(module.web_acl) == 0 && output.distribution_id == null && output.usage_plan_id == "mine99"
    error_message = "Nothing is made at the edge, and no usage plan."
  }
}

run "checks_by_a_web_acl_of_the_users_with_another_one_at_the_edge" {
  command = plan

  variables {
    gate = { web_acl = { existing = { arn = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/mine/00000000-0000-0000-0000-000000000000" }, capacity = 200 } }
    edge = { web_acl = { existing = { arn = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/mine/00000000-0000-0000-0000-000000000000" } } }
  }

  assert {
    condition     = output.regional_web_acl_arn == "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/mine/00000000-0000-0000-0000-000000000000"
    error_message = "The user's web ACL is the lock's."
  }

  assert {
    condition     = length(module.edge) == 1 && length(module.web_acl) == 0 && output.web_acl_arn == null
    error_message = "With a web ACL of the user's no other one must be made."
  }
}

run "checks_by_a_header_that_the_methods_of_another_configuration_require" {
  command = plan

  variables {
    gate          = { request_validation = { methods = ["GET /pets", "ANY /{proxy+}"], validate_body = true, deploy_drafts = true } }
    distributions = [{ id = "E1234567890ABC", origins = ["api"] }]
  }

  override_resource {
    target          = module.gate.module.request_validation[0].aws_api_gateway_request_validator.lock
    override_during = plan
    values          = { id = "valid1" }
  }

  assert {
    condition     = output.gate == "request-validation" && output.request_validator_ids == tomap({ abcdef1234 = "valid1" }) && output.published_parameter_name == "/origin-lock/petstore/published" && output.usage_plan_id == null
    error_message = "What the methods must name, and where they read what to require."
  }

  assert {
    condition     = !issensitive(module.gate.worker) && module.gate.worker.environment["ORIGIN_LOCK_METHODS"] == "[\"GET /pets\",\"ANY /{proxy+}\"]"
    error_message = "What the worker is told and may do is no secret, and a plan shows it."
  }
}

run "checks_signatures_and_begins_without_signing_where_there_are_viewers" {
  command = plan

  variables {
    gate = {
      signature = {
        edge_package       = "./main.tf"
        authorizer_package = "./main.tf"
        window_seconds     = 120
        signs_query        = false
        strip_prefix       = "/v1"
      }
    }
    edge                     = { sign_requests = false }
    permissions_boundary_arn = "arn:aws:iam::123456789012:policy/boundary"
    path                     = "/locks/petstore"
  }

  override_resource {
    target          = module.gate.module.signature[0].aws_lambda_function.edge
    override_during = plan
    values = {
      arn           = "arn:aws:lambda:us-east-1:123456789012:function:origin-lock-petstore-edge-0a1b2c3d"
      qualified_arn = "arn:aws:lambda:us-east-1:123456789012:function:origin-lock-petstore-edge-0a1b2c3d:1"
    }
  }

  override_resource {
    target          = module.gate.module.signature[0].aws_lambda_function.authorizer
    override_during = plan
    values = {
      arn        = "arn:aws:lambda:eu-west-1:123456789012:function:origin-lock-petstore-authorizer"
      invoke_arn = "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:origin-lock-petstore-authorizer/invocations"
    }
  }

  override_resource {
    target          = module.gate.module.signature[0].aws_api_gateway_authorizer.lock
    override_during = plan
    values          = { id = "auth01" }
  }

  assert {
    condition     = output.gate == "signature" && output.authorizer_ids == tomap({ abcdef1234 = "auth01" }) && output.edge_function_arn == "arn:aws:lambda:us-east-1:123456789012:function:origin-lock-petstore-edge-0a1b2c3d:1"
    error_message = "What the methods must name, and what a distribution must run."
  }

  assert {
    condition     = length(one(module.edge[0].distribution.default_cache_behavior).lambda_function_association) == 0
    error_message = "An edge that has no key yet must not run the function."
  }

  assert {
    condition = tomap(module.gate.worker.environment) == tomap({
      ORIGIN_LOCK_GATE              = "signature"
      ORIGIN_LOCK_AUTHORIZER_ARN    = "arn:aws:lambda:eu-west-1:123456789012:function:origin-lock-petstore-authorizer"
      ORIGIN_LOCK_EDGE_FUNCTION_ARN = "arn:aws:lambda:us-east-1:123456789012:function:origin-lock-petstore-edge-0a1b2c3d"
      ORIGIN_LOCK_SIGNS_QUERY       = "false"
      ORIGIN_LOCK_WINDOW_SECONDS    = "120"
      ORIGIN_LOCK_STRIP_PREFIX      = "/v1"
    }) && module.gate.worker.iam_statements[0].resources == ["arn:aws:ssm:eu-west-1:123456789012:parameter/locks/petstore/honoured/*"]
    error_message = "The worker must be told who asks, that queries are not signed, what is in front of its probes' paths, and where the keys are."
  }
}

run "refuses_no_distribution_at_all" {
  command = plan

  variables {
    gate = { api_key = {} }
  }

  expect_failures = [var.edge]
}

run "refuses_to_choose_a_web_acl_at_the_edge" {
  command = plan

  variables {
    gate = { api_key = {} }
    edge = { web_acl = {} }
  }

  expect_failures = [var.edge]
}

run "refuses_to_take_over_what_the_gate_cannot" {
  command = plan

  variables {
    gate           = { request_validation = {} }
    distributions  = [{ id = "E1234567890ABC", origins = ["api"] }]
    adopt_existing = true
    adopt_value    = "X-Origin-Lock-C0ffee00c0ffee00c0ffee00c0ffee00"
  }

  expect_failures = [var.adopt_value]
}

run "refuses_a_value_that_is_not_taken_over" {
  command = plan

  variables {
    gate          = { signature = {} }
    distributions = [{ id = "E1234567890ABC", origins = ["api"] }]
    adopt_value   = "not-a-secret"
  }

  expect_failures = [var.adopt_value]
}

run "takes_over_a_verifying_header_and_closes" {
  command = plan

  variables {
    gate            = { web_acl = { existing = {} } }
    distributions   = [{ id = "E1234567890ABC", origins = ["api"] }]
    adopt_existing  = true
    adopt_value     = "not-a-secret"
    enforce         = true
    force_disengage = true
  }

  assert {
    condition     = nonsensitive(output.presented) == [{ name = "x-origin-verify", value = "not-a-secret" }]
    error_message = "The header goes on being sent."
  }

  assert {
    condition     = jsondecode(aws_lambda_invocation.may_leave.input) == { action = "may_leave", force = true } && aws_lambda_invocation.may_leave.lifecycle_scope == "CRUD" && aws_lambda_invocation.may_leave.qualifier == output.rotate_alias
    error_message = "A destroy asks first, and force_disengage holds for it as well."
  }
}
