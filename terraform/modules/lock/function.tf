resource "aws_cloudwatch_log_group" "worker" {
  name              = local.log_group
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn
  tags              = var.tags
}

resource "aws_lambda_function" "worker" {
  function_name     = local.full_name
  description       = "Rotates and heals the lock ${var.name}."
  role              = aws_iam_role.worker.arn
  runtime           = "java21"
  handler           = "io.originlock.handler.RotationHandler::handleRequest"
  filename          = var.package
  source_code_hash  = var.package == null ? null : filebase64sha256(var.package)
  s3_bucket         = try(var.package_s3.bucket, null)
  s3_key            = try(var.package_s3.key, null)
  s3_object_version = try(var.package_s3.version, null)
  architectures     = ["arm64"]
  memory_size       = var.memory_size
  # Only the clean-up at destroy may wait this long; every other invocation returns within some 30 s, unless
  # AWS asks for a call to be tried again later: that takes up to 20 s more, each.
  timeout = 900
  publish = true

  code_signing_config_arn = var.code_signing_config_arn

  reserved_concurrent_executions = coalesce(var.reserved_concurrency, -1)

  environment {
    variables = merge(var.gate.environment, local.environment)
  }

  tags = var.tags

  # The log group before the function, which would make one without a retention, if it could; the
  # permissions before the first invocation and, at destroy, until after the last.
  depends_on = [aws_cloudwatch_log_group.worker, aws_iam_role_policy.worker]

  lifecycle {
    precondition {
      condition     = var.package == null || try(fileexists(var.package), false)
      error_message = "There is no worker's package at ${coalesce(var.package, "-")}. Build it with `make package` in a checkout of origin-lock (JDK 17 or later, Maven), or name one that is built: package, its path, or package_s3, its place in a bucket."
    }

    precondition {
      condition     = length(setsubtract(local.distribution_ids, var.released)) > 0 && length(setsubtract(local.stage_names, var.released)) > 0
      error_message = "released must leave a distribution and a stage to the lock: without any it is to be taken off (`make disengage`)."
    }

    precondition {
      condition     = length(local.worker_tags) <= 48
      error_message = "tags: with the provider's default_tags there are more than 48, and an API key takes 50, two of which are the worker's."
    }

    # What is checked here of a gate is no validation of an input: the gate needs the input itself.
    precondition {
      condition     = !(var.adopt_existing && var.gate.environment["ORIGIN_LOCK_GATE"] == "signature")
      error_message = "adopt_existing is for the other gates: nobody else's edge function signs as the one of the gate signature does."
    }

    precondition {
      condition     = !var.enforce || local.closes
      error_message = "enforce is for the gates web-acl and request-validation, which the worker closes. This lock's gate is ${var.gate.environment["ORIGIN_LOCK_GATE"]}: you close it yourself, when `make status` says idle, by having the API's methods demand ${var.gate.environment["ORIGIN_LOCK_GATE"] == "signature" ? "the authorizer" : "the key"}. Leave enforce out."
    }

    # A new distribution's id is unknown until apply: there it is looked at once more.
    precondition {
      condition     = length(local.orphans) == 0
      error_message = "The lock still holds ${join(", ", local.orphans)}, which no list names any more: what is not told to the worker keeps a header that goes stale, or a gate that nobody opens. Put it back, and into `released` first; when `make status` says that it is let go, take it out of both."
    }
  }
}

locals {
  # Whether the worker closes and opens the gate; the others are what the API's methods demand.
  closes = contains(["request-validation", "web-acl"], var.gate.environment["ORIGIN_LOCK_GATE"])

  environment = merge(
    {
      JAVA_TOOL_OPTIONS = "-XX:+TieredCompilation -XX:TieredStopAtLevel=1"

      ORIGIN_LOCK_NAME               = var.name
      ORIGIN_LOCK_PATH               = local.path
      ORIGIN_LOCK_DISTRIBUTIONS      = jsonencode(local.told.distributions)
      ORIGIN_LOCK_STAGES             = jsonencode(local.told.stages)
      ORIGIN_LOCK_GRANTED            = jsonencode(local.granted)
      ORIGIN_LOCK_PROBE_PATHS        = jsonencode(concat(var.probe_path[*], var.probe_methods))
      ORIGIN_LOCK_SOAK_SECONDS       = tostring(var.soak_seconds)
      ORIGIN_LOCK_SOAK_LIMIT_SECONDS = tostring(var.soak_limit_seconds)
      ORIGIN_LOCK_PROBES             = tostring(var.probes)
      ORIGIN_LOCK_GRACE_SECONDS      = tostring(var.grace_seconds)
      ORIGIN_LOCK_MEMORY_SECONDS     = tostring(var.memory_seconds)
      ORIGIN_LOCK_METRICS_NAMESPACE  = var.metrics_namespace
    },
    var.kms_key_arn == null ? {} : { ORIGIN_LOCK_KMS_KEY_ID = var.kms_key_arn },
    length(var.accepted_findings) == 0 ? {} : { ORIGIN_LOCK_ACCEPTED_FINDINGS = jsonencode(var.accepted_findings) },
    length(local.worker_tags) == 0 ? {} : { ORIGIN_LOCK_TAGS = jsonencode(local.worker_tags) },
    length(var.released) == 0 ? {} : { ORIGIN_LOCK_RELEASED = jsonencode(local.told.released) },
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
