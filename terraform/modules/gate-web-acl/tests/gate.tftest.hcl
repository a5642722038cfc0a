mock_provider "aws" {
  # What a run would learn of an apply, it learns of the plan, in a third of the time.
  override_during = plan

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_data "aws_region" {
    defaults = { name = "eu-west-1" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_resource "aws_wafv2_rule_group" {
    defaults = { arn = "arn:aws:wafv2:eu-west-1:123456789012:regional/rulegroup/origin-lock-petstore-100/00000000-0000-0000-0000-000000000000" }
  }

  mock_resource "aws_wafv2_web_acl" {
    defaults = { arn = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/origin-lock-petstore/00000000-0000-0000-0000-000000000000" }
  }

  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-west-1:123456789012:log-group:aws-waf-logs-origin-lock-petstore" }
  }
}

variables {
  lock = {
    name               = "petstore"
    region             = "eu-west-1"
    partition          = "aws"
    stages             = [{ rest_api_id = "abcdef1234", stage = "prod", api = "abcdef1234" }]
    released           = []
    named              = []
    log_retention_days = 30
    log_kms_key_arn    = null
    alarms             = true
    alarm_actions      = ["arn:aws:sns:eu-west-1:123456789012:here"]
    tags               = {}
  }
  web_acl = { create = {} }
}

run "makes_a_rule_group_without_rules_in_a_web_acl_on_the_stage" {
  command = plan

  assert {
    condition     = length(aws_wafv2_rule_group.lock.rule) == 0 && aws_wafv2_rule_group.lock.scope == "REGIONAL" && aws_wafv2_rule_group.lock.capacity == 100
    error_message = "The rules are the worker's: Terraform makes none."
  }

  assert {
    condition     = !aws_wafv2_rule_group.lock.visibility_config[0].sampled_requests_enabled
    error_message = "A sample would show the secret."
  }

  assert {
    condition = { for key, association in aws_wafv2_web_acl_association.stage : key => "${association.resource_arn} ${association.web_acl_arn}" } == {
      "abcdef1234/prod" = "arn:aws:apigateway:eu-west-1::/restapis/abcdef1234/stages/prod arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/origin-lock-petstore/00000000-0000-0000-0000-000000000000"
    }
    error_message = "The web ACL stands in front of the stage."
  }

  assert {
    condition = tomap(output.worker.environment) == tomap({
      ORIGIN_LOCK_GATE           = "web-acl"
      ORIGIN_LOCK_RULE_GROUP_ARN = "arn:aws:wafv2:eu-west-1:123456789012:regional/rulegroup/origin-lock-petstore-100/00000000-0000-0000-0000-000000000000"
    })
    error_message = "The worker must be told the gate and the rule group."
  }

  assert {
    condition     = output.header_name == "x-origin-verify" && output.web_acl_arn == "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/origin-lock-petstore/00000000-0000-0000-0000-000000000000"
    error_message = "The header that carries the secret, and the web ACL that looks for it."
  }

  assert {
    condition = { for statement in output.worker.iam_statements : statement.sid => { actions = statement.actions, resources = statement.resources } } == {
      RuleGroup = {
        actions   = ["wafv2:GetRuleGroup", "wafv2:UpdateRuleGroup"]
        resources = ["arn:aws:wafv2:eu-west-1:123456789012:regional/rulegroup/origin-lock-petstore-100/00000000-0000-0000-0000-000000000000"]
      }
    }
    error_message = "Nothing but the lock's own rule group may be written."
  }

  assert {
    condition = flatten(output.worker.widgets[*].metrics) == [
      "AWS/WAFV2", "CountedRequests", "Region", "eu-west-1", "RuleGroup", aws_wafv2_rule_group.lock.visibility_config[0].metric_name, "Rule", "origin-lock",
      "AWS/WAFV2", "BlockedRequests", "Region", "eu-west-1", "RuleGroup", aws_wafv2_rule_group.lock.visibility_config[0].metric_name, "Rule", "origin-lock",
    ] && strcontains(file("../../../lambda/rotation/src/main/java/io/originlock/webacl/LockRule.java"), "String NAME = \"origin-lock\"")
    error_message = "WAF counts by region, group and rule whom the gate would refuse; the worker names the rule's metric."
  }
}

run "stands_in_front_of_all_stages_but_the_released" {
  command = plan

  variables {
    lock = merge(var.lock, {
      stages = [
        { rest_api_id = "abcdef1234", stage = "prod", api = "petstore" },
        { rest_api_id = "abcdef1234", stage = "beta", api = "petstore" },
        { rest_api_id = "zyxwvu9876", stage = "prod", api = "zyxwvu9876" },
      ]
      released = ["abcdef1234/beta"]
    })
  }

  assert {
    condition = { for key, association in aws_wafv2_web_acl_association.stage : key => association.resource_arn } == {
      "petstore/prod"   = "arn:aws:apigateway:eu-west-1::/restapis/abcdef1234/stages/prod"
      "zyxwvu9876/prod" = "arn:aws:apigateway:eu-west-1::/restapis/zyxwvu9876/stages/prod"
    }
    error_message = "The removal of one stage must not detach another, and a released one is let go."
  }
}

run "leaves_a_web_acl_of_the_users_to_the_user" {
  command = plan

  variables {
    web_acl = { existing = { arn = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/mine/00000000-0000-0000-0000-000000000000" } }
  }

  assert {
    condition     = length(module.web_acl) == 0 && length(aws_wafv2_web_acl_association.stage) == 0
    error_message = "No other web ACL must be made, and none attached."
  }

  assert {
    condition     = output.web_acl_arn == "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/mine/00000000-0000-0000-0000-000000000000"
    error_message = "The user's web ACL is the lock's."
  }
}

run "refuses_a_web_acl_for_distributions" {
  command = plan

  variables {
    web_acl = { existing = { arn = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/mine/00000000-0000-0000-0000-000000000000" } }
  }

  expect_failures = [var.web_acl]
}

run "refuses_a_web_acl_of_waf_classic" {
  command = plan

  variables {
    web_acl = { existing = { arn = "arn:aws:waf-regional:eu-west-1:123456789012:webacl/00000000-0000-0000-0000-000000000000" } }
  }

  expect_failures = [var.web_acl]
}

run "refuses_a_web_acl_of_another_region" {
  command = plan

  variables {
    web_acl = { existing = { arn = "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/mine/00000000-0000-0000-0000-000000000000" } }
  }

  expect_failures = [var.web_acl]
}

run "refuses_what_aws_would_refuse" {
  command = plan

  variables {
    web_acl  = { existing = { arn = "mine" } }
    capacity = 23
  }

  expect_failures = [var.web_acl, var.capacity]
}

run "refuses_a_rule_group_before_the_locks" {
  command = plan

  variables {
    web_acl  = { create = { rule_groups = [{ name = "mine", arn = "arn:aws:wafv2:eu-west-1:123456789012:regional/rulegroup/mine/00000000-0000-0000-0000-000000000000", priority = 0 }] } }
    capacity = 5001
  }

  expect_failures = [var.web_acl, var.capacity]
}

run "refuses_to_choose_between_yours_and_one_that_displaces_it" {
  command = plan

  variables {
    web_acl = {}
  }

  expect_failures = [var.web_acl]
}

run "refuses_both" {
  command = plan

  variables {
    web_acl = { create = {}, existing = { arn = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/mine/00000000-0000-0000-0000-000000000000" } }
  }

  expect_failures = [var.web_acl]
}

run "stands_in_front_of_a_stage_that_joins_when_the_worker_names_it" {
  command = plan

  variables {
    lock = merge(var.lock, {
      stages = [{ rest_api_id = "abcdef1234", stage = "prod", api = "petstore" }, { rest_api_id = "zyxwvu9876", stage = "prod", api = "orders" }]
      named  = ["E1234567890ABC", "abcdef1234/prod"]
    })
  }

  assert {
    condition     = keys(aws_wafv2_web_acl_association.stage) == ["petstore/prod"]
    error_message = "Until every edge presents, its viewers would be refused."
  }
}

run "counts_whom_it_blocks_if_that_is_wanted" {
  command = plan

  variables {
    blocked_requests = 500
  }

  assert {
    condition = [for alarm in aws_cloudwatch_metric_alarm.blocked : "${alarm.namespace} ${alarm.metric_name} ${alarm.threshold} ${jsonencode(alarm.dimensions)} ${join(" ", alarm.alarm_actions)}"] == [
      "AWS/WAFV2 BlockedRequests 500 {\"Region\":\"eu-west-1\",\"Rule\":\"origin-lock\",\"RuleGroup\":\"origin-lock-petstore\"} arn:aws:sns:eu-west-1:123456789012:here"
    ]
    error_message = "The rule group's own count."
  }
}

run "counts_nobody_by_default" {
  command = plan

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.blocked) == 0
    error_message = "A stranger would raise it."
  }
}

run "refuses_half_a_request" {
  command = plan

  variables {
    blocked_requests = 0.5
  }

  expect_failures = [var.blocked_requests]
}
