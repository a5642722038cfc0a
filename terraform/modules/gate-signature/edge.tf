# A name of its own for every function that is made: one of before may still be there, with its
# replicas, when the next is made.
resource "terraform_data" "edge" {}

locals {
  edge_function_name = "${local.full_name}-edge-${substr(terraform_data.edge.id, 0, 8)}"

  # In whichever region an edge runs the function; without a prefix, since it isn't Lambda's own name.
  # https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-logs.html
  edge_log_group = "/origin-lock/${var.name}/edge"
}

# Lambda@Edge: no environment, no layers, x86_64, a numbered version.
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html
resource "aws_lambda_function" "edge" {
  provider = aws.us_east_1

  function_name    = local.edge_function_name
  description      = "Signs CloudFront's requests for the lock ${var.name}."
  role             = aws_iam_role.edge.arn
  runtime          = "nodejs22.x"
  handler          = "index.handler"
  filename         = var.edge_package
  source_code_hash = filebase64sha256(var.edge_package)
  architectures    = ["x86_64"]
  memory_size      = var.edge_memory_size
  timeout          = 5
  publish          = true

  # Lambda deletes no function that has replicas, and they go some hours after the distribution's
  # association: the function stays, or the destroy waits for them.
  skip_destroy = var.keep_edge_function

  # Errors alone: in the other form there are three lines for each request.
  logging_config {
    log_format            = "JSON"
    log_group             = local.edge_log_group
    application_log_level = "ERROR"
    system_log_level      = "WARN"
  }

  timeouts {
    delete = "4h"
  }

  tags = var.tags

  # The permissions before the first request.
  depends_on = [aws_iam_role_policy.edge]

  lifecycle {
    # The distribution lets go of it first.
    create_before_destroy = true

    precondition {
      condition     = fileexists(var.edge_package)
      error_message = "There is no package of the edge function at ${var.edge_package}: build it with `make package`."
    }
  }
}

resource "aws_iam_role" "edge" {
  name        = "${local.full_name}-edge"
  description = "The edge function of the lock ${var.name}."

  # https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "LambdaAtEdge"
      Effect    = "Allow"
      Principal = { Service = ["lambda.amazonaws.com", "edgelambda.amazonaws.com"] }
      Action    = "sts:AssumeRole"
    }]
  })

  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags
}

resource "aws_iam_role_policy" "edge" {
  name = "logs"
  role = aws_iam_role.edge.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid    = "WriteLogsNearTheEdge"
      Effect = "Allow"
      Action = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = [
        "${local.aws}:logs:*:${local.account}:log-group:${local.edge_log_group}",
        "${local.aws}:logs:*:${local.account}:log-group:${local.edge_log_group}:*",
      ]
    }]
  })
}
