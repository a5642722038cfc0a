data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  # What CloudFront sends to an API holds the lock's secret, so there it is redacted whatever else is.
  redacted_headers = distinct(concat(var.redacted_headers, local.regional ? ["x-origin-verify"] : []))
}

resource "aws_cloudwatch_log_group" "waf" {
  # WAF accepts no log group whose name begins otherwise.
  name              = "aws-waf-logs-${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn
  tags              = var.tags
}

# Without one that allows it WAF makes a policy of its own, and leaves it behind at destroy.
resource "aws_cloudwatch_log_resource_policy" "waf" {
  count = var.log_resource_policy ? 1 : 0

  policy_name = "aws-waf-logs-${var.name}"

  policy_document = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "DeliverWafLogs"
      Effect    = "Allow"
      Principal = { Service = "delivery.logs.amazonaws.com" }
      Action    = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource  = "${aws_cloudwatch_log_group.waf.arn}:*"
      Condition = {
        StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id }
        ArnLike      = { "aws:SourceArn" = "arn:${data.aws_partition.current.partition}:logs:${local.region}:${data.aws_caller_identity.current.account_id}:*" }
      }
    }]
  })
}

resource "aws_wafv2_web_acl_logging_configuration" "this" {
  resource_arn            = aws_wafv2_web_acl.this.arn
  log_destination_configs = [aws_cloudwatch_log_group.waf.arn]

  # A viewer may send what it takes for the lock's header; whatever it holds is not for logs.
  dynamic "redacted_fields" {
    for_each = local.redacted_headers

    content {
      single_header {
        name = redacted_fields.value
      }
    }
  }

  depends_on = [aws_cloudwatch_log_resource_policy.waf]
}
