provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

# All are made by the plan that is looked at here, so that their ARNs would be unknown in it.
override_resource {
  target          = aws_sqs_queue.dead_letters
  override_during = plan
  values          = { arn = "arn:aws:sqs:eu-west-1:123456789012:origin-lock-petstore-dead-letters" }
}

override_resource {
  target          = aws_cloudwatch_log_group.worker
  override_during = plan
  values          = { arn = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/origin-lock-petstore" }
}

override_resource {
  target          = aws_lambda_alias.tick
  override_during = plan
  values          = { arn = "arn:aws:lambda:eu-west-1:123456789012:function:origin-lock-petstore:tick" }
}

override_resource {
  target          = aws_lambda_alias.rotate
  override_during = plan
  values          = { arn = "arn:aws:lambda:eu-west-1:123456789012:function:origin-lock-petstore:rotate" }
}

variables {
  alarm_actions = ["arn:aws:sns:eu-west-1:123456789012:night"]
  name          = "petstore"
  region        = "eu-west-1"
  account_id    = "123456789012"
  package       = "./main.tf"
  gate = {
    environment = { ORIGIN_LOCK_GATE = "api-key" }
    iam_statements = [{
      sid       = "DeleteOwnKeys"
      actions   = ["apigateway:DELETE"]
      resources = ["arn:aws:apigateway:eu-west-1::/apikeys/*"]
      condition = { StringEquals = { "aws:ResourceTag/origin-lock" = ["petstore"] } }
    }]
  }
  distributions = [{ id = "E1234567890ABC", origins = ["api"] }]
  stages        = [{ rest_api_id = "abcdef1234", stage = "prod" }]
}

run "exactly_what_the_worker_calls" {
  command = plan

  assert {
    condition = { for statement in jsondecode(aws_iam_role_policy.worker.policy).Statement : statement.Sid => statement.Action } == {
      AppendState       = ["ssm:PutParameter"]
      ReadAndPruneState = ["ssm:GetParameter", "ssm:DeleteParameters"]
      ListStates        = ["ssm:GetParametersByPath"]
      Published         = ["ssm:PutParameter", "ssm:GetParameter"]
      Distributions     = ["cloudfront:GetDistribution", "cloudfront:UpdateDistribution"]
      WriteLogs         = ["logs:CreateLogStream", "logs:PutLogEvents"]
      DeadLetters       = ["sqs:SendMessage"]
      ReadApis          = ["apigateway:GET"]
      ReadUsagePlans    = ["apigateway:GET"]
      ReadDomainNames   = ["apigateway:GET"]
      ReadRoutingRules  = ["apigateway:ListRoutingRules"]
      ListDistributions = ["cloudfront:ListDistributions"]

      ReadDistributionPolicies = ["cloudfront:GetCachePolicy", "cloudfront:GetOriginRequestPolicy"]

      ReadWebAcls   = ["wafv2:GetWebACL", "wafv2:GetLoggingConfiguration"]
      DeleteOwnKeys = ["apigateway:DELETE"]
    }
    error_message = "The policy holds the worker's calls and nothing else."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.worker.policy).Statement : alltrue([for resource in statement.Resource : can(regex("^arn:aws:[a-z0-9]+:[a-z0-9-]*:[0-9]*:.{4,}$", resource))]) if statement.Sid != "ListDistributions"])
    error_message = "Every statement names its resources by ARN, but for a list, which has none."
  }

  assert {
    condition = { for statement in jsondecode(aws_iam_role_policy.worker.policy).Statement : statement.Sid => statement.Resource if strcontains(jsonencode(statement.Action), "ssm:") } == {
      AppendState       = ["arn:aws:ssm:eu-west-1:123456789012:parameter/origin-lock/petstore/state/*"]
      ReadAndPruneState = ["arn:aws:ssm:eu-west-1:123456789012:parameter/origin-lock/petstore/state/*"]
      ListStates        = ["arn:aws:ssm:eu-west-1:123456789012:parameter/origin-lock/petstore/state", "arn:aws:ssm:eu-west-1:123456789012:parameter/origin-lock/petstore/state/*"]
      Published         = ["arn:aws:ssm:eu-west-1:123456789012:parameter/origin-lock/petstore/published"]
    }
    error_message = "The lock petstore must not reach the parameters of petstore-eu."
  }

  assert {
    condition = { for statement in jsondecode(aws_iam_role_policy.worker.policy).Statement : statement.Sid => statement.Resource if contains(["ReadApis", "ReadWebAcls"], statement.Sid) } == {
      ReadApis = [
        "arn:aws:apigateway:eu-west-1::/restapis/abcdef1234",
        "arn:aws:apigateway:eu-west-1::/restapis/abcdef1234/deployments/*",
        "arn:aws:apigateway:eu-west-1::/restapis/abcdef1234/stages",
        "arn:aws:apigateway:eu-west-1::/restapis/abcdef1234/stages/*",
      ]
      ReadWebAcls = ["arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/*"]
    }
    error_message = "Of APIs only the lock's are read, of web ACLs those that a stage can have."
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.worker.policy).Statement : statement.Condition if statement.Sid == "DeleteOwnKeys"] == [{ StringEquals = { "aws:ResourceTag/origin-lock" = ["petstore"] } }]
    error_message = "The gate's conditions must survive."
  }
}

run "what_features_and_a_key_of_the_users_need" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-0000-0000-000000000000"

    distributions = [{
      id             = "E1234567890ABC"
      origins        = ["api"]
      web_acl_arn    = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/mine/00000000-0000-0000-0000-000000000000"
      log_bucket_arn = "arn:aws:s3:::logs"
      edge_function_arns = [
        "arn:aws:lambda:us-east-1:123456789012:function:origin-lock-petstore-edge-0a1b2c3d:7",
        "arn:aws:lambda:us-east-1:123456789012:function:mine:3",
      ]
    }]
  }

  assert {
    condition = { for statement in jsondecode(aws_iam_role_policy.worker.policy).Statement : statement.Sid => { actions = statement.Action, resources = statement.Resource } if startswith(statement.Sid, "Keep") } == {
      KeepWebAcl     = { actions = ["wafv2:GetWebACL"], resources = ["arn:aws:wafv2:us-east-1:123456789012:global/webacl/mine/00000000-0000-0000-0000-000000000000"] }
      KeepAccessLogs = { actions = ["s3:GetBucketAcl", "s3:PutBucketAcl"], resources = ["arn:aws:s3:::logs"] }
      KeepEdgeFunctions = {
        actions = ["lambda:GetFunction", "lambda:EnableReplication*"]
        resources = [
          "arn:aws:lambda:us-east-1:123456789012:function:origin-lock-petstore-edge-0a1b2c3d:7",
          "arn:aws:lambda:us-east-1:123456789012:function:mine:3",
        ]
      }
    }
    error_message = "UpdateDistribution asks for these where the distribution has the feature."
  }

  assert {
    condition = jsondecode(aws_lambda_function.worker.environment[0].variables.ORIGIN_LOCK_GRANTED) == [
      for statement in jsondecode(aws_iam_role_policy.worker.policy).Statement :
      { actions = statement.Action, resources = statement.Resource } if startswith(statement.Sid, "Keep")
    ]
    error_message = "The worker must know what it may do there, to say what it lacks."
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.worker.policy).Statement : statement.Action if statement.Sid == "EncryptParameters"] == [["kms:Encrypt", "kms:Decrypt"]]
    error_message = "Parameters of the standard tier need Encrypt and Decrypt."
  }

  assert {
    condition     = aws_lambda_function.worker.environment[0].variables.ORIGIN_LOCK_KMS_KEY_ID == var.kms_key_arn && aws_ssm_parameter.published.key_id == var.kms_key_arn
    error_message = "Both kinds of parameter are encrypted with the key."
  }
}

run "what_an_organisation_demands" {
  command = plan

  variables {
    log_kms_key_arn         = "arn:aws:kms:eu-west-1:123456789012:key/logs"
    queue_kms_key_arn       = "arn:aws:kms:eu-west-1:123456789012:key/queue"
    code_signing_config_arn = "arn:aws:lambda:eu-west-1:123456789012:code-signing-config:csc-0123456789abcdef0"
    alarms                  = false
    dashboard               = false
  }

  assert {
    condition     = aws_cloudwatch_log_group.worker.kms_key_id == var.log_kms_key_arn && aws_lambda_function.worker.code_signing_config_arn == var.code_signing_config_arn
    error_message = "The log's key and the signed package."
  }

  assert {
    condition     = aws_sqs_queue.dead_letters.kms_master_key_id == var.queue_kms_key_arn && aws_sqs_queue.dead_letters.sqs_managed_sse_enabled != true
    error_message = "The queue's key; SQS takes one of the two."
  }

  assert {
    condition = alltrue([for policy in [aws_iam_role_policy.worker.policy, aws_iam_role_policy.scheduler.policy] :
      [for statement in jsondecode(policy).Statement : { actions = statement.Action, resources = flatten([statement.Resource]), condition = statement.Condition } if statement.Sid == "EncryptDeadLetters"] == [{
        actions                                                  = ["kms:GenerateDataKey", "kms:Decrypt"]
        resources                                                = ["arn:aws:kms:eu-west-1:123456789012:key/queue"]
        condition                                                = { StringEquals = { "kms:ViaService" = "sqs.eu-west-1.amazonaws.com" } }
    }]])
    error_message = "Whoever sends to the queue needs its key, and by way of SQS alone."
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.age) + length(aws_cloudwatch_metric_alarm.count) + length(aws_cloudwatch_metric_alarm.errors) + length(aws_cloudwatch_metric_alarm.open_doors) + length(aws_cloudwatch_metric_alarm.findings) + length(aws_cloudwatch_metric_alarm.audits_stopped) + length(aws_cloudwatch_metric_alarm.dead_letters) + length(aws_cloudwatch_dashboard.this) == 0
    error_message = "No alarm and no dashboard."
  }

  assert {
    condition     = output.dashboard_name == null
    error_message = "There is no dashboard to name."
  }
}

run "a_dashboard_that_shows_what_the_gate_counts" {
  command = plan

  variables {
    gate = {
      environment    = { ORIGIN_LOCK_GATE = "web-acl" }
      iam_statements = []
      widgets        = [{ title = "Counted", metrics = [["AWS/WAFV2", "CountedRequests", "Rule", "a"]], stat = "Sum" }]
    }
  }

  assert {
    condition = [for widget in jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets : widget.properties.metrics if widget.properties.title == "Counted"] == [
      [["AWS/WAFV2", "CountedRequests", "Rule", "a"]]
    ]
    error_message = "What the gate would have shown stands beside the lock's own."
  }

  assert {
    condition     = length(distinct([for widget in jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets : "${widget.x} ${widget.y}"])) == length(jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets)
    error_message = "No two widgets lie on each other."
  }
}

run "what_tags_need" {
  command = plan

  variables {
    tags = { CostCenter = "4711", team = "pets" }
  }

  assert {
    condition = [for statement in jsondecode(aws_iam_role_policy.worker.policy).Statement : { actions = statement.Action, resources = statement.Resource, condition = statement.Condition } if statement.Sid == "TagState"] == [{
      actions = ["ssm:AddTagsToResource"]
      resources = [
        "arn:aws:ssm:eu-west-1:123456789012:parameter/origin-lock/petstore/state/*",
        "arn:aws:ssm:eu-west-1:123456789012:parameter/origin-lock/petstore/published",
      ]
      condition = {
        StringEqualsIfExists        = { "aws:RequestTag/CostCenter" = ["4711"], "aws:RequestTag/team" = ["pets"] }
        "ForAllValues:StringEquals" = { "aws:TagKeys" = ["CostCenter", "team"] }
        Null                        = { "aws:TagKeys" = ["false"] }
      }
    }]
    error_message = "The worker tags its parameters with the user's tags, and with no other."
  }

  assert {
    condition     = jsondecode(aws_lambda_function.worker.environment[0].variables.ORIGIN_LOCK_TAGS) == { CostCenter = "4711", team = "pets" } && output.identity.worker_tags == tomap({ CostCenter = "4711", team = "pets" })
    error_message = "The worker and the gate are told of them."
  }
}
