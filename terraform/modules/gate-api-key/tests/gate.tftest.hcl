mock_provider "aws" {
  # What a run would learn of an apply, it learns of the plan, in a third of the time.
  override_during = plan

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_data "aws_region" {
    defaults = { name = "eu-west-1" }
  }

  mock_resource "aws_api_gateway_usage_plan" {
    defaults = { id = "plan01" }
  }
}

variables {
  name   = "petstore"
  stages = [{ rest_api_id = "abcdef1234", stage = "prod" }]
}

run "makes_a_usage_plan_without_limits" {
  command = plan

  assert {
    condition     = one(aws_api_gateway_usage_plan.cloudfront[0].api_stages[*].api_id) == "abcdef1234" && one(aws_api_gateway_usage_plan.cloudfront[0].api_stages[*].stage) == "prod"
    error_message = "The usage plan must hold the stage."
  }

  assert {
    condition     = length(aws_api_gateway_usage_plan.cloudfront[0].throttle_settings) == 0 && length(aws_api_gateway_usage_plan.cloudfront[0].quota_settings) == 0
    error_message = "The usage plan's one key stands for all viewers: it must have no throttle and no quota."
  }

  assert {
    condition     = tomap(output.environment) == tomap({ ORIGIN_LOCK_GATE = "api-key", ORIGIN_LOCK_USAGE_PLAN_ID = "plan01" })
    error_message = "The worker must be told the gate and the usage plan."
  }

  assert {
    condition     = output.header_name == "x-api-key"
    error_message = "API Gateway looks for the key in x-api-key."
  }

  assert {
    condition = [for statement in output.iam_statements : statement.sid] == [
      "ReadUsagePlan", "ReadKeySources", "ReadDeployments", "ReadOtherUsagePlans", "FindKeys", "MakeKeys", "TagKeys", "AddKeysToUsagePlan", "DeleteOwnKeys",
    ]
    error_message = "The statements are exactly the calls of the worker."
  }

  assert {
    condition     = alltrue([for statement in output.iam_statements : alltrue([for resource in statement.resources : startswith(resource, "arn:aws:apigateway:eu-west-1::/")])])
    error_message = "Every statement must name resources of API Gateway in the region."
  }

  assert {
    condition = alltrue([for statement in output.iam_statements :
      statement.condition == { StringEquals = { "aws:ResourceTag/origin-lock" = "petstore" } } if statement.actions == ["apigateway:DELETE"]
    ])
    error_message = "Only keys with the lock's tag may be deleted."
  }

  assert {
    condition = alltrue([for statement in output.iam_statements :
      statement.condition == { StringEquals = { "aws:RequestTag/origin-lock" = "petstore" } } if contains(["MakeKeys", "TagKeys"], statement.sid)
    ])
    error_message = "Keys may be made with the lock's tag only."
  }
}

run "uses_a_usage_plan_that_exists" {
  command = plan

  variables {
    existing_usage_plan = { id = "mine99" }
  }

  assert {
    condition     = length(aws_api_gateway_usage_plan.cloudfront) == 0 && output.usage_plan_id == "mine99"
    error_message = "With a plan of the user's no other one must be made."
  }
}

run "refuses_what_aws_would_refuse" {
  command = plan

  variables {
    name                = "Petstore"
    stages              = [{ rest_api_id = "arn:aws:apigateway:eu-west-1::/restapis/abcdef1234", stage = "prod" }]
    existing_usage_plan = { id = "my usage plan" }
  }

  expect_failures = [var.name, var.stages, var.existing_usage_plan]
}

run "refuses_a_stage_that_cannot_be" {
  command = plan

  variables {
    stages = [{ rest_api_id = "abcdef1234", stage = "prod/v1" }]
  }

  expect_failures = [var.stages]
}

run "refuses_a_stage_named_twice" {
  command = plan

  variables {
    stages = [{ rest_api_id = "abcdef1234", stage = "prod" }, { rest_api_id = "abcdef1234", stage = "prod" }]
  }

  expect_failures = [var.stages]
}
