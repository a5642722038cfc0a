mock_provider "aws" {
  # What a run would learn of an apply, it learns of the plan, in a third of the time.
  override_during = plan

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
  command = plan

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
    condition = (
      alltrue([for rule in aws_wafv2_web_acl.this.rule : rule.visibility_config[0].sampled_requests_enabled])
      && aws_wafv2_web_acl.this.visibility_config[0].sampled_requests_enabled
    )
    error_message = "Viewers' requests hold no secret: they are sampled."
  }

  assert {
    condition = [for rule in aws_wafv2_web_acl.this.rule :
      rule.statement[0].rate_based_statement[0].aggregate_key_type if rule.name == "rate-limit"
    ] == ["IP"]
    error_message = "A viewer is known by his address."
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
  command = plan

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

run "in_front_of_an_api_it_knows_viewers_by_the_forwarded_address_and_keeps_no_secret" {
  command = plan

  variables {
    scope            = "REGIONAL"
    redacted_headers = ["authorization"]
    rule_groups = [{
      name     = "lock"
      arn      = "arn:aws:wafv2:eu-west-1:123456789012:regional/rulegroup/lock/00000000-0000-0000-0000-000000000000"
      priority = 0
    }]
  }

  override_data {
    target = data.aws_region.current
    values = { name = "eu-west-1" }
  }

  assert {
    condition = [for rule in aws_wafv2_web_acl.this.rule :
      [for limit in rule.statement[0].rate_based_statement : "${limit.aggregate_key_type} ${limit.forwarded_ip_config[0].header_name}"] if rule.name == "rate-limit"
    ] == [["FORWARDED_IP X-Forwarded-For"]]
    error_message = "CloudFront's own address stands for all viewers."
  }

  assert {
    condition = (
      !anytrue([for rule in aws_wafv2_web_acl.this.rule : rule.visibility_config[0].sampled_requests_enabled])
      && !aws_wafv2_web_acl.this.visibility_config[0].sampled_requests_enabled
    )
    error_message = "A sample would show the secret."
  }

  assert {
    condition     = toset(flatten(aws_wafv2_web_acl_logging_configuration.this.redacted_fields[*].single_header[*].name)) == toset(["authorization", "x-origin-verify"])
    error_message = "The secret is redacted, whatever else is."
  }

  assert {
    condition = [for rule in aws_wafv2_web_acl.this.rule :
      { arn = rule.statement[0].rule_group_reference_statement[0].arn, priority = rule.priority, overridden = length(rule.override_action[0].none) == 0 } if rule.name == "lock"
    ] == [{ arn = "arn:aws:wafv2:eu-west-1:123456789012:regional/rulegroup/lock/00000000-0000-0000-0000-000000000000", priority = 0, overridden = false }]
    error_message = "A rule group is asked where its priority says, and does what its rules say."
  }
}

run "holds_nothing_that_is_not_wanted" {
  command = plan

  variables {
    rate_limit     = null
    managed_groups = []
  }

  assert {
    condition     = length(aws_wafv2_web_acl.this.rule) == 0
    error_message = "No rate limit and no managed groups."
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
    rate_limit         = 5
    counted_rules      = { AWSManagedRulesSQLiRuleSet = ["SQLi_BODY"] }
    log_retention_days = 31
    redacted_headers   = ["X-Api-Key"]
    log_kms_key_arn    = "mine"
  }

  expect_failures = [var.name, var.rate_limit, var.counted_rules, var.log_retention_days, var.redacted_headers, var.log_kms_key_arn]
}

run "refuses_what_there_is_not" {
  command = plan

  variables {
    scope          = "GLOBAL"
    managed_groups = ["AWSManagedRulesSQLiRuleSet"]
  }

  expect_failures = [var.scope, var.managed_groups]
}

run "refuses_to_count_a_group_that_is_not_asked_and_a_rule_group_in_the_place_of_another_rule" {
  command = plan

  variables {
    managed_groups = []
    counted_rules  = { AWSManagedRulesCommonRuleSet = ["SizeRestrictions_BODY"] }
    rule_groups    = [{ name = "mine", arn = "arn:aws:wafv2:us-east-1:123456789012:global/rulegroup/mine/00000000-0000-0000-0000-000000000000", priority = 30 }]
  }

  expect_failures = [var.counted_rules, var.rule_groups]
}

run "refuses_two_rule_groups_of_one_name" {
  command = plan

  variables {
    rule_groups = [
      { name = "mine", arn = "arn:aws:wafv2:us-east-1:123456789012:global/rulegroup/mine/00000000-0000-0000-0000-000000000000", priority = 1 },
      { name = "mine", arn = "arn:aws:wafv2:us-east-1:123456789012:global/rulegroup/mine/00000000-0000-0000-0000-000000000001", priority = 2 },
    ]
  }

  expect_failures = [var.rule_groups]
}

run "refuses_what_is_no_rule_group" {
  command = plan

  variables {
    rule_groups = [{ name = "mine", arn = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/mine/00000000-0000-0000-0000-000000000000", priority = 0 }]
  }

  expect_failures = [var.rule_groups]
}

run "refuses_a_rule_group_of_the_other_scope" {
  command = plan

  variables {
    rule_groups = [{ name = "mine", arn = "arn:aws:wafv2:eu-west-1:123456789012:regional/rulegroup/mine/00000000-0000-0000-0000-000000000000", priority = 0 }]
  }

  expect_failures = [var.rule_groups]
}

run "logs_by_a_resource_policy_of_the_users" {
  command = plan

  variables {
    log_resource_policy = false
  }

  assert {
    condition     = length(aws_cloudwatch_log_resource_policy.waf) == 0 && length(aws_wafv2_web_acl_logging_configuration.this.log_destination_configs) == 1
    error_message = "WAF must log, and no policy be made: an account has ten."
  }
}
