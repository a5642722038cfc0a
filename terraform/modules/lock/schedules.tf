# When to rotate, and when to audit.
module "rotation" {
  source = "../schedule"

  schedule       = var.rotation_schedule
  window_minutes = var.rotation_window_minutes
}

module "audit" {
  source = "../schedule"

  schedule = var.audit_schedule
}

resource "aws_scheduler_schedule_group" "this" {
  name = local.full_name
  tags = var.tags
}

resource "aws_scheduler_schedule" "tick" {
  name                = "tick"
  description         = "Continues and heals the lock ${var.name}."
  group_name          = aws_scheduler_schedule_group.this.name
  schedule_expression = "rate(1 minute)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_lambda_alias.tick.arn
    role_arn = aws_iam_role.scheduler.arn
    input    = jsonencode({ action = "tick" })

    retry_policy {
      maximum_event_age_in_seconds = 60
      maximum_retry_attempts       = 0
    }

    dead_letter_config {
      arn = aws_sqs_queue.dead_letters.arn
    }
  }

  # At destroy the schedules must be gone before the clean-up: a late tick would make a key after it.
  depends_on = [aws_iam_role_policy.scheduler, aws_lambda_invocation.disengage]
}

resource "aws_scheduler_schedule" "rotate" {
  name                = "rotate"
  description         = "Rotates the secret of the lock ${var.name}: ${var.rotation_schedule}."
  group_name          = aws_scheduler_schedule_group.this.name
  schedule_expression = module.rotation.expression
  # Without it a rate() fires as soon as it is made.
  start_date = module.rotation.start_date

  flexible_time_window {
    mode                      = module.rotation.window_minutes == 0 ? "OFF" : "FLEXIBLE"
    maximum_window_in_minutes = module.rotation.window_minutes == 0 ? null : module.rotation.window_minutes
  }

  target {
    arn      = aws_lambda_alias.rotate.arn
    role_arn = aws_iam_role.scheduler.arn
    # Not by jsonencode, which would escape the angle brackets that Scheduler looks for. The time
    # that the rotation was due at is its request id: delivered twice, it rotates once.
    input = "{\"action\":\"rotate\",\"request_id\":\"<aws.scheduler.scheduled-time>\"}"

    retry_policy {
      maximum_event_age_in_seconds = 21600
      maximum_retry_attempts       = 20
    }

    dead_letter_config {
      arn = aws_sqs_queue.dead_letters.arn
    }
  }

  depends_on = [aws_iam_role_policy.scheduler, aws_lambda_invocation.disengage]

  lifecycle {
    ignore_changes = [start_date]
    # A new rate needs a new start date, and an update would send the old one again.
    replace_triggered_by = [terraform_data.rotation_expression]
  }
}

resource "terraform_data" "rotation_expression" {
  input = module.rotation.expression
}

# Looks for ways past the lock, which appear when somebody else changes the API. It only reads, and a
# look that was missed is worth making up for: so it goes where rotations go.
resource "aws_scheduler_schedule" "audit" {
  count = var.audit_schedule == null ? 0 : 1

  name                = "audit"
  description         = "Looks for ways past the lock ${var.name}: ${var.audit_schedule}."
  group_name          = aws_scheduler_schedule_group.this.name
  schedule_expression = module.audit.expression
  # Not before the lock is in place: until then all doors are open, and the alarm would ring.
  start_date = module.audit.start_date

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_lambda_alias.rotate.arn
    role_arn = aws_iam_role.scheduler.arn
    input    = jsonencode({ action = "audit" })

    retry_policy {
      maximum_event_age_in_seconds = 21600
      maximum_retry_attempts       = 20
    }

    dead_letter_config {
      arn = aws_sqs_queue.dead_letters.arn
    }
  }

  depends_on = [aws_iam_role_policy.scheduler, aws_lambda_invocation.disengage]

  lifecycle {
    ignore_changes       = [start_date]
    replace_triggered_by = [terraform_data.audit_expression]
  }
}

resource "terraform_data" "audit_expression" {
  input = var.audit_schedule
}
