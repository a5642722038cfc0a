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
  target = module.origin_lock.module.lock.data.aws_caller_identity.current[0]
  values = { account_id = "123456789012" }
}

override_data {
  target = module.origin_lock.module.edge[0].data.aws_caller_identity.current[0]
  values = { account_id = "123456789012" }
}

override_data {
  target = module.origin_lock.module.edge[0].data.aws_canonical_user_id.current
  values = { id = "owner" }
}

# What is in the web ACLs is looked at where they are made, and in whole.tftest.hcl; to plan them takes longest.
override_module {
  target  = module.origin_lock.module.web_acl[0]
  outputs = { arn = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/petstore/00000000-0000-0000-0000-000000000000" }
}

override_module {
  target  = module.origin_lock.module.gate.module.web_acl[0].module.web_acl[0]
  outputs = { arn = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/petstore/00000000-0000-0000-0000-000000000000" }
}

variables {
  alarm_actions      = ["arn:aws:sns:eu-west-1:123456789012:night"]
  package            = "./main.tf"
  edge_package       = "./main.tf"
  authorizer_package = "./main.tf"
}

run "begins_without_demanding_where_there_are_viewers_and_more_distributions" {
  command = plan

  variables {
    demand_key = false

    more_distributions = [{
      id      = "E2ABCDEFGHIJKL"
      origins = ["api"]
    }]
  }

  assert {
    condition     = !anytrue([for method in aws_api_gateway_method.pets : method.api_key_required]) && aws_api_gateway_method.probe.api_key_required
    error_message = "No method but the probe demands the key."
  }

  assert {
    condition     = aws_api_gateway_deployment.petstore.triggers["demand"] == "false"
    error_message = "What is demanded must be deployed."
  }
}

run "answers_by_itself_without_a_backend_and_leaves_open_the_method_that_is_named" {
  command = plan

  variables {
    backend_url       = ""
    rotation_schedule = "Daily"
    soak_seconds      = 4
    grace_seconds     = 0
    open_methods      = ["GET /pets/{petId}"]
  }

  assert {
    condition     = alltrue([for integration in aws_api_gateway_integration.pets : integration.type == "MOCK"])
    error_message = "Offline there is no backend."
  }

  assert {
    condition     = { for key, method in aws_api_gateway_method.pets : key => method.api_key_required } == { create = true, file = true, get = false, list = true }
    error_message = "That one and no other is open."
  }
}

run "refuses_to_open_what_there_is_not" {
  command = plan

  variables {
    open_methods = ["GET /health"]
  }

  expect_failures = [var.open_methods]
}

run "refuses_to_open_a_method_behind_a_web_acl" {
  command = plan

  variables {
    gate         = "web-acl"
    open_methods = ["GET /pets"]
  }

  expect_failures = [var.open_methods]
}

run "asks_for_a_signature_for_all_but_the_method_that_is_left_open" {
  command = plan

  variables {
    gate           = "signature"
    window_seconds = 10
    soak_seconds   = 4
    open_methods   = ["GET /pets"]
  }

  override_resource {
    target          = aws_api_gateway_rest_api.petstore
    override_during = plan
    values          = { id = "abcdef1234" }
  }

  override_resource {
    target          = module.origin_lock.module.gate.module.signature[0].aws_lambda_function.edge
    override_during = plan
    values          = { qualified_arn = "arn:aws:lambda:us-east-1:123456789012:function:origin-lock-petstore-edge-0a1b2c3d:1" }
  }

  override_resource {
    target          = module.origin_lock.module.gate.module.signature[0].aws_lambda_function.authorizer
    override_during = plan
    values = {
      arn        = "arn:aws:lambda:us-east-1:123456789012:function:origin-lock-petstore-authorizer"
      invoke_arn = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:origin-lock-petstore-authorizer/invocations"
    }
  }

  override_resource {
    target          = module.origin_lock.module.gate.module.signature[0].aws_api_gateway_authorizer.lock
    override_during = plan
    values          = { id = "auth01" }
  }

  assert {
    condition = { for key, method in aws_api_gateway_method.pets : key => "${method.authorization} ${coalesce(method.authorizer_id, "nobody")}" } == {
      create = "CUSTOM auth01"
      file   = "CUSTOM auth01"
      get    = "CUSTOM auth01"
      list   = "NONE nobody"
    }
    error_message = "That one and no other is open."
  }

  assert {
    condition     = aws_api_gateway_method.probe.authorization == "CUSTOM" && aws_api_gateway_method.probe.authorizer_id == "auth01"
    error_message = "The probe is protected always."
  }

  assert {
    condition     = !anytrue([for method in aws_api_gateway_method.pets : method.api_key_required || issensitive(method.request_parameters)]) && !aws_api_gateway_method.probe.api_key_required
    error_message = "Nothing may demand a key that nobody has, or a header."
  }

  assert {
    condition     = output.edge_function_arn == "arn:aws:lambda:us-east-1:123456789012:function:origin-lock-petstore-edge-0a1b2c3d:1"
    error_message = "What CloudFront must run."
  }

  assert {
    condition     = aws_api_gateway_deployment.petstore.triggers["demand"] == "true" && contains(keys(aws_api_gateway_deployment.petstore.triggers), "gate")
    error_message = "What is demanded, and of whom, must be deployed."
  }
}

run "begins_without_signatures_where_there_are_viewers" {
  command = plan

  variables {
    gate          = "signature"
    sign_requests = false
    demand_key    = false
  }

  assert {
    condition     = !anytrue([for method in aws_api_gateway_method.pets : method.authorization != "NONE"]) && aws_api_gateway_method.probe.authorization == "CUSTOM"
    error_message = "No method but the probe asks for a signature."
  }
}

run "checks_by_a_required_header_that_is_not_required_before_the_first_secret" {
  command = plan

  variables {
    gate = "request-validation"
  }

  assert {
    condition     = !anytrue([for method in aws_api_gateway_method.pets : method.api_key_required]) && !aws_api_gateway_method.probe.api_key_required
    error_message = "Nothing may demand a key that nobody has."
  }

  assert {
    condition     = nonsensitive(aws_api_gateway_method.pets["get"].request_parameters) == tomap({ "method.request.path.petId" = true }) && nonsensitive(aws_api_gateway_method.probe.request_parameters) == tomap({ "method.request.querystring.nonce" = false })
    error_message = "Before the first secret nothing is required."
  }

  assert {
    condition     = alltrue([for method in aws_api_gateway_method.pets : issensitive(method.request_parameters)])
    error_message = "A mark that came with the first secret would be a change in the plan."
  }
}

run "requires_the_header_of_the_hour_of_all_but_the_method_that_is_left_open" {
  command = plan

  variables {
    gate         = "request-validation"
    orders       = true
    open_methods = ["GET /pets"]
  }

  # As after a rotation.
  override_module {
    target = module.origin_lock.module.lock
    outputs = {
      function_name            = "origin-lock-petstore"
      presented                = [{ name = "x-origin-lock-0123456789abcdef0123456789abcdef", value = "1" }]
      required_header          = "x-origin-lock-0123456789abcdef0123456789abcdef"
      deployments              = [{ rest_api_id = "abcdef1234", stage = "prod", id = "worker", created_at = "2026-11-26T17:00:01Z" }]
      published_parameter_name = "/origin-lock/petstore/published"
      published_parameter_arn  = "arn:aws:ssm:us-east-1:123456789012:parameter/origin-lock/petstore/published"
      identity = {
        name                     = "petstore"
        path                     = "/origin-lock/petstore"
        kms_key_arn              = null
        soak_seconds             = 300
        metrics_namespace        = "OriginLock"
        adopt_existing           = false
        stages                   = [{ rest_api_id = "abcdef1234", stage = "prod", api = "petstore" }]
        released                 = []
        named                    = []
        region                   = "us-east-1"
        account_id               = "123456789012"
        partition                = "aws"
        dns_suffix               = "amazonaws.com"
        permissions_boundary_arn = null
        code_signing_config_arn  = null
        log_retention_days       = 30
        log_kms_key_arn          = null
        alarms                   = true
        alarm_actions            = []
        tags                     = {}
        worker_tags              = {}
      }
    }
  }

  override_resource {
    target          = aws_api_gateway_rest_api.petstore
    override_during = plan
    values          = { id = "abcdef1234" }
  }

  override_resource {
    target          = module.origin_lock.module.gate.module.request_validation[0].aws_api_gateway_request_validator.lock
    override_during = plan
    values          = { id = "valid1" }
  }

  override_resource {
    target          = module.origin_lock.module.gate.module.request_validation[0].aws_api_gateway_gateway_response.bad_request_parameters
    override_during = plan
    values          = { id = "aggr-abcdef1234-BAD_REQUEST_PARAMETERS" }
  }

  override_resource {
    target          = aws_api_gateway_deployment.petstore
    override_during = plan
    values          = { id = "terraform", created_date = "2026-11-26T17:00:00Z" }
  }

  assert {
    condition = { for key, method in aws_api_gateway_method.pets : key => nonsensitive(method.request_parameters) } == {
      create = tomap({ "method.request.header.x-origin-lock-0123456789abcdef0123456789abcdef" = true })
      file   = tomap({ "method.request.header.x-origin-lock-0123456789abcdef0123456789abcdef" = true, "method.request.path.path" = true })
      get    = tomap({ "method.request.header.x-origin-lock-0123456789abcdef0123456789abcdef" = true, "method.request.path.petId" = true })
      list   = tomap({ "method.request.querystring.page" = false, "method.request.querystring.type" = false })
      orders = tomap({ "method.request.header.x-origin-lock-0123456789abcdef0123456789abcdef" = true })
    }
    error_message = "The methods keep their own parameters."
  }

  assert {
    condition     = nonsensitive(aws_api_gateway_method.probe.request_parameters) == tomap({ "method.request.header.x-origin-lock-0123456789abcdef0123456789abcdef" = true, "method.request.querystring.nonce" = false })
    error_message = "The probe is protected always."
  }

  assert {
    condition     = [for key, method in aws_api_gateway_method.pets : key if method.request_validator_id == "valid1"] == ["create", "file", "get", "orders"] && aws_api_gateway_method.pets["list"].request_validator_id == null && aws_api_gateway_method.probe.request_validator_id == "valid1"
    error_message = "Without a validator nothing is required."
  }

  assert {
    condition     = toset(local.gate.request_validation.methods) == toset(["GET /files/{path+}", "GET /orders", "GET /origin-lock-probe", "GET /pets/{petId}", "POST /pets"])
    error_message = "The worker must leave open the same method."
  }

  assert {
    condition     = aws_api_gateway_stage.prod.deployment_id == "worker"
    error_message = "After a rotation the worker's deployment is the stage's."
  }

  assert {
    condition     = join(" ", keys(aws_api_gateway_deployment.petstore.triggers)) == "api backend demand gate open orders probe" && !strcontains(jsonencode(aws_api_gateway_deployment.petstore.triggers), "x-origin-lock") && aws_api_gateway_deployment.petstore.triggers["orders"] == "true"
    error_message = "A rotation is not Terraform's to deploy, a change of the API is."
  }

  assert {
    condition     = aws_api_gateway_integration.pets["orders"].type == "MOCK" && aws_api_gateway_integration.pets["list"].type == "HTTP"
    error_message = "Of orders the demonstration knows nothing."
  }
}
