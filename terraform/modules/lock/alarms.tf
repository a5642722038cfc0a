check "somebody_is_notified" {
  assert {
    condition     = !var.alarms || var.alarm_actions == null || length(local.alarm_actions) > 0
    error_message = "Nobody is notified when an alarm of the lock ${var.name} goes off. Give alarm_actions an SNS topic; if you hear of alarms in another way, null."
  }
}

locals {
  alarm_actions = coalesce(var.alarm_actions, [])

  # What to ask first, where a status does not say it. By name: no alarm waits for the log.
  worker_log = "aws logs tail ${local.log_group} --since 1h --region ${local.region}"

  # Above the longest that each of them takes when all is well.
  secret_age_limit = coalesce(var.secret_age_alarm_seconds, module.rotation.interval_seconds + module.rotation.window_minutes * 60 + var.grace_seconds + 7200)
  stage_age_limit  = 3 * var.soak_seconds + var.soak_limit_seconds + var.grace_seconds + 7200

  # By the worker's own metrics. An age that nobody reports any more counts as too high: that is how a
  # schedule that never fires is found out.
  age_alarms = {
    secret-age = {
      metric      = "SecretAgeSeconds"
      threshold   = local.secret_age_limit
      description = "The secret should have been rotated by now, or the worker no longer runs. Its status says what it waits for (make status); if it does not answer, its log says why: ${local.worker_log}"
    }
    stage-age = {
      metric      = "StageAgeSeconds"
      threshold   = local.stage_age_limit
      description = "A rotation does not come to its end, or the worker no longer runs. Its status says what it waits for (make status); if it does not answer, its log says why: ${local.worker_log}"
    }
  }

  # What the worker counts, in periods of so many seconds, and in how many of the last ones it is an alarm.
  count_alarms = {
    viewers-refused = {
      metric      = "ViewersRefused"
      period      = 60
      periods     = 3
      datapoints  = 1
      description = "Requests through the lock's distributions are refused while it rests. Ask the worker for its status (make status): what refuses viewers stands among its findings, with what to do."
    }
    probe-inconclusive = {
      metric      = "ProbeInconclusive"
      period      = 300
      periods     = 3
      datapoints  = 3
      description = "A probe could neither pass nor be refused by the gate: a login, a geo restriction or an error page stands in its way. The lock goes on by time alone. What it was answered stands in the worker's log: ${local.worker_log}"
    }
    setbacks = {
      metric      = "Setbacks"
      period      = 300
      periods     = 1
      datapoints  = 1
      description = "A rotation could not be finished and was taken back. The worker's log names the distribution or stage, the status and what to do: ${local.worker_log}"
    }
    fights = {
      metric      = "Fights"
      period      = 300
      periods     = 1
      datapoints  = 1
      description = "Somebody undoes each repair of the lock's headers or keys. Repairs wait longer each time, and the worker's log says which: ${local.worker_log}. CloudTrail names who it is."
    }
    overdue = {
      metric      = "Overdue"
      period      = 300
      periods     = 2
      datapoints  = 2
      description = "A distribution does not settle, or the API does not take a change, for more than an hour. The worker's status says which (make status). After a revoke this means that the leaked secret still works."
    }
    clocks = {
      metric      = "ClocksApart"
      period      = 300
      periods     = 1
      datapoints  = 1
      description = "The clocks of two of the worker's invocations are more than a minute apart. A soak that one of them counts may be too short or too long by that much. The worker's log says by R0 which one: ${local.worker_log}. One that was ahead is put right by the time at which AWS stored the state. If it stays so, AWS support; pause rotations until then (make pause)."
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "age" {
  for_each = var.alarms ? local.age_alarms : {}

  alarm_name          = "${local.full_name}-${each.key}"
  alarm_description   = each.value.description
  namespace           = var.metrics_namespace
  metric_name         = each.value.metric
  dimensions          = { Lock = var.name }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.threshold
  treat_missing_data  = "breaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
  tags                = var.tags
}

resource "aws_cloudwatch_metric_alarm" "count" {
  for_each = var.alarms ? local.count_alarms : {}

  alarm_name          = "${local.full_name}-${each.key}"
  alarm_description   = each.value.description
  namespace           = var.metrics_namespace
  metric_name         = each.value.metric
  dimensions          = { Lock = var.name }
  statistic           = "Sum"
  period              = each.value.period
  evaluation_periods  = each.value.periods
  datapoints_to_alarm = each.value.datapoints
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
  tags                = var.tags
}

# It is as the last audit found it, whenever that was: a door does not close because nobody looks. A minute, so that
# an audit right after the remedy is not outshone by the one before.
resource "aws_cloudwatch_metric_alarm" "open_doors" {
  count = var.alarms ? 1 : 0

  alarm_name          = "${local.full_name}-open-doors"
  alarm_description   = "The API can be reached without the secret. An audit's answer names each way past the lock and how to close it (make audit)."
  namespace           = var.metrics_namespace
  metric_name         = "OpenDoors"
  dimensions          = { Lock = var.name }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "ignore"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
  tags                = var.tags
}

locals {
  findings_alarms = {
    findings-refuse = {
      metric      = "FindingsRefusing"
      description = "Something refuses viewers, or will as soon as the gate closes. The audit's answer (make audit) names it and what to do."
    }
    findings-hinder = {
      metric      = "FindingsHindering"
      description = "The next rotation or repair cannot be made. The audit's answer (make audit) names what hinders it and what to do."
    }
  }

  # Whole days within which an audit must come, with the first, an interval late, and the day that is not over; null
  # where an alarm cannot look back on as many.
  audit_days = try([for days in [ceil(module.audit.rate_seconds / 86400) + 2] : days if days <= 7][0], null)
}

resource "aws_cloudwatch_metric_alarm" "findings" {
  for_each = var.alarms ? local.findings_alarms : {}

  alarm_name          = "${local.full_name}-${each.key}"
  alarm_description   = each.value.description
  namespace           = var.metrics_namespace
  metric_name         = each.value.metric
  dimensions          = { Lock = var.name }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "ignore"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
  tags                = var.tags
}

# What audits find is worth nothing once they stop. Each tick counts none, so that no data is another alarm's.
resource "aws_cloudwatch_metric_alarm" "audits_stopped" {
  count = var.alarms && local.audit_days != null ? 1 : 0

  alarm_name          = "${local.full_name}-audits-stopped"
  alarm_description   = "No audit has come to its end since the one before last was due, so nobody looks for ways past the lock. Run one (make audit); the worker's log says why the scheduled ones fail: ${local.worker_log}"
  namespace           = var.metrics_namespace
  metric_name         = "Audits"
  dimensions          = { Lock = var.name }
  statistic           = "Sum"
  period              = 86400
  evaluation_periods  = local.audit_days
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
  tags                = var.tags
}

# Lambda's own count: it sees time-outs and starts that failed, too. One failure is the next tick's to mend.
resource "aws_cloudwatch_metric_alarm" "errors" {
  count = var.alarms ? 1 : 0

  alarm_name          = "${local.full_name}-errors"
  alarm_description   = "The worker keeps failing; its log says which resource, which operation and what to do: ${local.worker_log}"
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  dimensions          = { FunctionName = aws_lambda_function.worker.function_name }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 2
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
  tags                = var.tags
}

resource "aws_cloudwatch_metric_alarm" "dead_letters" {
  count = var.alarms ? 1 : 0

  alarm_name          = "${local.full_name}-dead-letters"
  alarm_description   = "A rotation, or a schedule's call of the worker, was given up. The message in the queue says why: aws sqs receive-message --queue-url ${aws_sqs_queue.dead_letters.url} --message-attribute-names All --region ${local.region}"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = aws_sqs_queue.dead_letters.name }
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarm_actions
  ok_actions          = local.alarm_actions
  tags                = var.tags
}
