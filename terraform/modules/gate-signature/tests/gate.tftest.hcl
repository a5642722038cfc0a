mock_provider "aws" {
  # What a run would learn of an apply, it learns of the plan, in a third of the time.
  override_during = plan

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/origin-lock-petstore" }
  }

  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/origin-lock-petstore-authorizer" }
  }

  mock_resource "aws_lambda_function" {
    defaults = {
      arn        = "arn:aws:lambda:eu-west-1:123456789012:function:origin-lock-petstore-authorizer"
      invoke_arn = "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:origin-lock-petstore-authorizer/invocations"
    }
  }

  mock_resource "aws_api_gateway_authorizer" {
    defaults = { id = "auth01" }
  }
}

mock_provider "aws" {
  alias           = "us_east_1"
  override_during = plan

  mock_resource "aws_lambda_function" {
    defaults = {
      arn           = "arn:aws:lambda:us-east-1:123456789012:function:origin-lock-petstore-edge-0a1b2c3d"
      qualified_arn = "arn:aws:lambda:us-east-1:123456789012:function:origin-lock-petstore-edge-0a1b2c3d:1"
    }
  }
}

override_resource {
  target          = terraform_data.edge
  override_during = plan
  values          = { id = "0a1b2c3d-0000-4000-8000-000000000000" }
}

variables {
  lock = {
    name                     = "petstore"
    region                   = "eu-west-1"
    partition                = "aws"
    stages                   = [{ rest_api_id = "abcdef1234", stage = "prod", api = "petstore" }]
    path                     = "/origin-lock/petstore"
    kms_key_arn              = null
    soak_seconds             = 300
    metrics_namespace        = "OriginLock"
    account_id               = "123456789012"
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
  edge_package       = "./edge.tf"
  authorizer_package = "./authorizer.tf"
  distributions      = ["E1A2B3C4D5E6F7"]
}

run "signs_at_the_edge_and_verifies_at_the_api" {
  command = plan

  assert {
    condition = {
      name          = aws_lambda_function.edge.function_name, runtime = aws_lambda_function.edge.runtime, handler = aws_lambda_function.edge.handler
      architectures = aws_lambda_function.edge.architectures, publish = aws_lambda_function.edge.publish, environment = length(aws_lambda_function.edge.environment)
      } == {
      name          = "origin-lock-petstore-edge-0a1b2c3d", runtime = "nodejs22.x", handler = "index.handler"
      architectures = tolist(["x86_64"]), publish = true, environment = 0
    }
    error_message = "Lambda@Edge takes a numbered version without an environment, of this architecture."
  }

  assert {
    condition     = output.edge_function_arn == "arn:aws:lambda:us-east-1:123456789012:function:origin-lock-petstore-edge-0a1b2c3d:1"
    error_message = "The function must be made in us-east-1, and named by its version."
  }

  assert {
    condition     = aws_lambda_function.edge.skip_destroy
    error_message = "A destroy must not wait for replicas."
  }

  assert {
    condition     = one(aws_lambda_function.edge.logging_config) == { log_format = "JSON", log_group = "/origin-lock/petstore/edge", application_log_level = "ERROR", system_log_level = "WARN" }
    error_message = "A request that was signed needs no line in a log."
  }

  assert {
    condition     = toset(jsondecode(aws_iam_role.edge.assume_role_policy).Statement[0].Principal.Service) == toset(["lambda.amazonaws.com", "edgelambda.amazonaws.com"])
    error_message = "CloudFront takes no function whose role these two cannot assume."
  }

  assert {
    condition = { for statement in jsondecode(aws_iam_role_policy.edge.policy).Statement : statement.Sid => { actions = statement.Action, resources = statement.Resource } } == {
      WriteLogsNearTheEdge = {
        actions   = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
        resources = ["arn:aws:logs:*:123456789012:log-group:/origin-lock/petstore/edge", "arn:aws:logs:*:123456789012:log-group:/origin-lock/petstore/edge:*"]
      }
    }
    error_message = "The edge function may write its own log, in any region, and nothing else."
  }

  assert {
    condition = {
      name          = aws_lambda_function.authorizer.function_name, runtime = aws_lambda_function.authorizer.runtime, handler = aws_lambda_function.authorizer.handler
      architectures = aws_lambda_function.authorizer.architectures
      } == {
      name          = "origin-lock-petstore-authorizer", runtime = "java21", handler = "io.originlock.authorizer.AuthorizerHandler::handleRequest"
      architectures = tolist(["arm64"])
    }
    error_message = "The authorizer is the package's handler."
  }

  assert {
    condition     = aws_lambda_function.authorizer.reserved_concurrent_executions == -1
    error_message = "The authorizer answers as many viewers at once as there are."
  }

  assert {
    condition = { for name, value in aws_lambda_function.authorizer.environment[0].variables : name => value if name != "JAVA_TOOL_OPTIONS" } == {
      ORIGIN_LOCK_NAME              = "petstore"
      ORIGIN_LOCK_PATH              = "/origin-lock/petstore"
      ORIGIN_LOCK_WINDOW_SECONDS    = "300"
      ORIGIN_LOCK_KEPT_SECONDS      = "60"
      ORIGIN_LOCK_SIGNS_QUERY       = "true"
      ORIGIN_LOCK_METRICS_NAMESPACE = "OriginLock"
    }
    error_message = "What the authorizer is told."
  }

  assert {
    condition = { for statement in jsondecode(aws_iam_role_policy.authorizer.policy).Statement : statement.Sid => { actions = statement.Action, resources = statement.Resource } } == {
      ReadHonouredKeys = {
        actions   = ["ssm:GetParametersByPath"]
        resources = ["arn:aws:ssm:eu-west-1:123456789012:parameter/origin-lock/petstore/honoured", "arn:aws:ssm:eu-west-1:123456789012:parameter/origin-lock/petstore/honoured/*"]
      }
      WriteLogs = {
        actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        resources = ["arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/origin-lock-petstore-authorizer:*"]
      }
    }
    error_message = "The authorizer may read the honoured keys, and neither the lock's state nor what is published."
  }

  assert {
    condition = [for authorizer in aws_api_gateway_authorizer.lock : {
      api = authorizer.rest_api_id, type = authorizer.type, source = authorizer.identity_source, kept = authorizer.authorizer_result_ttl_in_seconds
    }] == [{ api = "abcdef1234", type = "REQUEST", source = "method.request.header.x-origin-lock-signature", kept = 0 }]
    error_message = "Every request is looked at, and one without a signature costs nothing."
  }

  assert {
    condition = [for permission in aws_lambda_permission.authorizer : "${permission.action} ${permission.principal} ${permission.function_name} ${permission.source_arn}"] == [
      "lambda:InvokeFunction apigateway.amazonaws.com origin-lock-petstore-authorizer arn:aws:execute-api:eu-west-1:123456789012:abcdef1234/authorizers/auth01",
    ]
    error_message = "This authorizer and no other may ask."
  }

  assert {
    condition = tomap(output.worker.environment) == tomap({
      ORIGIN_LOCK_GATE              = "signature"
      ORIGIN_LOCK_AUTHORIZER_ARN    = "arn:aws:lambda:eu-west-1:123456789012:function:origin-lock-petstore-authorizer"
      ORIGIN_LOCK_EDGE_FUNCTION_ARN = "arn:aws:lambda:us-east-1:123456789012:function:origin-lock-petstore-edge-0a1b2c3d"
      ORIGIN_LOCK_SIGNS_QUERY       = "true"
      ORIGIN_LOCK_WINDOW_SECONDS    = "300"
    })
    error_message = "What the worker is told."
  }

  assert {
    condition = { for statement in output.worker.iam_statements : statement.sid => { actions = statement.actions, resources = statement.resources, condition = statement.condition } } == {
      HonouredKeys = {
        actions   = ["ssm:PutParameter", "ssm:DeleteParameters"]
        resources = ["arn:aws:ssm:eu-west-1:123456789012:parameter/origin-lock/petstore/honoured/*"]
        condition = {}
      }
      ListHonouredKeys = {
        actions   = ["ssm:GetParametersByPath"]
        resources = ["arn:aws:ssm:eu-west-1:123456789012:parameter/origin-lock/petstore/honoured", "arn:aws:ssm:eu-west-1:123456789012:parameter/origin-lock/petstore/honoured/*"]
        condition = {}
      }
      KeepSigningFunction = {
        actions   = ["lambda:GetFunction", "lambda:EnableReplication*"]
        resources = ["arn:aws:lambda:us-east-1:123456789012:function:origin-lock-petstore-edge-0a1b2c3d:*"]
        condition = {}
      }
    }
    error_message = "The worker may write the honoured keys of this lock, and update a distribution that runs its function."
  }

  assert {
    condition     = output.authorizer_ids == { abcdef1234 = "auth01" } && output.header_name == "x-origin-lock-key" && output.signature_header_name == "x-origin-lock-signature"
    error_message = "What the methods name, and the headers."
  }

  assert {
    condition = { for name, alarm in aws_cloudwatch_metric_alarm.authorizer : name => "${alarm.namespace} ${alarm.metric_name} ${jsonencode(alarm.dimensions)}" } == {
      stale-keys           = "OriginLock StaleKeys {\"Lock\":\"petstore\"}"
      authorizer-errors    = "AWS/Lambda Errors {\"FunctionName\":\"origin-lock-petstore-authorizer\"}"
      authorizer-throttles = "AWS/Lambda Throttles {\"FunctionName\":\"origin-lock-petstore-authorizer\"}"
      refused-malformed    = "OriginLock SignatureMalformed {\"Lock\":\"petstore\"}"
      refused-out-of-time  = "OriginLock SignatureOutOfTime {\"Lock\":\"petstore\"}"
      refused-unknown-key  = "OriginLock SignatureOfUnknownKey {\"Lock\":\"petstore\"}"
      refused-wrong        = "OriginLock SignatureWrong {\"Lock\":\"petstore\"}"
    }
    error_message = "Whoever stands before every request is watched."
  }

  assert {
    condition = toset(concat(
      [for alarm in aws_cloudwatch_metric_alarm.authorizer : "gate-signature authorizer ${alarm.alarm_name}"],
      [for alarm in aws_cloudwatch_metric_alarm.edge : "gate-signature edge ${alarm.alarm_name}"],
    )) == toset(regexall("gate-signature \\S+ \\S+", file("../../../lambda/rotation/src/test/resources/io/originlock/compatibility/alarms.txt")))
    error_message = "Alarms keep the names that they have had since commit 8aee6b5: people's own alarms and dashboards use them."
  }
}

run "as_the_user_says_for_many_stages" {
  command = plan

  variables {
    lock = merge(var.lock, {
      stages = [
        { rest_api_id = "abcdef1234", stage = "prod", api = "petstore" },
        { rest_api_id = "abcdef1234", stage = "beta", api = "petstore" },
        { rest_api_id = "zyxwvu9876", stage = "prod", api = "zyxwvu9876" },
      ]
      path         = "/locks/petstore"
      kms_key_arn  = "arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-0000-0000-000000000000"
      soak_seconds = 4
    })
    window_seconds     = 10
    signs_query        = false
    strip_prefix       = "/v1"
    add_prefix         = "/prod"
    keep_edge_function = false
  }

  assert {
    condition = { for name, value in aws_lambda_function.authorizer.environment[0].variables : name => value if name != "JAVA_TOOL_OPTIONS" } == {
      ORIGIN_LOCK_NAME              = "petstore"
      ORIGIN_LOCK_PATH              = "/locks/petstore"
      ORIGIN_LOCK_WINDOW_SECONDS    = "10"
      ORIGIN_LOCK_KEPT_SECONDS      = "4"
      ORIGIN_LOCK_SIGNS_QUERY       = "false"
      ORIGIN_LOCK_STRIP_PREFIX      = "/v1"
      ORIGIN_LOCK_ADD_PREFIX        = "/prod"
      ORIGIN_LOCK_METRICS_NAMESPACE = "OriginLock"
    }
    error_message = "No key is kept for longer than the soak."
  }

  assert {
    condition = tomap(output.worker.environment) == tomap({
      ORIGIN_LOCK_GATE              = "signature"
      ORIGIN_LOCK_AUTHORIZER_ARN    = "arn:aws:lambda:eu-west-1:123456789012:function:origin-lock-petstore-authorizer"
      ORIGIN_LOCK_EDGE_FUNCTION_ARN = "arn:aws:lambda:us-east-1:123456789012:function:origin-lock-petstore-edge-0a1b2c3d"
      ORIGIN_LOCK_SIGNS_QUERY       = "false"
      ORIGIN_LOCK_WINDOW_SECONDS    = "10"
      ORIGIN_LOCK_STRIP_PREFIX      = "/v1"
      ORIGIN_LOCK_ADD_PREFIX        = "/prod"
    }) && output.worker.iam_statements[0].resources == ["arn:aws:ssm:eu-west-1:123456789012:parameter/locks/petstore/honoured/*"]
    error_message = "The worker must do as the authorizer, at the same place."
  }

  assert {
    condition = [for statement in jsondecode(aws_iam_role_policy.authorizer.policy).Statement : statement if statement.Sid == "DecryptKeys"] == [{
      Sid       = "DecryptKeys"
      Effect    = "Allow"
      Action    = ["kms:Decrypt"]
      Resource  = ["arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-0000-0000-000000000000"]
      Condition = { StringEquals = { "kms:ViaService" = "ssm.eu-west-1.amazonaws.com" } }
    }]
    error_message = "With a key of the user's it may decrypt, through SSM alone."
  }

  assert {
    condition     = !aws_lambda_function.edge.skip_destroy && aws_lambda_function.edge.timeouts.delete == "4h"
    error_message = "A destroy that does not leave the function waits for its replicas."
  }

  assert {
    condition = (
      { for api, authorizer in aws_api_gateway_authorizer.lock : api => authorizer.rest_api_id } == { petstore = "abcdef1234", zyxwvu9876 = "zyxwvu9876" }
      && length(aws_lambda_permission.authorizer) == 2
      && keys(output.authorizer_ids) == ["abcdef1234", "zyxwvu9876"]
    )
    error_message = "One authorizer for each API, and a permission for each."
  }

  assert {
    condition     = output.revision != run.signs_at_the_edge_and_verifies_at_the_api.revision
    error_message = "Another authorizer is another revision."
  }
}

run "refuses_what_aws_or_the_authorizer_would_refuse" {
  command = plan

  variables {
    window_seconds         = 0
    kept_seconds           = -1
    strip_prefix           = "v1"
    add_prefix             = "/prod/"
    edge_memory_size       = 64
    authorizer_memory_size = 10241
    edge_package_s3        = { bucket = "artifacts", key = "edge.zip" }
    authorizer_package     = null

    authorizer_reserved_concurrency = 0
  }

  expect_failures = [
    var.window_seconds, var.kept_seconds, var.strip_prefix, var.add_prefix, var.edge_memory_size, var.authorizer_memory_size,
    var.edge_package, var.authorizer_package, var.authorizer_reserved_concurrency,
  ]
}

run "keeps_executions_for_the_authorizer" {
  command = plan

  variables {
    authorizer_reserved_concurrency = 50
  }

  assert {
    condition     = aws_lambda_function.authorizer.reserved_concurrent_executions == 50
    error_message = "No other function may use these."
  }
}

run "refuses_half_an_execution" {
  command = plan

  variables {
    authorizer_reserved_concurrency = 1.5
  }

  expect_failures = [var.authorizer_reserved_concurrency]
}

run "refuses_to_keep_a_key_for_longer_than_the_soak" {
  command = plan

  variables {
    lock = merge(var.lock, {
      soak_seconds = 30
    })
    kept_seconds = 31
  }

  expect_failures = [var.kept_seconds]
}

run "says_what_builds_a_package_that_is_missing" {
  command = plan

  variables {
    edge_package       = "./origin-lock-edge-signer.zip"
    authorizer_package = "./origin-lock-authorizer.jar"
  }

  expect_failures = [aws_lambda_function.edge, aws_lambda_function.authorizer]
}

run "watches_each_distribution" {
  command = plan

  variables {
    lock               = merge(var.lock, { alarm_actions = ["arn:aws:sns:eu-west-1:123456789012:here"] })
    distributions      = ["E1A2B3C4D5E6F7", "E2A2B3C4D5E6F7"]
    edge_alarm_actions = ["arn:aws:sns:us-east-1:123456789012:there"]
    edge_4xx_percent   = 20
    refused_signatures = 100
  }

  assert {
    condition = { for name, alarm in aws_cloudwatch_metric_alarm.edge : name => "${alarm.metric_name} ${alarm.statistic} ${alarm.threshold} ${alarm.datapoints_to_alarm}/${alarm.evaluation_periods} ${alarm.dimensions.DistributionId}" } == {
      edge-execution-errors-1  = "LambdaExecutionError Sum 0 1/1 E1A2B3C4D5E6F7"
      edge-validation-errors-1 = "LambdaValidationError Sum 0 1/1 E1A2B3C4D5E6F7"
      edge-limit-exceeded-1    = "LambdaLimitExceededErrors Sum 0 1/1 E1A2B3C4D5E6F7"
      edge-5xx-1               = "5xxErrorRate Average 5 2/3 E1A2B3C4D5E6F7"
      edge-4xx-1               = "4xxErrorRate Average 20 2/3 E1A2B3C4D5E6F7"
      edge-execution-errors-2  = "LambdaExecutionError Sum 0 1/1 E2A2B3C4D5E6F7"
      edge-validation-errors-2 = "LambdaValidationError Sum 0 1/1 E2A2B3C4D5E6F7"
      edge-limit-exceeded-2    = "LambdaLimitExceededErrors Sum 0 1/1 E2A2B3C4D5E6F7"
      edge-5xx-2               = "5xxErrorRate Average 5 2/3 E2A2B3C4D5E6F7"
      edge-4xx-2               = "4xxErrorRate Average 20 2/3 E2A2B3C4D5E6F7"
    }
    error_message = "What CloudFront reports of each distribution."
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.edge : alarm.namespace == "AWS/CloudFront" && alarm.dimensions.Region == "Global" && alarm.alarm_actions == toset(["arn:aws:sns:us-east-1:123456789012:there"])])
    error_message = "CloudFront's alarms notify what is in us-east-1."
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.authorizer : alarm.alarm_actions == toset(["arn:aws:sns:eu-west-1:123456789012:here"])]) && [for name, alarm in aws_cloudwatch_metric_alarm.authorizer : alarm.threshold if startswith(name, "refused-")] == [100, 100, 100, 100]
    error_message = "The authorizer's notify what is in the lock's region."
  }

  assert {
    condition     = alltrue([for alarm in concat(values(aws_cloudwatch_metric_alarm.authorizer), values(aws_cloudwatch_metric_alarm.edge)) : length(alarm.alarm_description) <= 1024 && can(regex("aws [a-z]+ [a-z-]+|make status", alarm.alarm_description))])
    error_message = "Each alarm says what to run first, in at most 1,024 characters."
  }
}

run "an_alarm_of_cloudfronts_notifies_nothing_elsewhere" {
  command = plan

  variables {
    lock             = merge(var.lock, { alarm_actions = ["arn:aws:sns:eu-west-1:123456789012:here"] })
    edge_5xx_percent = null

    refused_signatures = null
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.edge : length(coalesce(alarm.alarm_actions, [])) == 0]) && toset(keys(aws_cloudwatch_metric_alarm.edge)) == toset(["edge-execution-errors-1", "edge-validation-errors-1", "edge-limit-exceeded-1"])
    error_message = "A topic of another region would be refused."
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.authorizer) == 3
    error_message = "No alarm for refused signatures."
  }
}

run "an_alarm_of_cloudfronts_notifies_the_locks_topic_where_both_are_in_one_region" {
  command = plan

  variables {
    lock = merge(var.lock, { region = "us-east-1", alarm_actions = ["arn:aws:sns:us-east-1:123456789012:here"] })
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.edge : alarm.alarm_actions == toset(["arn:aws:sns:us-east-1:123456789012:here"])])
    error_message = "There is one topic."
  }
}

run "refuses_what_no_alarm_can_be" {
  command = plan

  variables {
    edge_alarm_actions = ["arn:aws:sns:eu-west-1:123456789012:here"]
    edge_5xx_percent   = 100
    edge_4xx_percent   = -1
    refused_signatures = 0.5
  }

  expect_failures = [var.edge_alarm_actions, var.edge_5xx_percent, var.edge_4xx_percent, var.refused_signatures]
}

run "what_an_organisation_demands" {
  command = plan

  variables {
    lock = merge(var.lock, {
      permissions_boundary_arn = "arn:aws:iam::123456789012:policy/boundary"
      code_signing_config_arn  = "arn:aws:lambda:eu-west-1:123456789012:code-signing-config:csc-0123456789abcdef0"
      log_kms_key_arn          = "arn:aws:kms:eu-west-1:123456789012:key/logs"
      alarms                   = false
      worker_tags              = { CostCenter = "4711" }
    })
  }

  assert {
    condition     = aws_cloudwatch_log_group.authorizer.kms_key_id == var.lock.log_kms_key_arn && aws_lambda_function.authorizer.code_signing_config_arn == var.lock.code_signing_config_arn
    error_message = "The log's key and the signed package."
  }

  assert {
    condition     = [for statement in output.worker.iam_statements : one(statement.condition["ForAllValues:StringEquals"]["aws:TagKeys"]) if statement.sid == "TagHonouredKeys"] == ["CostCenter"]
    error_message = "The worker may tag the keys as the user says."
  }

  assert {
    condition     = aws_iam_role.edge.permissions_boundary == var.lock.permissions_boundary_arn && aws_iam_role.authorizer.permissions_boundary == var.lock.permissions_boundary_arn
    error_message = "The boundary of both roles."
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.authorizer) + length(aws_cloudwatch_metric_alarm.edge) == 0
    error_message = "No alarm."
  }
}

run "takes_packages_from_buckets" {
  command = plan

  variables {
    edge_package          = null
    authorizer_package    = null
    edge_package_s3       = { bucket = "artifacts-us-east-1", key = "edge.zip", version = "1" }
    authorizer_package_s3 = { bucket = "artifacts", key = "authorizer.jar" }
  }

  assert {
    condition     = "${aws_lambda_function.edge.s3_bucket} ${aws_lambda_function.edge.s3_key} ${aws_lambda_function.edge.s3_object_version} ${aws_lambda_function.authorizer.s3_bucket} ${aws_lambda_function.authorizer.s3_key}" == "artifacts-us-east-1 edge.zip 1 artifacts authorizer.jar"
    error_message = "Nothing is uploaded from here."
  }
}
