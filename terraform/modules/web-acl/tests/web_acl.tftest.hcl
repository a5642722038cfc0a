mock_provider "aws" {
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_data "aws_region" {
    defaults = { name = "us-east-1" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_resource "aws_wafv2_web_acl" {
    defaults = { arn = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/petstore/00000000-0000-0000-0000-000000000000" }
  }

  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:us-east-1:123456789012:log-group:aws-waf-logs-petstore" }
  }
}

variables {
  name = "petstore"
}

run "holds_the_managed_groups_and_logs_without_the_locks_header" {
  assert {
    condition = toset([for rule in aws_wafv2_web_acl.this.rule : rule.name]) == toset([
      "rate-limit", "AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesCommonRuleSet",
    ])
    error_message = "The web ACL must hold the three managed groups and the rate limit."
  }

  assert {
    condition     = length(distinct([for rule in aws_wafv2_web_acl.this.rule : rule.priority])) == 4
    error_message = "No two rules may have one priority."
  }

  assert {
    condition     = aws_wafv2_web_acl.this.scope == "CLOUDFRONT" && length(aws_wafv2_web_acl.this.default_action[0].allow) == 1
    error_message = "It is for CloudFront, and lets pass what no rule blocks."
  }

  assert {
    condition     = contains(flatten(aws_wafv2_web_acl_logging_configuration.this.redacted_fields[*].single_header[*].name), "x-api-key")
    error_message = "The logs must not hold the lock's header."
  }

  assert {
    condition     = startswith(aws_cloudwatch_log_group.waf.name, "aws-waf-logs-")
    error_message = "WAF accepts no other log group."
  }
}

run "counts_the_rules_that_are_named" {
  variables {
    counted_rules = { AWSManagedRulesCommonRuleSet = ["SizeRestrictions_BODY"] }
  }

  assert {
    condition = [for rule in aws_wafv2_web_acl.this.rule :
      rule.statement[0].managed_rule_group_statement[0].rule_action_override[0].name if rule.name == "AWSManagedRulesCommonRuleSet"
    ] == ["SizeRestrictions_BODY"]
    error_message = "The named rule must count and not block."
  }
}

run "refuses_another_region" {
  command = plan

  override_data {
    target = data.aws_region.current
    values = { name = "eu-west-1" }
  }

  expect_failures = [aws_wafv2_web_acl.this]
}

run "refuses_what_waf_would_refuse" {
  command = plan

  variables {
    name               = "pet.store"
    scope              = "REGIONAL"
    rate_limit         = 5
    counted_rules      = { AWSManagedRulesSQLiRuleSet = ["SQLi_BODY"] }
    log_retention_days = 31
    redacted_headers   = ["X-Api-Key"]
    log_kms_key_arn    = "mine"
  }

  expect_failures = [var.name, var.scope, var.rate_limit, var.counted_rules, var.log_retention_days, var.redacted_headers, var.log_kms_key_arn]
}
