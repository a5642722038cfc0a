resource "aws_cloudwatch_log_group" "worker" {
  name              = "/aws/lambda/${local.full_name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn
  tags              = var.tags
}

resource "aws_lambda_function" "worker" {
  function_name    = local.full_name
  description      = "Rotates and heals the lock ${var.name}."
  role             = aws_iam_role.worker.arn
  runtime          = "java21"
  handler          = "io.originlock.handler.RotationHandler::handleRequest"
  filename         = var.package
  source_code_hash = filebase64sha256(var.package)
  architectures    = ["arm64"]
  memory_size      = var.memory_size
  # Only the clean-up at destroy may wait this long; every other invocation returns within some 30 s, unless
  # AWS asks for a call to be tried again later: that takes up to 20 s more, each.
  timeout = 900
  publish = true

  code_signing_config_arn = var.code_signing_config_arn

  # One at a time serialises the lock. Without it the worker still loses no race, it only tries in vain.
  reserved_concurrent_executions = coalesce(var.reserved_concurrency, -1)

  environment {
    variables = merge(var.gate_environment, local.environment)
  }

  tags = var.tags

  # The log group before the function, which would make one without a retention, if it could; the
  # permissions before the first invocation and, at destroy, until after the last.
  depends_on = [aws_cloudwatch_log_group.worker, aws_iam_role_policy.worker]

  lifecycle {
    precondition {
      condition     = fileexists(var.package)
      error_message = "There is no worker package at ${var.package}: build it with `make package`."
    }

    precondition {
      condition     = terraform_data.gate.output == var.gate_environment["ORIGIN_LOCK_GATE"]
      error_message = "This lock was put on with the gate ${terraform_data.gate.output}, and a plan cannot put ${var.gate_environment["ORIGIN_LOCK_GATE"]} in its place without refusing viewers. Disengage it first, then apply with -replace=<address of this module>.terraform_data.gate; modules/lock/README.md says the order."
    }
  }
}

locals {
  environment = merge(
    {
      JAVA_TOOL_OPTIONS = "-XX:+TieredCompilation -XX:TieredStopAtLevel=1"

      ORIGIN_LOCK_NAME = var.name
      ORIGIN_LOCK_PATH = local.path
      ORIGIN_LOCK_DISTRIBUTIONS = jsonencode([for distribution in var.distributions : {
        id        = distribution.id
        origins   = distribution.origins
        probe_url = distribution.probe_url
      }])
      ORIGIN_LOCK_STAGES            = jsonencode(var.stages)
      ORIGIN_LOCK_PROBE_PATHS       = jsonencode(var.probe_paths)
      ORIGIN_LOCK_SOAK_SECONDS      = tostring(var.soak_seconds)
      ORIGIN_LOCK_GRACE_SECONDS     = tostring(var.grace_seconds)
      ORIGIN_LOCK_MEMORY_SECONDS    = tostring(var.memory_seconds)
      ORIGIN_LOCK_METRICS_NAMESPACE = var.metrics_namespace
    },
    var.kms_key_arn == null ? {} : { ORIGIN_LOCK_KMS_KEY_ID = var.kms_key_arn },
  )
}

# An alias each, because what shall become of a failed or late invocation belongs to an alias: a
# tick that is a minute old is worth nothing, a rotation must not be lost.
resource "aws_lambda_alias" "tick" {
  name             = "tick"
  description      = "Every minute: continues and heals."
  function_name    = aws_lambda_function.worker.function_name
  function_version = aws_lambda_function.worker.version
}

resource "aws_lambda_alias" "rotate" {
  name             = "rotate"
  description      = "By the rotation schedule, and by hand."
  function_name    = aws_lambda_function.worker.function_name
  function_version = aws_lambda_function.worker.version
}

# Without a destination: every minute brings the next one, and its failures raise the alarm on errors.
resource "aws_lambda_function_event_invoke_config" "tick" {
  function_name                = aws_lambda_function.worker.function_name
  qualifier                    = aws_lambda_alias.tick.name
  maximum_event_age_in_seconds = 60
  maximum_retry_attempts       = 0
}

resource "aws_lambda_function_event_invoke_config" "rotate" {
  function_name                = aws_lambda_function.worker.function_name
  qualifier                    = aws_lambda_alias.rotate.name
  maximum_event_age_in_seconds = 21600
  maximum_retry_attempts       = 2

  destination_config {
    on_failure {
      destination = aws_sqs_queue.dead_letters.arn
    }
  }
}

resource "aws_sqs_queue" "dead_letters" {
  name                      = "${local.full_name}-dead-letters"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = var.queue_kms_key_arn == null ? true : null
  kms_master_key_id         = var.queue_kms_key_arn
  tags                      = var.tags
}
