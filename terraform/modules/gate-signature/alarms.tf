locals {
  authorizer_dimensions = { FunctionName = aws_lambda_function.authorizer.function_name }
  authorizer_log        = "aws logs tail ${aws_cloudwatch_log_group.authorizer.name} --since 1h --region ${var.lock.region}"

  alarms = merge({
    stale-keys = {
      namespace   = var.lock.metrics_namespace
      metric      = "StaleKeys"
      dimensions  = { Lock = var.lock.name }
      threshold   = 0
      periods     = 2
      description = "The authorizer cannot read the keys that are honoured and goes on with those that it knows: the next rotation would refuse viewers. Its log says why: ${local.authorizer_log}"
    }
    # To API Gateway a failure is a 500 to the viewer, and so is a function that there is no room for.
    authorizer-errors = {
      namespace   = "AWS/Lambda"
      metric      = "Errors"
      dimensions  = local.authorizer_dimensions
      threshold   = 0
      periods     = 1
      description = "The authorizer fails, and viewers are answered 500. Its log says why: ${local.authorizer_log}"
    }
    authorizer-throttles = {
      namespace   = "AWS/Lambda"
      metric      = "Throttles"
      dimensions  = local.authorizer_dimensions
      threshold   = 0
      periods     = 1
      description = "The account has too few concurrent executions for the authorizer, and viewers are answered 500. Ask for more, or give other functions fewer: aws lambda get-account-settings --region ${var.lock.region}"
    }
    }, var.refused_signatures == null ? {} : { for name, kind in local.refusals : name => {
      namespace   = var.lock.metrics_namespace
      metric      = kind.metric
      dimensions  = { Lock = var.lock.name }
      threshold   = var.refused_signatures
      periods     = 1
      description = "The authorizer refuses more than ${var.refused_signatures} signatures in five minutes that ${kind.text} Anybody who asks the API directly can cause it; if viewers are refused, too, make status says more."
    }
  })

  refusals = {
    refused-malformed   = { metric = "SignatureMalformed", text = "have no form of an edge's." }
    refused-out-of-time = { metric = "SignatureOutOfTime", text = "are older than the window, or of the future: an edge's clock, or requests that somebody sends again." }
    refused-unknown-key = { metric = "SignatureOfUnknownKey", text = "are by a key that is not honoured: an edge behind the last rotation, or another lock's function." }
    refused-wrong       = { metric = "SignatureWrong", text = "are not the request's: a path or a query that changes between the edge and the API, see strip_prefix and add_prefix." }
  }

  # CloudFront's own, of each distribution. Functions are logged near the viewers, in whichever region that is.
  edge_alarms = merge({
    edge-execution-errors = {
      metric      = "LambdaExecutionError"
      statistic   = "Sum"
      threshold   = 0
      periods     = 1
      to_alarm    = 1
      description = "The edge function fails, and viewers are answered 503. The log of the region near them says why: aws logs tail ${local.edge_log_group} --since 1h --region <the region>"
    }
    edge-validation-errors = {
      metric      = "LambdaValidationError"
      statistic   = "Sum"
      threshold   = 0
      periods     = 1
      to_alarm    = 1
      description = "CloudFront does not take what the edge function answers, and viewers are answered 502. The log of the region near them says why: aws logs tail /aws/cloudfront/LambdaEdge/<the distribution> --since 1h --region <the region>"
    }
    edge-limit-exceeded = {
      metric      = "LambdaLimitExceededErrors"
      statistic   = "Sum"
      threshold   = 0
      periods     = 1
      to_alarm    = 1
      description = "A region near viewers has too few concurrent executions for the edge function, and viewers are answered 503. Ask for more there: aws lambda get-account-settings --region <the region>"
    }
    }, var.edge_5xx_percent == null ? {} : {
    edge-5xx = {
      metric      = "5xxErrorRate"
      statistic   = "Average"
      threshold   = var.edge_5xx_percent
      periods     = 3
      to_alarm    = 2
      description = "More than ${var.edge_5xx_percent} % of all requests are answered with an error of the server's: the edge function's, the authorizer's or the backend's. What else rings tells which: aws cloudwatch describe-alarms --state-value ALARM --alarm-name-prefix ${local.full_name}"
    }
    }, var.edge_4xx_percent == null ? {} : {
    edge-4xx = {
      metric      = "4xxErrorRate"
      statistic   = "Average"
      threshold   = var.edge_4xx_percent
      periods     = 3
      to_alarm    = 2
      description = "More than ${var.edge_4xx_percent} % of all requests are refused or ask for what is not there. Whether the lock refuses them: make status"
    }
  })

  # By their places, since ids may not be known yet.
  edge_alarms_of_each = merge([for place in range(length(var.distributions)) : {
    for name, alarm in local.edge_alarms : "${name}-${place + 1}" => merge(alarm, { distribution = var.distributions[place] })
  }]...)

  edge_alarm_actions = var.edge_alarm_actions != null ? var.edge_alarm_actions : var.lock.region == "us-east-1" ? var.lock.alarm_actions : []
}

# The lock's own alarms see none of these: the authorizer stands before every request, the worker does not.
resource "aws_cloudwatch_metric_alarm" "authorizer" {
  for_each = var.lock.alarms ? local.alarms : {}

  alarm_name          = "${local.full_name}-${each.key}"
  alarm_description   = each.value.description
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = each.value.periods
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.threshold
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.lock.alarm_actions
  ok_actions          = var.lock.alarm_actions
  tags                = var.lock.tags
}

# CloudFront reports to us-east-1 alone.
resource "aws_cloudwatch_metric_alarm" "edge" {
  provider = aws.us_east_1
  for_each = var.lock.alarms ? local.edge_alarms_of_each : {}

  alarm_name          = "${local.full_name}-${each.key}"
  alarm_description   = "Distribution ${each.value.distribution}: ${each.value.description}"
  namespace           = "AWS/CloudFront"
  metric_name         = each.value.metric
  dimensions          = { DistributionId = each.value.distribution, Region = "Global" }
  statistic           = each.value.statistic
  period              = 300
  evaluation_periods  = each.value.periods
  datapoints_to_alarm = each.value.to_alarm
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.threshold
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.edge_alarm_actions
  ok_actions          = local.edge_alarm_actions
  tags                = var.lock.tags
}
