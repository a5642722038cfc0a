locals {
  # One of them, with what this example says of it.
  gate = {
    api_key = var.gate != "api-key" ? null : {}
    request_validation = var.gate != "request-validation" ? null : {
      methods = length(var.open_methods) == 0 ? null : [for name in concat(local.method_names, ["GET ${local.probe_path}"]) : name if !contains(var.open_methods, name)]
    }
    signature = var.gate != "signature" ? null : {
      edge_package       = var.edge_package
      authorizer_package = var.authorizer_package
      window_seconds     = var.window_seconds
      signs_query        = var.signs_query
      keep_edge_function = var.keep_edge_function
    }
    web_acl = var.gate != "web-acl" ? null : {
      create = {
        rule_groups         = [for group in aws_wafv2_rule_group.bad_bots : { name = "bad-bots", arn = group.arn, priority = 1 }]
        log_resource_policy = var.log_resource_policy
      }
    }
  }

  # Here nobody calls yet, so the gate closes from the first apply on, where the worker closes it.
  enforce = coalesce(var.enforce, contains(["request-validation", "web-acl"], var.gate))

  demand_key       = var.gate == "api-key" && var.demand_key
  demand_signature = var.gate == "signature" && var.demand_key

  # What the protected methods say; with the other gates nothing, and no mark of a secret.
  required_parameters  = var.gate == "request-validation" ? module.origin_lock.request_parameters : {}
  request_validator_id = var.gate == "request-validation" ? module.origin_lock.request_validator_ids[aws_api_gateway_rest_api.petstore.id] : null
  authorizer_id        = var.gate == "signature" ? module.origin_lock.authorizer_ids[aws_api_gateway_rest_api.petstore.id] : null
}

# A rule of the user's own in the same web ACL: the lock's worker never touches it.
resource "aws_wafv2_rule_group" "bad_bots" {
  count = var.gate == "web-acl" ? 1 : 0

  name        = "${var.name}-bad-bots"
  description = "Blocks what calls itself a bad bot."
  scope       = "REGIONAL"
  # Containing something 10, in lower case 10, with room for as much again.
  capacity = 40

  rule {
    name     = "bad-bots"
    priority = 0

    action {
      block {}
    }

    statement {
      byte_match_statement {
        positional_constraint = "CONTAINS"
        search_string         = "bad-bot"

        field_to_match {
          single_header {
            name = "user-agent"
          }
        }

        text_transformation {
          priority = 0
          type     = "LOWERCASE"
        }
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "${var.name}-bad-bots"
      # CloudFront's requests hold the lock's secret, and a sample shows all headers.
      sampled_requests_enabled = false
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "${var.name}-bad-bots-group"
    sampled_requests_enabled   = false
  }
}
