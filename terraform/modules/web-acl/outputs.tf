output "arn" {
  description = "ARN of the web ACL: for a distribution's `web_acl_id`, or to be associated with a stage."
  value       = aws_wafv2_web_acl.this.arn
}

output "log_group_name" {
  description = "Where WAF's logs go."
  value       = aws_cloudwatch_log_group.waf.name
}
