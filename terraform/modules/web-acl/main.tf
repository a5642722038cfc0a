data "aws_region" "current" {}

locals {
  # Provider 6 calls it region and deprecates both names by which provider 5 knows it.
  region = lookup(data.aws_region.current, "region", lookup(data.aws_region.current, "name", ""))

  regional = var.scope == "REGIONAL"

  # In the order in which they are asked. The rate limit comes first: it is the cheapest way to be refused.
  managed_groups = {
    AWSManagedRulesAmazonIpReputationList = 20
    AWSManagedRulesKnownBadInputsRuleSet  = 30
    AWSManagedRulesCommonRuleSet          = 40
  }

  # Samples show all headers, and those that CloudFront sends to an API hold the lock's secret.
  # Viewers' requests, which a web ACL of scope CLOUDFRONT sees, do not.
  sampled_requests = coalesce(var.sampled_requests, !local.regional)
}

resource "aws_wafv2_web_acl" "this" {
  name        = var.name
  description = local.regional ? "In front of the API's stages behind the lock ${var.name}." : "In front of the origin-lock distribution ${var.name}."
  scope       = var.scope

  default_action {
    allow {}
  }

  dynamic "rule" {
    for_each = var.rule_groups

    content {
      name     = rule.value.name
      priority = rule.value.priority

      override_action {
        none {}
      }

      statement {
        rule_group_reference_statement {
          arn = rule.value.arn
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = "${var.name}-${rule.value.name}"
        sampled_requests_enabled   = local.sampled_requests
      }
    }
  }

  dynamic "rule" {
    for_each = var.rate_limit[*]

    content {
      name     = "rate-limit"
      priority = 10

      action {
        block {}
      }

      statement {
        rate_based_statement {
          limit = rule.value
          # An API behind CloudFront gets its requests from CloudFront's addresses, a few for all viewers.
          aggregate_key_type = local.regional ? "FORWARDED_IP" : "IP"

          dynamic "forwarded_ip_config" {
            for_each = local.regional ? ["X-Forwarded-For"] : []

            content {
              header_name       = forwarded_ip_config.value
              fallback_behavior = "MATCH"
            }
          }
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = "${var.name}-rate-limit"
        sampled_requests_enabled   = local.sampled_requests
      }
    }
  }

  dynamic "rule" {
    for_each = { for name, priority in local.managed_groups : name => priority if contains(var.managed_groups, name) }

    content {
      name     = rule.key
      priority = rule.value

      override_action {
        none {}
      }

      statement {
        managed_rule_group_statement {
          vendor_name = "AWS"
          name        = rule.key

          dynamic "rule_action_override" {
            for_each = lookup(var.counted_rules, rule.key, [])

            content {
              name = rule_action_override.value

              action_to_use {
                count {}
              }
            }
          }
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = "${var.name}-${rule.key}"
        sampled_requests_enabled   = local.sampled_requests
      }
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = var.name
    sampled_requests_enabled   = local.sampled_requests
  }

  tags = var.tags

  lifecycle {
    precondition {
      condition     = local.regional || local.region == "us-east-1"
      error_message = "A web ACL of scope CLOUDFRONT lives in us-east-1: pass the module a provider of that region, providers = { aws = aws.us_east_1 }."
    }
  }
}
