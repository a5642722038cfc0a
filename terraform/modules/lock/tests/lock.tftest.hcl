# The module reads an ephemeral resource, which no mock_provider can serve: the real one plans, offline.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

variables {
  alarm_actions = ["arn:aws:sns:eu-west-1:123456789012:night"]
  name          = "petstore"
  region        = "eu-west-1"
  account_id    = "123456789012"
  package       = "./main.tf"

  gate = {
    environment = { ORIGIN_LOCK_GATE = "api-key", ORIGIN_LOCK_USAGE_PLAN_ID = "plan01" }
    iam_statements = [{
      sid       = "DeleteOwnKeys"
      actions   = ["apigateway:DELETE"]
      resources = ["arn:aws:apigateway:eu-west-1::/apikeys/*"]
      condition = { StringEquals = { "aws:ResourceTag/origin-lock" = ["petstore"] } }
    }]
  }

  distributions = [{
    id        = "E1234567890ABC"
    origins   = ["api"]
    probe_url = "https://d111111abcdef8.cloudfront.net/origin-lock-probe"
  }]
  stages = [{ rest_api_id = "abcdef1234", stage = "prod", probe_url = "https://abcdef1234.execute-api.eu-west-1.amazonaws.com/prod/origin-lock-probe" }]
}

run "by_default" {
  command = plan

  assert {
    condition = {
      for name, value in aws_lambda_function.worker.environment[0].variables : name => value
      if !contains(["ORIGIN_LOCK_DISTRIBUTIONS", "ORIGIN_LOCK_STAGES", "ORIGIN_LOCK_PROBE_PATHS", "JAVA_TOOL_OPTIONS"], name)
      } == {
      ORIGIN_LOCK_GATE               = "api-key"
      ORIGIN_LOCK_GRACE_SECONDS      = "3600"
      ORIGIN_LOCK_GRANTED            = "[]"
      ORIGIN_LOCK_MEMORY_SECONDS     = "604800"
      ORIGIN_LOCK_METRICS_NAMESPACE  = "OriginLock"
      ORIGIN_LOCK_NAME               = "petstore"
      ORIGIN_LOCK_PATH               = "/origin-lock/petstore"
      ORIGIN_LOCK_PROBES             = "20"
      ORIGIN_LOCK_SOAK_LIMIT_SECONDS = "1800"
      ORIGIN_LOCK_SOAK_SECONDS       = "300"
      ORIGIN_LOCK_USAGE_PLAN_ID      = "plan01"
    }
    error_message = "The worker's settings."
  }

  assert {
    condition = jsondecode(aws_lambda_function.worker.environment[0].variables.ORIGIN_LOCK_DISTRIBUTIONS) == [
      { id = "E1234567890ABC", origins = ["api"], probe_url = "https://d111111abcdef8.cloudfront.net/origin-lock-probe" },
    ]
    error_message = "The worker's distributions."
  }

  assert {
    condition = jsondecode(aws_lambda_function.worker.environment[0].variables.ORIGIN_LOCK_STAGES) == [
      { rest_api_id = "abcdef1234", stage = "prod", probe_url = "https://abcdef1234.execute-api.eu-west-1.amazonaws.com/prod/origin-lock-probe" },
    ]
    error_message = "The worker's stages."
  }

  assert {
    condition     = aws_lambda_function.worker.runtime == "java21" && aws_lambda_function.worker.publish && aws_lambda_function.worker.timeout == 900 && aws_lambda_function.worker.reserved_concurrent_executions == -1
    error_message = "The worker runs as a published version, in an account of any size."
  }

  assert {
    condition     = jsondecode(nonsensitive(aws_ssm_parameter.published.value)) == { schema = 1, lock = "petstore", sequence = 0, headers = [] }
    error_message = "The published parameter must begin empty."
  }

  assert {
    condition     = aws_ssm_parameter.published.type == "SecureString" && aws_ssm_parameter.published.name == "/origin-lock/petstore/published"
    error_message = "The published parameter is a SecureString below the lock's path."
  }

  assert {
    condition     = length(nonsensitive(output.presented)) == 0
    error_message = "There is no secret before the worker has made one."
  }

  assert {
    condition     = output.required_header == null && length(output.deployments) == 0
    error_message = "Nothing is required before, and nothing deployed."
  }

  assert {
    condition     = aws_lambda_function_event_invoke_config.tick.maximum_event_age_in_seconds == 60 && aws_lambda_function_event_invoke_config.tick.maximum_retry_attempts == 0
    error_message = "A tick that is a minute old is dropped."
  }

  assert {
    condition     = aws_lambda_function_event_invoke_config.rotate.maximum_event_age_in_seconds == 21600 && aws_lambda_function_event_invoke_config.rotate.maximum_retry_attempts == 2
    error_message = "A rotation is tried again for hours."
  }

  assert {
    condition     = strcontains(aws_scheduler_schedule.rotate.target[0].input, "<aws.scheduler.scheduled-time>") && jsondecode(aws_scheduler_schedule.rotate.target[0].input).action == "rotate"
    error_message = "Scheduler must find its placeholder unescaped."
  }

  assert {
    condition     = aws_scheduler_schedule.tick.schedule_expression == "rate(1 minute)" && aws_scheduler_schedule.tick.flexible_time_window[0].mode == "OFF"
    error_message = "A tick a minute."
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.age : alarm.treat_missing_data == "breaching"])
    error_message = "A schedule that never fires must raise the alarm."
  }

  assert {
    condition = toset(concat(
      [for alarm in aws_cloudwatch_metric_alarm.age : "lock age ${alarm.alarm_name}"],
      [for alarm in aws_cloudwatch_metric_alarm.count : "lock count ${alarm.alarm_name}"],
      ["lock dead_letters ${aws_cloudwatch_metric_alarm.dead_letters[0].alarm_name}"],
      ["lock errors ${aws_cloudwatch_metric_alarm.errors[0].alarm_name}"],
      [for alarm in aws_cloudwatch_metric_alarm.findings : "lock findings ${alarm.alarm_name}"],
      ["lock audits_stopped ${aws_cloudwatch_metric_alarm.audits_stopped[0].alarm_name}"],
      ["lock open_doors ${aws_cloudwatch_metric_alarm.open_doors[0].alarm_name}"],
    )) == toset(regexall("lock \\S+ \\S+", file("../../../lambda/rotation/src/test/resources/io/originlock/compatibility/alarms.txt")))
    error_message = "Alarms keep the names that they have had since commit 8aee6b5: people's own alarms and dashboards use them."
  }

  assert {
    # 31 days, the window, the grace and two hours.
    condition     = aws_cloudwatch_metric_alarm.age["secret-age"].threshold == 31 * 86400 + 3600 + 3600 + 7200
    error_message = "The limit of the secret's age follows the schedule."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.age["stage-age"].threshold == 3 * 300 + 1800 + 3600 + 7200
    error_message = "The limit of a stage's age follows soak, its limit and grace."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.age["stage-age"].dimensions == tomap({ Lock = "petstore" })
    error_message = "The worker's metrics go by lock."
  }

  assert {
    condition = {
      for name, alarm in aws_cloudwatch_metric_alarm.count : name => "${alarm.metric_name} ${alarm.datapoints_to_alarm} of ${alarm.evaluation_periods} times ${alarm.period}"
      } == {
      probe-inconclusive = "ProbeInconclusive 3 of 3 times 300"
      setbacks           = "Setbacks 1 of 1 times 300"
      fights             = "Fights 1 of 1 times 300"
      overdue            = "Overdue 2 of 2 times 300"
      clocks             = "ClocksApart 1 of 1 times 300"
      viewers-refused    = "ViewersRefused 1 of 3 times 60"
    }
    error_message = "A rotation that was taken back rings at once, a probe that shows nothing after a while, a lock that refuses viewers within minutes."
  }

  assert {
    condition = alltrue([
      for alarm in concat(
        values(aws_cloudwatch_metric_alarm.age), values(aws_cloudwatch_metric_alarm.count), values(aws_cloudwatch_metric_alarm.findings),
        aws_cloudwatch_metric_alarm.open_doors, aws_cloudwatch_metric_alarm.audits_stopped, aws_cloudwatch_metric_alarm.errors
      ) : can(regex("make (status|audit)|aws logs tail /aws/lambda/", alarm.alarm_description))
    ])
    error_message = "Whoever an alarm wakes is told what to type first."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.audits_stopped[0].evaluation_periods == 3 && aws_cloudwatch_metric_alarm.audits_stopped[0].treat_missing_data == "notBreaching"
    error_message = "Three days without an audit that is due each day must raise the alarm."
  }

  assert {
    condition     = output.rotation_expression == "cron(0 3 1 * ? *)" && aws_scheduler_schedule.rotate.start_date == null && aws_scheduler_schedule.rotate.flexible_time_window[0].maximum_window_in_minutes == 60
    error_message = "Monthly, by the calendar, within an hour."
  }
}

run "engages_at_creation_and_disengages_at_destroy" {
  command = plan

  variables {
    adopt_existing  = true
    force_disengage = true
  }

  assert {
    condition     = aws_lambda_invocation.engage.lifecycle_scope == "CREATE_ONLY" && jsondecode(aws_lambda_invocation.engage.input) == { action = "engage", adopt = true }
    error_message = "Engaging happens once."
  }

  assert {
    condition     = aws_lambda_invocation.disengage.lifecycle_scope == "CRUD" && jsondecode(aws_lambda_invocation.disengage.input) == { action = "disengage", force = true }
    error_message = "Disengaging happens at destroy."
  }

  assert {
    condition     = length(aws_lambda_invocation.enforce) == 0 && output.presented == null && toset(keys(output.commands)) == toset(["audit", "revoke", "rotate", "status"])
    error_message = "A header that nobody has named must not be taken off, and the owner closes this gate."
  }
}

run "presents_what_it_takes_over_from_the_first_apply_on" {
  command = plan

  variables {
    adopt_existing = true
    adopt_header   = { name = "x-api-key", value = "not-a-secret" }
  }

  assert {
    condition     = nonsensitive(output.presented) == [{ name = "x-api-key", value = "not-a-secret" }] && issensitive(output.presented)
    error_message = "The header that the distributions send goes on being sent."
  }

  assert {
    condition     = jsondecode(aws_lambda_invocation.engage.input) == { action = "engage", adopt = true }
    error_message = "The worker takes the value from the distributions."
  }
}

run "closes_the_gate_when_it_is_told_to" {
  command = plan

  variables {
    enforce = true
    gate    = { environment = { ORIGIN_LOCK_GATE = "request-validation" }, iam_statements = [] }
  }

  assert {
    condition     = aws_lambda_invocation.enforce[0].lifecycle_scope == "CRUD" && aws_lambda_invocation.enforce[0].input == "{\"action\":\"enforce\"}" && aws_lambda_invocation.enforce[0].triggers == null
    error_message = "Enforcing is undone by its delete alone, so nothing of it may ever change."
  }

  assert {
    condition     = aws_lambda_invocation.enforce[0].qualifier == aws_lambda_alias.rotate.name && jsondecode(split("'", output.commands.unenforce)[1]) == { action = "unenforce" }
    error_message = "The alias for everything but ticks, and the way back by hand."
  }
}

run "fails_where_the_worker_does_not_enforce" {
  command = plan

  variables {
    enforce = true
    gate    = { environment = { ORIGIN_LOCK_GATE = "web-acl" }, iam_statements = [] }
  }

  override_resource {
    target          = aws_lambda_invocation.enforce
    override_during = plan
    values          = { result = "{\"lock\":\"petstore\",\"action\":\"enforce\",\"outcome\":\"waiting\",\"message\":\"There is no lock.\",\"stage\":\"open\"}" }
  }

  expect_failures = [aws_lambda_invocation.enforce]
}

run "goes_on_after_an_answer_that_engaged" {
  command = plan

  override_resource {
    target          = aws_lambda_invocation.engage
    override_during = plan
    # As the very first worker answered; a later one says more.
    values = { result = "{\"lock\":\"petstore\",\"action\":\"engage\",\"outcome\":\"waiting\",\"message\":\"Engaged with g1.\",\"stage\":\"engage\"}" }
  }

  assert {
    condition     = aws_lambda_invocation.disengage.lifecycle_scope == "CRUD"
    error_message = "What depends on the engagement must be planned."
  }
}

run "fails_after_an_answer_that_engaged_nothing" {
  command = plan

  override_resource {
    target          = aws_lambda_invocation.engage
    override_during = plan
    values          = { result = "{\"lock\":\"petstore\",\"action\":\"engage\",\"outcome\":\"waiting\",\"message\":\"Another invocation carries on.\",\"stage\":\"open\"}" }
  }

  expect_failures = [aws_lambda_invocation.engage]
}

run "fails_after_the_answer_of_another_lock" {
  command = plan

  override_resource {
    target          = aws_lambda_invocation.engage
    override_during = plan
    values          = { result = "{\"lock\":\"orders\",\"action\":\"engage\",\"outcome\":\"done\",\"message\":\"\",\"stage\":\"idle\"}" }
  }

  expect_failures = [aws_lambda_invocation.engage]
}

run "fails_after_an_answer_of_no_worker" {
  command = plan

  override_resource {
    target          = aws_lambda_invocation.engage
    override_during = plan
    values          = { result = "null" }
  }

  expect_failures = [aws_lambda_invocation.engage]
}

run "findings_that_are_accepted" {
  command = plan

  variables {
    accepted_findings = [{ kind = "backend-receives-secret", place = "stage prod of REST API abcdef1234*", reason = "Lambda proxies of ours." }]
  }

  assert {
    condition     = jsondecode(aws_lambda_function.worker.environment[0].variables.ORIGIN_LOCK_ACCEPTED_FINDINGS) == [{ kind = "backend-receives-secret", place = "stage prod of REST API abcdef1234*", reason = "Lambda proxies of ours." }]
    error_message = "The worker must be told what its owner accepts."
  }
}
