# A name of its own for every function that is made: one of before may still be there, with its
# replicas, when the next is made.
resource "terraform_data" "edge" {}

locals {
  edge_function_name = "${local.full_name}-edge-${substr(terraform_data.edge.id, 0, 8)}"

  # In whichever region an edge runs the function; without a prefix, since it isn't Lambda's own name.
  # https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-logs.html
  edge_log_group = "/origin-lock/${var.lock.name}/edge"
}

# Lambda@Edge: no environment, no layers, x86_64, a numbered version.
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html
resource "aws_lambda_function" "edge" {
  provider = aws.us_east_1

  function_name     = local.edge_function_name
  description       = "Signs CloudFront's requests for the lock ${var.lock.name}."
  role              = aws_iam_role.edge.arn
  runtime           = "nodejs22.x"
  handler           = "index.handler"
  filename          = var.edge_package
  source_code_hash  = var.edge_package == null ? null : filebase64sha256(var.edge_package)
  s3_bucket         = try(var.edge_package_s3.bucket, null)
  s3_key            = try(var.edge_package_s3.key, null)
  s3_object_version = try(var.edge_package_s3.version, null)
  architectures     = ["x86_64"]
  memory_size       = var.edge_memory_size
  timeout           = 5
  publish           = true

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

  tags = var.lock.tags

  # The permissions before the first request.
  depends_on = [aws_iam_role_policy.edge]

  lifecycle {
    # The distribution lets go of it first.
    create_before_destroy = true

    precondition {
      condition     = var.edge_package == null || try(fileexists(var.edge_package), false)
      error_message = "There is no edge function's package at ${coalesce(var.edge_package, "-")}. Build it with `make package` in a checkout of origin-lock, or name one that is built: edge_package, its path, or edge_package_s3, its place in a bucket."
    }
  }
}

resource "aws_iam_role" "edge" {
  name        = "${local.full_name}-edge"
  description = "The edge function of the lock ${var.lock.name}."

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

  permissions_boundary = var.lock.permissions_boundary_arn
  tags                 = var.lock.tags
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
        "arn:${var.lock.partition}:logs:*:${var.lock.account_id}:log-group:${local.edge_log_group}",
        "arn:${var.lock.partition}:logs:*:${var.lock.account_id}:log-group:${local.edge_log_group}:*",
      ]
    }]
  })
}
