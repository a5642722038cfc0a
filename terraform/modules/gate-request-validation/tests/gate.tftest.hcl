mock_provider "aws" {
  # What a run would learn of an apply, it learns of the plan, in a third of the time.
  override_during = plan

  mock_resource "aws_api_gateway_request_validator" {
    defaults = { id = "valid1" }
  }

  mock_resource "aws_api_gateway_gateway_response" {
    defaults = { id = "aggr-abcdef1234-BAD_REQUEST_PARAMETERS" }
  }
}

variables {
  lock = {
    name      = "petstore"
    region    = "eu-west-1"
    partition = "aws"
    stages    = [{ rest_api_id = "abcdef1234", stage = "prod", api = "abcdef1234" }]
  }
  required_header = null
}

run "checks_parameters_and_answers_with_a_constant" {
  command = plan

  assert {
    condition = [for validator in aws_api_gateway_request_validator.lock : {
      api = validator.rest_api_id, parameters = validator.validate_request_parameters, body = validator.validate_request_body
    }] == [{ api = "abcdef1234", parameters = true, body = false }]
    error_message = "A validator, of parameters alone."
  }

  assert {
    condition = [for response in aws_api_gateway_gateway_response.bad_request_parameters : {
      api = response.rest_api_id, type = response.response_type, status = response.status_code, templates = response.response_templates
      }] == [{
      api = "abcdef1234", type = "BAD_REQUEST_PARAMETERS", status = "403", templates = tomap({ "application/json" = "{\"message\":\"Forbidden\"}" })
    }]
    error_message = "A constant that names nothing."
  }

  assert {
    condition     = aws_api_gateway_gateway_response.bad_request_parameters["abcdef1234"].response_parameters == null
    error_message = "No header of the answer may name anything, either."
  }

  assert {
    condition     = tomap(output.worker.environment) == tomap({ ORIGIN_LOCK_GATE = "request-validation" })
    error_message = "All methods but OPTIONS, and no drafts."
  }

  assert {
    condition     = length(nonsensitive(output.request_parameters)) == 0 && issensitive(output.request_parameters)
    error_message = "Before the first secret nothing is required, and it is marked as a secret already."
  }

  assert {
    condition     = output.request_validator_ids == { abcdef1234 = "valid1" }
    error_message = "The validator that the methods name."
  }

  assert {
    condition = { for statement in output.worker.iam_statements : statement.sid => { actions = statement.actions, resources = statement.resources } } == {
      ReadDraft = {
        actions = ["apigateway:GET"]
        resources = [
          "arn:aws:apigateway:eu-west-1::/restapis/abcdef1234/resources",
          "arn:aws:apigateway:eu-west-1::/restapis/abcdef1234/requestvalidators",
          "arn:aws:apigateway:eu-west-1::/restapis/abcdef1234/models",
          "arn:aws:apigateway:eu-west-1::/restapis/abcdef1234/authorizers",
          "arn:aws:apigateway:eu-west-1::/restapis/abcdef1234/gatewayresponses",
          "arn:aws:apigateway:eu-west-1::/restapis/abcdef1234/deployments",
        ]
      }
      RequireHeader     = { actions = ["apigateway:PATCH"], resources = ["arn:aws:apigateway:eu-west-1::/restapis/abcdef1234/resources/*/methods/*"] }
      Deploy            = { actions = ["apigateway:POST"], resources = ["arn:aws:apigateway:eu-west-1::/restapis/abcdef1234/deployments"] }
      DeleteDeployments = { actions = ["apigateway:DELETE"], resources = ["arn:aws:apigateway:eu-west-1::/restapis/abcdef1234/deployments/*"] }
      MoveStage         = { actions = ["apigateway:PATCH"], resources = ["arn:aws:apigateway:eu-west-1::/restapis/abcdef1234/stages/prod"] }
    }
    error_message = "Only this API may be changed, and of it the methods, its deployments and this stage's."
  }

  assert {
    condition = { for statement in output.worker.iam_statements : statement.sid => statement.condition if length(statement.condition) > 0 } == {
      MoveStage = { Null = { "apigateway:Request/AccessLoggingDestination" = ["true"], "apigateway:Request/AccessLoggingFormat" = ["true"] } }
    }
    error_message = "Every statement is by ARN, and the stage's access log is not the worker's to change."
  }
}

run "requires_the_header_of_the_hour" {
  command = plan

  variables {
    required_header = "X-Origin-Lock-B123456789abcdef0123456789abcdef"
    methods         = ["GET /pets/{petId}", "ANY /{proxy+}", "POST /"]
    deploy_drafts   = true
  }

  assert {
    condition     = nonsensitive(output.request_parameters) == tomap({ "method.request.header.X-Origin-Lock-B123456789abcdef0123456789abcdef" = true })
    error_message = "The methods merge the header as a required one."
  }

  assert {
    condition     = issensitive(output.request_parameters)
    error_message = "No plan may show it."
  }

  assert {
    condition = tomap(output.worker.environment) == tomap({
      ORIGIN_LOCK_GATE          = "request-validation"
      ORIGIN_LOCK_METHODS       = "[\"GET /pets/{petId}\",\"ANY /{proxy+}\",\"POST /\"]"
      ORIGIN_LOCK_DEPLOY_DRAFTS = "true"
    })
    error_message = "The worker must be told which methods, and that it may deploy drafts."
  }

  assert {
    condition     = output.revision == run.checks_parameters_and_answers_with_a_constant.revision
    error_message = "A rotation must not change what triggers a deployment of Terraform's."
  }
}

run "a_change_of_its_own_is_to_be_deployed" {
  command = plan

  variables {
    validate_body = true
  }

  assert {
    condition     = aws_api_gateway_request_validator.lock["abcdef1234"].validate_request_body && output.revision != run.checks_parameters_and_answers_with_a_constant.revision
    error_message = "Another validator is another revision."
  }
}

run "has_one_of_each_for_an_api_with_many_stages" {
  command = plan

  variables {
    lock = merge(var.lock, {
      stages = [
        { rest_api_id = "abcdef1234", stage = "prod", api = "abcdef1234" },
        { rest_api_id = "abcdef1234", stage = "beta", api = "abcdef1234" },
        { rest_api_id = "zyxwvu9876", stage = "prod", api = "theirs" },
      ]
    })
  }

  assert {
    condition = (
      { for api, validator in aws_api_gateway_request_validator.lock : api => validator.rest_api_id } == { abcdef1234 = "abcdef1234", theirs = "zyxwvu9876" }
      && keys(aws_api_gateway_gateway_response.bad_request_parameters) == ["abcdef1234", "theirs"]
      && keys(output.request_validator_ids) == ["abcdef1234", "zyxwvu9876"]
    )
    error_message = "One validator and one answer for each API."
  }

  assert {
    condition = [for statement in output.worker.iam_statements : statement.resources if statement.sid == "MoveStage"] == [[
      "arn:aws:apigateway:eu-west-1::/restapis/abcdef1234/stages/prod",
      "arn:aws:apigateway:eu-west-1::/restapis/abcdef1234/stages/beta",
      "arn:aws:apigateway:eu-west-1::/restapis/zyxwvu9876/stages/prod",
    ]]
    error_message = "The locked stages and no other."
  }
}

run "refuses_what_aws_would_refuse" {
  command = plan

  variables {
    required_header = "x-origin-lock-probe"
    methods         = ["get /pets"]
  }

  expect_failures = [var.required_header, var.methods]
}

run "refuses_what_cannot_be_meant" {
  command = plan

  variables {
    required_header = "X-Origin-Lock-0123456789ABCDEF0123456789ABCDEF"
    methods         = []
  }

  expect_failures = [var.required_header, var.methods]
}

run "refuses_a_method_named_twice" {
  command = plan

  variables {
    methods = ["GET /pets", "GET /pets"]
  }

  expect_failures = [var.methods]
}
