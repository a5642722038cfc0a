locals {
  # For the worker as well, whose probes are signed as the authorizer verifies.
  prefixes = merge(
    var.strip_prefix == "" ? {} : { ORIGIN_LOCK_STRIP_PREFIX = var.strip_prefix },
    var.add_prefix == "" ? {} : { ORIGIN_LOCK_ADD_PREFIX = var.add_prefix },
  )

  # A soak after a key was taken away no authorizer may believe in it any more.
  kept_seconds = coalesce(var.kept_seconds, min(60, var.soak_seconds))

  # All of the lock's parameters that the authorizer may read.
  honoured = [for name in ["honoured", "honoured/*"] : "${local.aws}:ssm:${local.region}:${local.account}:parameter${local.path}/${name}"]
}

resource "aws_cloudwatch_log_group" "authorizer" {
  name              = "/aws/lambda/${local.full_name}-authorizer"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn
  tags              = var.tags
}

resource "aws_lambda_function" "authorizer" {
  function_name    = "${local.full_name}-authorizer"
  description      = "Lets in what CloudFront has signed, for the lock ${var.name}."
  role             = aws_iam_role.authorizer.arn
  runtime          = "java21"
  handler          = "io.originlock.authorizer.AuthorizerHandler::handleRequest"
  filename         = var.authorizer_package
  source_code_hash = filebase64sha256(var.authorizer_package)
  architectures    = ["arm64"]
  memory_size      = var.authorizer_memory_size
  timeout          = 10

  code_signing_config_arn = var.code_signing_config_arn

  environment {
    variables = merge(
      {
        # And no lines of the SDK's about a logger that it does not find.
        JAVA_TOOL_OPTIONS = "-XX:+TieredCompilation -XX:TieredStopAtLevel=1 -Dslf4j.internal.verbosity=ERROR"

        ORIGIN_LOCK_NAME              = var.name
        ORIGIN_LOCK_PATH              = local.path
        ORIGIN_LOCK_WINDOW_SECONDS    = tostring(var.window_seconds)
        ORIGIN_LOCK_KEPT_SECONDS      = tostring(local.kept_seconds)
        ORIGIN_LOCK_SIGNS_QUERY       = tostring(var.signs_query)
        ORIGIN_LOCK_METRICS_NAMESPACE = var.metrics_namespace
      },
      local.prefixes,
    )
  }

  tags = var.tags

  # The log group before the function, which would make one without a retention, if it could.
  depends_on = [aws_cloudwatch_log_group.authorizer, aws_iam_role_policy.authorizer]

  lifecycle {
    precondition {
      condition     = fileexists(var.authorizer_package)
      error_message = "There is no package of the authorizer at ${var.authorizer_package}: build it with `make package`."
    }
  }
}

# An answer is for one request alone, so none is kept. Without the header API Gateway answers 401 by
# itself, and asks nobody.
# https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html
resource "aws_api_gateway_authorizer" "lock" {
  count = length(local.rest_apis)

  rest_api_id                      = local.rest_apis[count.index]
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
  count = length(local.rest_apis)

  statement_id  = "authorizer-${count.index}"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.authorizer.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${local.aws}:execute-api:${local.region}:${local.account}:${local.rest_apis[count.index]}/authorizers/${aws_api_gateway_authorizer.lock[count.index].id}"
}

resource "aws_iam_role" "authorizer" {
  name        = "${local.full_name}-authorizer"
  description = "The authorizer of the lock ${var.name}."

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Lambda"
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })

  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags
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
      [for key in var.kms_key_arn[*] : {
        Sid       = "DecryptKeys"
        Effect    = "Allow"
        Action    = ["kms:Decrypt"]
        Resource  = [key]
        Condition = { StringEquals = { "kms:ViaService" = "ssm.${local.region}.${data.aws_partition.current.dns_suffix}" } }
      }],
    )
  })
}
