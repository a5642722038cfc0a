provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

override_resource {
  target          = aws_cloudwatch_log_group.worker
  override_during = plan
  values          = { arn = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/origin-lock-petstore" }
}

variables {
  alarm_actions = ["arn:aws:sns:eu-west-1:123456789012:night"]
  name          = "petstore"
  region        = "eu-west-1"
  account_id    = "123456789012"
  package       = "./main.tf"
  probe_path    = "/probe"
  gate          = { environment = { ORIGIN_LOCK_GATE = "api-key" }, iam_statements = [] }
  stages        = [{ rest_api_id = "abcdef1234", stage = "prod" }, { rest_api_id = "zyxwvu9876", stage = "beta", probe = false }]

  distributions = [
    {
      origins = ["api"]
      distribution = {
        id                     = "E1234567890ABC"
        arn                    = "arn:aws:cloudfront::123456789012:distribution/E1234567890ABC"
        domain_name            = "d111111abcdef8.cloudfront.net"
        web_acl_id             = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/mine/0"
        logging_config         = [{ bucket = "my.s3.logs.s3.eu-west-1.amazonaws.com" }]
        default_cache_behavior = [{ lambda_function_association = [{ lambda_arn = "arn:aws:lambda:us-east-1:123456789012:function:mine:3" }] }]
        ordered_cache_behavior = [{ lambda_function_association = [{ lambda_arn = "arn:aws:lambda:us-east-1:123456789012:function:mine:4" }] }]
      }
    },
    { id = "E9876543210XYZ", origins = ["api"], probe_url = "https://shop.example.com/probe" },
  ]
}

run "takes_of_a_resource_what_it_needs" {
  command = plan

  assert {
    condition = { for statement in jsondecode(aws_iam_role_policy.worker.policy).Statement : statement.Sid => statement.Resource if startswith(statement.Sid, "Keep") || statement.Sid == "Distributions" } == {
      Distributions     = ["arn:aws:cloudfront::123456789012:distribution/E1234567890ABC", "arn:aws:cloudfront::123456789012:distribution/E9876543210XYZ"]
      KeepWebAcl        = ["arn:aws:wafv2:us-east-1:123456789012:global/webacl/mine/0"]
      KeepAccessLogs    = ["arn:aws:s3:::my.s3.logs"]
      KeepEdgeFunctions = ["arn:aws:lambda:us-east-1:123456789012:function:mine:3", "arn:aws:lambda:us-east-1:123456789012:function:mine:4"]
    }
    error_message = "What is attached is read off the resource, and an ARN made of an id."
  }

  assert {
    condition = [for one in local.told.distributions : one.probe_url] == ["https://d111111abcdef8.cloudfront.net/probe", "https://shop.example.com/probe"] && [for one in local.told.stages : coalesce(one.probe_url, "none")] == [
      "https://abcdef1234.execute-api.eu-west-1.amazonaws.com/prod/probe", "none",
    ]
    error_message = "Probes go to a member's own address unless they are said, or off."
  }
}

run "holds_released_members_listed_or_not" {
  command = plan

  variables {
    released = ["E9876543210XYZ", "E5555555555LEFT", "zyxwvu9876/beta", "leftapi123/prod"]
  }

  assert {
    condition     = local.told.distributions[*].id == ["E1234567890ABC"] && [for stage in local.told.stages : stage.rest_api_id] == ["abcdef1234"]
    error_message = "Those that stay."
  }

  assert {
    condition = toset(local.told.released.distributions[*].id) == toset(["E9876543210XYZ", "E5555555555LEFT"]) && { for stage in local.told.released.stages : stage.rest_api_id => stage.stage } == {
      zyxwvu9876 = "beta"
      leftapi123 = "prod"
    }
    error_message = "Those that leave, in their list or not."
  }

  assert {
    condition     = length([for statement in jsondecode(aws_iam_role_policy.worker.policy).Statement : statement if statement.Sid == "Distributions" && contains(statement.Resource, "arn:aws:cloudfront::123456789012:distribution/E5555555555LEFT")]) == 1 && contains(output.identity.stages[*].api, "leftapi123")
    error_message = "The worker's permissions, and the gate's part, stay with them."
  }
}

run "in_china_by_its_own_names" {
  command = plan

  variables {
    region        = "cn-north-1"
    distributions = [{ id = "E1234567890ABC", origins = ["api"] }]
  }

  assert {
    condition     = local.told.stages[0].probe_url == "https://abcdef1234.execute-api.cn-north-1.amazonaws.com.cn/prod/probe" && strcontains(aws_iam_role_policy.worker.policy, "arn:aws-cn:cloudfront::123456789012:distribution/E1234567890ABC")
    error_message = "The partition and its suffix."
  }
}
