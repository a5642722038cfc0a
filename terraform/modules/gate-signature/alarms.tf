locals {
  authorizer_dimensions = { FunctionName = aws_lambda_function.authorizer.function_name }

  alarms = {
    stale-keys = {
      namespace   = var.lock.metrics_namespace
      metric      = "StaleKeys"
      dimensions  = { Lock = var.lock.name }
      periods     = 2
      description = "The authorizer cannot read the keys that are honoured and goes on with those that it knows: the next rotation would refuse viewers. Its log says why."
    }
    # To API Gateway a failure is a 500 to the viewer, and so is a function that there is no room for.
    authorizer-errors = {
      namespace   = "AWS/Lambda"
      metric      = "Errors"
      dimensions  = local.authorizer_dimensions
      periods     = 1
      description = "The authorizer fails, and viewers are answered 500. Its log says why."
    }
    authorizer-throttles = {
      namespace   = "AWS/Lambda"
      metric      = "Throttles"
      dimensions  = local.authorizer_dimensions
      periods     = 1
      description = "The account has too few concurrent executions for the authorizer, and viewers are answered 500. Ask for more, or give other functions fewer."
    }
  }
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
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.lock.alarm_actions
  ok_actions          = var.lock.alarm_actions
  tags                = var.lock.tags
}
