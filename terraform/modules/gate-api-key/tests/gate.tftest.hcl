mock_provider "aws" {
  # What a run would learn of an apply, it learns of the plan, in a third of the time.
  override_during = plan

  mock_resource "aws_api_gateway_usage_plan" {
    defaults = { id = "plan01" }
  }
}

variables {
  lock = {
    name           = "petstore"
    region         = "eu-west-1"
    partition      = "aws"
    stages         = [{ rest_api_id = "abcdef1234", stage = "prod", api = "abcdef1234" }]
    adopt_existing = false
    tags           = {}
    worker_tags    = {}
  }
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
    condition     = tomap(output.worker.environment) == tomap({ ORIGIN_LOCK_GATE = "api-key", ORIGIN_LOCK_USAGE_PLAN_ID = "plan01", ORIGIN_LOCK_OWN_USAGE_PLAN = "true" })
    error_message = "The worker must be told the gate and the usage plan."
  }

  assert {
    condition     = output.header_name == "x-api-key"
    error_message = "API Gateway looks for the key in x-api-key."
  }

  assert {
    condition = [for statement in output.worker.iam_statements : statement.sid] == [
      "FindKeys", "MakeKeys", "TagKeys", "MarkOwnKeys", "AddKeysToUsagePlan", "DeleteOwnKeys", "CoverStages",
    ]
    error_message = "The statements are exactly the calls of the worker."
  }

  assert {
    condition     = alltrue([for statement in output.worker.iam_statements : alltrue([for resource in statement.resources : startswith(resource, "arn:aws:apigateway:eu-west-1::/")])])
    error_message = "Every statement must name resources of API Gateway in the region."
  }

  assert {
    condition = alltrue([for statement in output.worker.iam_statements :
      statement.condition == { StringEquals = { "aws:ResourceTag/origin-lock" = ["petstore"] } } if statement.actions == ["apigateway:DELETE"]
    ])
    error_message = "Only keys with the lock's tag may be deleted."
  }

  assert {
    condition = { for statement in output.worker.iam_statements : statement.sid => statement.resources if contains(["MakeKeys", "TagKeys", "MarkOwnKeys"], statement.sid) } == {
      MakeKeys    = ["arn:aws:apigateway:eu-west-1::/apikeys"]
      TagKeys     = ["arn:aws:apigateway:eu-west-1::/tags/arn%3Aaws%3Aapigateway%3Aeu-west-1%3A%3A%2Fapikeys%2F*"]
      MarkOwnKeys = ["arn:aws:apigateway:eu-west-1::/apikeys/*"]
    }
    error_message = "API keys alone may be tagged."
  }

  assert {
    condition = alltrue([for statement in output.worker.iam_statements :
      statement.condition["ForAllValues:StringEquals"] == { "aws:TagKeys" = ["origin-lock", "origin-lock-secret"] } &&
      statement.condition.Null == { "aws:TagKeys" = ["false"] } &&
      statement.condition.StringEquals["aws:RequestTag/origin-lock"] == ["petstore"]
      if length(setintersection(statement.actions, ["apigateway:PATCH", "apigateway:POST", "apigateway:PUT"])) > 0 && !contains(["AddKeysToUsagePlan", "CoverStages"], statement.sid)
    ])
    error_message = "Whatever tags does so with the lock's own tags alone."
  }

  assert {
    condition     = [for statement in output.worker.iam_statements : statement.condition.StringEquals if contains(statement.actions, "apigateway:PATCH") && statement.sid != "CoverStages"] == [{ "aws:RequestTag/origin-lock" = ["petstore"], "aws:ResourceTag/origin-lock" = ["petstore"] }]
    error_message = "Without adoption only the lock's own keys are marked."
  }
}

run "takes_keys_over_with_adoption_alone" {
  command = plan

  variables {
    lock = merge(var.lock, {
      adopt_existing = true
    })
  }

  assert {
    condition = [for statement in output.worker.iam_statements : { sid = statement.sid, actions = statement.actions, resources = statement.resources, others = statement.condition.StringEqualsIfExists } if contains(keys(statement.condition), "StringEqualsIfExists")] == [{
      sid       = "TakeOverKeys"
      actions   = ["apigateway:PATCH"]
      resources = ["arn:aws:apigateway:eu-west-1::/apikeys/*"]
      others    = { "aws:ResourceTag/origin-lock" = ["petstore"] }
    }]
    error_message = "A key without a lock's tag may be marked, another lock's may not."
  }

  assert {
    condition     = [for statement in output.worker.iam_statements : statement.condition["ForAllValues:StringEquals"] if statement.sid == "TakeOverKeys"] == [{ "aws:TagKeys" = ["origin-lock", "origin-lock-secret"] }]
    error_message = "It is marked with the lock's own tags alone."
  }
}

run "uses_a_usage_plan_that_exists" {
  command = plan

  variables {
    existing_usage_plan = { id = "mine99" }
  }

  assert {
    condition     = output.worker.stands_on == { "usage plan" = "mine99" }
    error_message = "It cannot be exchanged for another."
  }

  assert {
    condition     = length(aws_api_gateway_usage_plan.cloudfront) == 0 && output.usage_plan_id == "mine99"
    error_message = "With a plan of the user's no other one must be made."
  }

  assert {
    condition     = !contains([for statement in output.worker.iam_statements : statement.sid], "CoverStages") && !contains(keys(output.worker.environment), "ORIGIN_LOCK_OWN_USAGE_PLAN")
    error_message = "What the user's plan covers is the user's."
  }
}

run "refuses_what_aws_would_refuse" {
  command = plan

  variables {
    existing_usage_plan = { id = "my usage plan" }
  }

  expect_failures = [var.existing_usage_plan]
}

run "tags_what_it_makes_and_nothing_else_as_the_user_says" {
  command = plan

  variables {
    lock = merge(var.lock, {
      tags        = { team = "pets" }
      worker_tags = { CostCenter = "4711", team = "pets" }
    })
  }

  assert {
    condition     = aws_api_gateway_usage_plan.cloudfront[0].tags == tomap({ team = "pets" })
    error_message = "Terraform has the provider's own tags from the provider."
  }

  assert {
    condition = alltrue([for statement in output.worker.iam_statements : statement.condition == {
      StringEquals                = { "aws:RequestTag/origin-lock" = ["petstore"] }
      StringEqualsIfExists        = { "aws:RequestTag/CostCenter" = ["4711"], "aws:RequestTag/team" = ["pets"] }
      "ForAllValues:StringEquals" = { "aws:TagKeys" = ["origin-lock", "origin-lock-secret", "CostCenter", "team"] }
      Null                        = { "aws:TagKeys" = ["false"] }
    } if contains(["MakeKeys", "TagKeys"], statement.sid)])
    error_message = "A new key gets the lock's tags and the user's, and no other."
  }

  assert {
    condition     = [for statement in output.worker.iam_statements : statement.condition["ForAllValues:StringEquals"] if statement.sid == "MarkOwnKeys"] == [{ "aws:TagKeys" = ["origin-lock", "origin-lock-secret"] }]
    error_message = "A key that exists keeps its own."
  }
}
