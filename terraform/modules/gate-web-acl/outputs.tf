output "environment" {
  description = "What the lock's worker must know of this gate, as environment variables."
  value = {
    ORIGIN_LOCK_GATE           = "web-acl"
    ORIGIN_LOCK_RULE_GROUP_ARN = aws_wafv2_rule_group.lock.arn
  }

  # The worker refuses to lock a stage that no web ACL stands in front of: it begins after this.
  depends_on = [aws_wafv2_web_acl_association.stage, var.existing_web_acl]
}

output "iam_statements" {
  description = "What the lock's worker must be allowed for this gate."
  value       = local.statements
}

output "header_name" {
  description = "The header that the rule group looks for the secret in; CloudFront adds it."
  value       = "x-origin-verify"
}

output "rule_group_arn" {
  description = "The rule group that the worker writes, for a web ACL of your own."
  value       = aws_wafv2_rule_group.lock.arn
}

output "web_acl_arn" {
  description = "The REGIONAL web ACL in front of the stages."
  value       = local.web_acl_arn
}
