locals {
  # Months have no rate(), so that these three go by the calendar, at 03:00 UTC of the first day.
  named_schedules = {
    Daily       = { expression = "rate(1 day)", days = 1 }
    Fortnightly = { expression = "rate(14 days)", days = 14 }
    Monthly     = { expression = "cron(0 3 1 * ? *)", days = 31 }
    Bimonthly   = { expression = "cron(0 3 1 1/2 ? *)", days = 62 }
    Quarterly   = { expression = "cron(0 3 1 1/3 ? *)", days = 92 }
  }

  expression = try(local.named_schedules[var.schedule].expression, var.schedule)

  seconds_per = { minute = 60, hour = 3600, day = 86400 }

  # Null for a cron(), and for none.
  rate_seconds = try(
    [for rate in [regex("^rate\\((?P<count>[0-9]+) (?P<unit>minute|hour|day)s?\\)$", local.expression)] : tonumber(rate.count) * local.seconds_per[rate.unit]][0],
    null,
  )
}
