# Added to a copy of examples/petstore, which has the gate request-validation: two locks more, of the other
# gates, on the same distribution and the same stage.
#
# A lock asks the API itself whether its secret is accepted. So each needs a probe that only its own gate
# stands before: the methods say who demands what, and the web ACL lets the others' probes through.
locals {
  probes = { keys = "/keys-probe", firewall = "/firewall-probe" }

  behind = { distribution = module.edge.distribution, origins = module.edge.origins }
}

# What the three present together, so that none of them makes it.
module "edge" {
  source = "../../modules/edge"

  name               = var.name
  region             = var.region
  rest_api_id        = aws_api_gateway_rest_api.petstore.id
  stage              = local.stage
  presented          = concat(module.origin_lock.presented, module.keys.presented, module.firewall.presented)
  web_acl_arn        = module.web_acl.arn
  log_retention_days = var.log_retention_days
  destroy_logs       = true
}

module "web_acl" {
  source    = "../../modules/web-acl"
  providers = { aws = aws.us_east_1 }

  name = var.name
}

resource "aws_api_gateway_resource" "more" {
  for_each = local.probes

  rest_api_id = aws_api_gateway_rest_api.petstore.id
  parent_id   = aws_api_gateway_rest_api.petstore.root_resource_id
  path_part   = trimprefix(each.value, "/")
}

resource "aws_api_gateway_method" "more" {
  for_each = local.probes

  rest_api_id        = aws_api_gateway_rest_api.petstore.id
  resource_id        = aws_api_gateway_resource.more[each.key].id
  http_method        = "GET"
  authorization      = "NONE"
  api_key_required   = each.key == "keys"
  request_parameters = { "method.request.querystring.nonce" = false }
}

resource "aws_api_gateway_integration" "more" {
  for_each = local.probes

  rest_api_id       = aws_api_gateway_rest_api.petstore.id
  resource_id       = aws_api_gateway_resource.more[each.key].id
  http_method       = aws_api_gateway_method.more[each.key].http_method
  type              = "MOCK"
  request_templates = { "application/json" = jsonencode({ statusCode = 200 }) }
}

resource "aws_api_gateway_method_response" "more" {
  for_each = local.probes

  rest_api_id         = aws_api_gateway_rest_api.petstore.id
  resource_id         = aws_api_gateway_resource.more[each.key].id
  http_method         = aws_api_gateway_method.more[each.key].http_method
  status_code         = "200"
  response_parameters = { "method.response.header.x-origin-lock-probe" = false }
}

resource "aws_api_gateway_integration_response" "more" {
  for_each = local.probes

  rest_api_id        = aws_api_gateway_rest_api.petstore.id
  resource_id        = aws_api_gateway_resource.more[each.key].id
  http_method        = aws_api_gateway_integration.more[each.key].http_method
  status_code        = aws_api_gateway_method_response.more[each.key].status_code
  response_templates = aws_api_gateway_integration_response.probe.response_templates
}

resource "aws_wafv2_web_acl_association" "api" {
  resource_arn = aws_api_gateway_stage.prod.arn
  web_acl_arn  = aws_wafv2_web_acl.api.arn
}

resource "aws_wafv2_web_acl" "api" {
  name  = "api"
  scope = "REGIONAL"

  default_action {
    allow {}
  }

  dynamic "rule" {
    for_each = { 0 = local.probe_path, 1 = local.probes.keys }

    content {
      name     = "probe-${rule.key}"
      priority = rule.key

      action {
        allow {}
      }

      statement {
        byte_match_statement {
          positional_constraint = "EXACTLY"
          search_string         = "/${local.stage}${rule.value}"

          field_to_match {
            uri_path {}
          }

          text_transformation {
            priority = 0
            type     = "NONE"
          }
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = "probe-${rule.key}"
        sampled_requests_enabled   = false
      }
    }
  }

  rule {
    name     = "origin-lock"
    priority = 10

    override_action {
      none {}
    }

    statement {
      rule_group_reference_statement {
        arn = module.firewall.rule_group_arn
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "origin-lock"
      sampled_requests_enabled   = false
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "api"
    sampled_requests_enabled   = false
  }
}

module "keys" {
  source    = "../../modules/origin-lock"
  providers = { aws = aws, aws.us_east_1 = aws.us_east_1 }

  name          = "keys"
  package       = var.package
  gate          = { api_key = {} }
  distributions = [local.behind]
  stages        = [{ rest_api_id = aws_api_gateway_rest_api.petstore.id, stage = local.stage, api = "petstore" }]
  after         = aws_api_gateway_stage.prod
  probe_path    = local.probes.keys
  soak_seconds  = var.soak_seconds
  grace_seconds = var.grace_seconds
}

module "firewall" {
  source    = "../../modules/origin-lock"
  providers = { aws = aws, aws.us_east_1 = aws.us_east_1 }

  name          = "firewall"
  package       = var.package
  gate          = { web_acl = { existing = {} } }
  enforce       = true
  distributions = [local.behind]
  stages        = [{ rest_api_id = aws_api_gateway_rest_api.petstore.id, stage = local.stage, api = "petstore" }]
  after         = aws_wafv2_web_acl_association.api
  probe_path    = local.probes.firewall
  soak_seconds  = var.soak_seconds
  grace_seconds = var.grace_seconds
}

output "keys_function_name" {
  value = module.keys.function_name
}

output "keys_rotate_alias" {
  value = module.keys.rotate_alias
}

output "firewall_function_name" {
  value = module.firewall.function_name
}

output "firewall_rotate_alias" {
  value = module.firewall.rotate_alias
}
