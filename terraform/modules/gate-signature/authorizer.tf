locals {
  # For the worker as well, whose probes are signed as the authorizer verifies.
  prefixes = merge(
    var.strip_prefix == "" ? {} : { ORIGIN_LOCK_STRIP_PREFIX = var.strip_prefix },
    var.add_prefix == "" ? {} : { ORIGIN_LOCK_ADD_PREFIX = var.add_prefix },
  )

  authorizer = split(":", aws_lambda_function.authorizer.arn)

  # A soak after a key was taken away no authorizer may believe in it any more.
  kept_seconds = coalesce(var.kept_seconds, min(60, var.lock.soak_seconds))

  # All of the lock's parameters that the authorizer may read.
  honoured = [for name in ["honoured", "honoured/*"] : "arn:${var.lock.partition}:ssm:${var.lock.region}:${var.lock.account_id}:parameter${var.lock.path}/${name}"]
}

resource "aws_cloudwatch_log_group" "authorizer" {
  name              = "/aws/lambda/${local.full_name}-authorizer"
  retention_in_days = var.lock.log_retention_days
  kms_key_id        = var.lock.log_kms_key_arn
  tags              = var.lock.tags
}

resource "aws_lambda_function" "authorizer" {
  function_name     = "${local.full_name}-authorizer"
  description       = "Lets in what CloudFront has signed, for the lock ${var.lock.name}."
  role              = aws_iam_role.authorizer.arn
  runtime           = "java21"
  handler           = "io.originlock.authorizer.AuthorizerHandler::handleRequest"
  filename          = var.authorizer_package
  source_code_hash  = var.authorizer_package == null ? null : filebase64sha256(var.authorizer_package)
  s3_bucket         = try(var.authorizer_package_s3.bucket, null)
  s3_key            = try(var.authorizer_package_s3.key, null)
  s3_object_version = try(var.authorizer_package_s3.version, null)
  architectures     = ["arm64"]
  memory_size       = var.authorizer_memory_size
  timeout           = 10

  reserved_concurrent_executions = coalesce(var.authorizer_reserved_concurrency, -1)

  code_signing_config_arn = var.lock.code_signing_config_arn

  environment {
    variables = merge(
      {
        # And no lines of the SDK's about a logger that it does not find.
        JAVA_TOOL_OPTIONS = "-XX:+TieredCompilation -XX:TieredStopAtLevel=1 -Dslf4j.internal.verbosity=ERROR"

        ORIGIN_LOCK_NAME              = var.lock.name
        ORIGIN_LOCK_PATH              = var.lock.path
        ORIGIN_LOCK_WINDOW_SECONDS    = tostring(var.window_seconds)
        ORIGIN_LOCK_KEPT_SECONDS      = tostring(local.kept_seconds)
        ORIGIN_LOCK_SIGNS_QUERY       = tostring(var.signs_query)
        ORIGIN_LOCK_METRICS_NAMESPACE = var.lock.metrics_namespace
      },
      local.prefixes,
    )
  }

  tags = var.lock.tags

  # The log group before the function, which would make one without a retention, if it could.
  depends_on = [aws_cloudwatch_log_group.authorizer, aws_iam_role_policy.authorizer]

  lifecycle {
    precondition {
      condition     = var.authorizer_package == null || try(fileexists(var.authorizer_package), false)
      error_message = "There is no authorizer's package at ${coalesce(var.authorizer_package, "-")}. Build it with `make package` in a checkout of origin-lock, or name one that is built: authorizer_package, its path, or authorizer_package_s3, its place in a bucket."
    }
  }
}

# An answer is for one request alone, so none is kept. Without the header API Gateway answers 401 by
# itself, and asks nobody.
# https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html
resource "aws_api_gateway_authorizer" "lock" {
  for_each = local.rest_apis

  rest_api_id                      = each.value
  name                             = local.full_name
  type                             = "REQUEST"
  identity_source                  = "method.request.header.${local.signature_header}"
  authorizer_uri                   = aws_lambda_function.authorizer.invoke_arn
  authorizer_result_ttl_in_seconds = 0

  lifecycle {
    # API Gateway deletes no authorizer that a method names: those let go of it first.
    create_before_destroy = true
  }
}

resource "aws_lambda_permission" "authorizer" {
  for_each = local.rest_apis

  statement_id  = "authorizer-${each.key}"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.authorizer.function_name
  principal     = "apigateway.amazonaws.com"
  # What is known of the function, and not what a data source says: read at apply, that would take the
  # permission away and give it again.
  source_arn = "arn:${local.authorizer[1]}:execute-api:${local.authorizer[3]}:${local.authorizer[4]}:${each.value}/authorizers/${aws_api_gateway_authorizer.lock[each.key].id}"
}

resource "aws_iam_role" "authorizer" {
  name        = "${local.full_name}-authorizer"
  description = "The authorizer of the lock ${var.lock.name}."

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Lambda"
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })

  permissions_boundary = var.lock.permissions_boundary_arn
  tags                 = var.lock.tags
}

resource "aws_iam_role_policy" "authorizer" {
  name = "keys"
  role = aws_iam_role.authorizer.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid      = "ReadHonouredKeys"
          Effect   = "Allow"
          Action   = ["ssm:GetParametersByPath"]
          Resource = local.honoured
        },
        {
          Sid      = "WriteLogs"
          Effect   = "Allow"
          Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
          Resource = ["${aws_cloudwatch_log_group.authorizer.arn}:*"]
        },
      ],
      [for key in var.lock.kms_key_arn[*] : {
        Sid       = "DecryptKeys"
        Effect    = "Allow"
        Action    = ["kms:Decrypt"]
        Resource  = [key]
        Condition = { StringEquals = { "kms:ViaService" = "ssm.${var.lock.region}.${var.lock.dns_suffix}" } }
      }],
    )
  })
}
