locals {
  # Title, metrics of the worker's namespace and statistic, two in a row.
  own_widgets = [
    { title = "Age of the secret (s)", metrics = ["SecretAgeSeconds"], stat = "Maximum" },
    { title = "Age of the stage of a rotation (s)", metrics = ["StageAgeSeconds"], stat = "Maximum" },
    { title = "Viewers refused while the lock rests, by probes", metrics = ["ViewersRefused"], stat = "Sum" },
    { title = "Findings of audits: refusing viewers, hindering rotations", metrics = ["FindingsRefusing", "FindingsHindering"], stat = "Maximum" },
    { title = "Inconclusive probes, guard acted, errors", metrics = ["ProbeInconclusive", "GuardActed", "Errors"], stat = "Sum" },
    { title = "Setbacks, fights, overdue", metrics = ["Setbacks", "Fights", "Overdue"], stat = "Sum" },
    { title = "Open doors (by the audit), methods that are open to everybody", metrics = ["OpenDoors", "OpenMethods"], stat = "Maximum" },
  ]

  widgets = concat(
    [for index, widget in local.own_widgets : {
      title   = widget.title
      metrics = [for metric in widget.metrics : [var.metrics_namespace, metric, "Lock", var.name]]
      stat    = widget.stat
    }],
    [
      {
        title = "Worker: invocations, errors, throttles"
        metrics = [for metric in ["Invocations", "Errors", "Throttles"] :
          ["AWS/Lambda", metric, "FunctionName", aws_lambda_function.worker.function_name]
        ]
        stat = "Sum"
      },
      {
        title   = "Dead letters"
        metrics = [["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", aws_sqs_queue.dead_letters.name]]
        stat    = "Maximum"
      },
    ],
    var.gate.widgets,
  )
}

resource "aws_cloudwatch_dashboard" "this" {
  count = var.dashboard ? 1 : 0

  dashboard_name = local.full_name

  dashboard_body = jsonencode({
    widgets = [for index, widget in local.widgets : {
      type   = "metric"
      x      = index % 2 * 12
      y      = floor(index / 2) * 6
      width  = 12
      height = 6
      properties = {
        title   = widget.title
        metrics = widget.metrics
        stat    = widget.stat
        period  = 60
        region  = local.region
        view    = "timeSeries"
      }
    }]
  })
}
