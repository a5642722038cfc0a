# What each schedule means: ../schedule/tests.
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
    environment    = { ORIGIN_LOCK_GATE = "api-key" }
    iam_statements = []
  }
  distributions = [{ id = "E1234567890ABC", origins = ["api"] }]
  stages        = [{ rest_api_id = "abcdef1234", stage = "prod" }]
}

run "daily_and_an_audit_a_day" {
  command = plan

  variables {
    rotation_schedule = "Daily"
  }

  assert {
    condition     = output.rotation_expression == "rate(1 day)"
    error_message = "Daily is a rate of a day."
  }

  assert {
    condition     = timecmp(aws_scheduler_schedule.rotate.start_date, timeadd(plantimestamp(), "23h")) > 0
    error_message = "A rate() must not fire as soon as it is made."
  }

  assert {
    condition     = aws_scheduler_schedule.audit[0].schedule_expression == "rate(1 day)" && jsondecode(aws_scheduler_schedule.audit[0].target[0].input) == { action = "audit" }
    error_message = "The audit runs daily."
  }

  assert {
    condition     = timecmp(aws_scheduler_schedule.audit[0].start_date, timeadd(plantimestamp(), "23h")) > 0
    error_message = "No audit of a lock that is being put on."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.open_doors[0].metric_name == "OpenDoors" && aws_cloudwatch_metric_alarm.open_doors[0].dimensions == tomap({ Lock = "petstore" }) && aws_cloudwatch_metric_alarm.open_doors[0].treat_missing_data == "ignore"
    error_message = "What the last audit found open rings until an audit finds it closed."
  }
}

run "any_rate_and_an_audit_by_the_calendar" {
  command = plan

  variables {
    rotation_schedule = "rate(20 minutes)"
    audit_schedule    = "cron(0 5 ? * MON-FRI *)"
  }

  assert {
    condition     = aws_scheduler_schedule.rotate.flexible_time_window[0].maximum_window_in_minutes == 10
    error_message = "The window must be shorter than the rate."
  }

  assert {
    condition     = timecmp(aws_scheduler_schedule.rotate.start_date, timeadd(plantimestamp(), "25m")) < 0
    error_message = "The first rotation comes after one interval."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.age["secret-age"].threshold == 1200 + 600 + 3600 + 7200
    error_message = "The limit of the secret's age follows the rate."
  }

  assert {
    condition     = aws_scheduler_schedule.audit[0].schedule_expression == "cron(0 5 ? * MON-FRI *)" && aws_scheduler_schedule.audit[0].start_date == null
    error_message = "A cron() is taken as it is."
  }
}

run "any_cron_and_no_audit" {
  command = plan

  variables {
    rotation_schedule       = "cron(15 4 ? * SUN#1 *)"
    rotation_window_minutes = 0
    audit_schedule          = null
  }

  assert {
    condition     = output.rotation_expression == "cron(15 4 ? * SUN#1 *)" && aws_scheduler_schedule.rotate.flexible_time_window[0].mode == "OFF"
    error_message = "A cron() is taken as it is."
  }

  assert {
    condition     = length(aws_scheduler_schedule.audit) == 0
    error_message = "Null is none."
  }
}
