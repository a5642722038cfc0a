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

override_data {
  target = module.origin_lock.module.web_acl[0].data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

override_data {
  target = module.origin_lock.module.gate.module.web_acl[0].module.web_acl[0].data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

variables {
  alarm_actions = ["arn:aws:sns:eu-west-1:123456789012:night"]
  package       = "./main.tf"
}

run "is_a_complete_api_behind_the_lock" {
  command = plan

  assert {
    condition     = alltrue([for method in aws_api_gateway_method.pets : method.api_key_required]) && aws_api_gateway_method.probe.api_key_required
    error_message = "Every method must demand the key."
  }

  assert {
    condition     = !contains(keys(aws_api_gateway_method.pets), "orders") && !issensitive(aws_api_gateway_method.pets["get"].request_parameters) && aws_api_gateway_method.pets["get"].request_validator_id == null && aws_api_gateway_method.pets["get"].request_parameters == tomap({ "method.request.path.petId" = true })
    error_message = "With another gate the methods require nothing for it."
  }

  assert {
    condition     = alltrue([for key, integration in aws_api_gateway_integration.pets : integration.type == (key == "file" ? "MOCK" : "HTTP")]) && aws_api_gateway_integration.pets["get"].uri == "http://petstore-demo-endpoint.execute-api.com/petstore/pets/{petId}"
    error_message = "The pets come from AWS's demonstration, without the lock's header."
  }

  assert {
    condition     = aws_api_gateway_rest_api.petstore.api_key_source == "HEADER" && one(aws_api_gateway_rest_api.petstore.endpoint_configuration).types == tolist(["REGIONAL"])
    error_message = "A regional API that takes its keys from the header."
  }

  assert {
    condition     = alltrue([for method in concat(values(aws_api_gateway_method.pets), [aws_api_gateway_method.probe]) : method.authorization == "NONE"])
    error_message = "With another gate nobody signs, and the methods' authorizer is free."
  }

  assert {
    condition     = output.published_parameter_name == "/origin-lock/petstore/published"
    error_message = "The output that others read."
  }
}

run "checks_by_a_web_acl_and_no_key" {
  command = plan

  variables {
    gate = "web-acl"
  }

  assert {
    condition     = !anytrue([for method in aws_api_gateway_method.pets : method.api_key_required]) && !aws_api_gateway_method.probe.api_key_required
    error_message = "Nothing may demand a key that nobody has."
  }

  assert {
    condition     = output.usage_plan_id == null && output.authorizer_function_name == null && output.gate == "web-acl"
    error_message = "There is no usage plan."
  }

  assert {
    condition     = local.enforce
    error_message = "The gate is closed by the worker, unless enforce says otherwise."
  }

  assert {
    condition     = aws_wafv2_rule_group.bad_bots[0].scope == "REGIONAL"
    error_message = "A rule of the user's own is in the web ACL."
  }
}
