# As there was always one.
moved {
  from = aws_cloudwatch_log_resource_policy.waf
  to   = aws_cloudwatch_log_resource_policy.waf[0]
}
