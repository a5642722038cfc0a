output "worker" {
  description = "What the lock's worker must know of this gate and may do for it, and what cannot be exchanged while the lock is on: module lock's `gate`."
  value = {
    environment = {
      ORIGIN_LOCK_GATE           = "web-acl"
      ORIGIN_LOCK_RULE_GROUP_ARN = aws_wafv2_rule_group.lock.arn
    }
    iam_statements = local.statements
    stands_on      = {}
    # The rule's own metric is named by the worker. In a group, WAF counts by rule, never by web ACL.
    widgets = [{
      title = "Requests without the secret: counted while the gate is open, blocked when it is closed"
      metrics = [for metric in ["CountedRequests", "BlockedRequests"] :
        ["AWS/WAFV2", metric, "Region", var.lock.region, "RuleGroup", local.full_name, "Rule", "origin-lock"]
      ]
      stat = "Sum"
    }]
  }

  # The worker refuses to lock a stage that no web ACL stands in front of: it begins after this.
  depends_on = [aws_wafv2_web_acl_association.stage, var.web_acl, var.after]
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
  description = "The REGIONAL web ACL in front of the stages, null where it is yours and was not named."
  value       = local.web_acl_arn
}
