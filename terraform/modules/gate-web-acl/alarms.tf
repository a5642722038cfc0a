# Strangers who ask the API directly and viewers who are refused look the same to WAF: so only if somebody wants it.
resource "aws_cloudwatch_metric_alarm" "blocked" {
  count = var.lock.alarms && var.blocked_requests != null ? 1 : 0

  alarm_name          = "${local.full_name}-blocked-requests"
  alarm_description   = "The lock's rule blocks more than ${var.blocked_requests} requests in five minutes: a stranger who asks the API directly, or viewers. Whether viewers are refused: make status"
  namespace           = "AWS/WAFV2"
  metric_name         = "BlockedRequests"
  dimensions          = { Region = var.lock.region, RuleGroup = local.full_name, Rule = "origin-lock" }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.blocked_requests
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.lock.alarm_actions
  ok_actions          = var.lock.alarm_actions
  tags                = var.lock.tags
}
