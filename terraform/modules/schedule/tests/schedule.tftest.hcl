run "daily" {
  command = plan

  variables {
    schedule       = "Daily"
    window_minutes = 60
  }

  assert {
    condition     = output.expression == "rate(1 day)" && output.rate_seconds == 86400 && output.interval_seconds == 86400 && output.window_minutes == 60
    error_message = "Daily is a rate of a day."
  }

  assert {
    condition     = output.start_date == timeadd(plantimestamp(), "24h")
    error_message = "A rate() must not fire as soon as it is made."
  }
}

run "fortnightly" {
  command = plan

  variables {
    schedule = "Fortnightly"
  }

  assert {
    condition     = output.expression == "rate(14 days)" && output.interval_seconds == 14 * 86400
    error_message = "Fortnightly is every 14 days."
  }
}

run "monthly" {
  command = plan

  variables {
    schedule       = "Monthly"
    window_minutes = 1440
  }

  assert {
    condition     = output.expression == "cron(0 3 1 * ? *)" && output.interval_seconds == 31 * 86400
    error_message = "Monthly is by the calendar."
  }

  assert {
    condition     = output.rate_seconds == null && output.start_date == null && output.window_minutes == 1440
    error_message = "The calendar says when, and no window is too long for it."
  }
}

run "bimonthly_is_every_two_months" {
  command = plan

  variables {
    schedule = "Bimonthly"
  }

  assert {
    condition     = output.expression == "cron(0 3 1 1/2 ? *)" && output.interval_seconds == 62 * 86400
    error_message = "Bimonthly is every two months, not twice a month."
  }
}

run "quarterly" {
  command = plan

  variables {
    schedule = "Quarterly"
  }

  assert {
    condition     = output.expression == "cron(0 3 1 1/3 ? *)" && output.interval_seconds == 92 * 86400
    error_message = "Quarterly is every three months."
  }
}

run "any_rate" {
  command = plan

  variables {
    schedule       = "rate(20 minutes)"
    window_minutes = 60
  }

  assert {
    condition     = output.expression == "rate(20 minutes)" && output.rate_seconds == 1200 && output.interval_seconds == 1200
    error_message = "A rate() is taken as it is."
  }

  assert {
    condition     = output.window_minutes == 10
    error_message = "The window must be shorter than the rate."
  }
}

run "a_rate_of_one_hour" {
  command = plan

  variables {
    schedule = "rate(1 hour)"
  }

  assert {
    condition     = output.rate_seconds == 3600 && output.window_minutes == 0
    error_message = "The singular is a rate, too, and no window remains none."
  }
}

run "any_cron" {
  command = plan

  variables {
    schedule = "cron(15 4 ? * SUN#1 *)"
  }

  assert {
    condition     = output.expression == "cron(15 4 ? * SUN#1 *)" && output.rate_seconds == null && output.interval_seconds == 92 * 86400
    error_message = "A cron() is taken as it is, and may be as rare as a quarter's."
  }
}

run "none" {
  command = plan

  variables {
    schedule = null
  }

  assert {
    condition     = output.expression == null && output.rate_seconds == null && output.start_date == null
    error_message = "Null is none."
  }
}
