# Added to a copy of examples/petstore, which has the gate request-validation: two locks more, of the other
# gates, on the same distribution and the same stage.
#
# A lock asks the API itself whether its secret is accepted. So each needs a probe that only its own gate
# stands before: the methods say who demands what, and the web ACL lets the others' probes through.
locals {
  probes = { keys = "/keys-probe", firewall = "/firewall-probe" }

  distribution = {
    id             = module.edge.id
    arn            = module.edge.arn
    origins        = module.edge.origins
    web_acl_arn    = module.web_acl.arn
    log_bucket_arn = module.edge.log_bucket_arn
  }
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

module "keys_gate" {
  source = "../../modules/gate-api-key"

  name   = "keys"
  stages = [{ rest_api_id = aws_api_gateway_rest_api.petstore.id, stage = aws_api_gateway_stage.prod.stage_name }]
}

module "firewall_gate" {
  source = "../../modules/gate-web-acl"

  name             = "firewall"
  stages           = [{ rest_api_id = aws_api_gateway_rest_api.petstore.id, stage = aws_api_gateway_stage.prod.stage_name }]
  existing_web_acl = { arn = aws_wafv2_web_acl_association.api.web_acl_arn }
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
        arn = module.firewall_gate.rule_group_arn
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

module "keys_lock" {
  source = "../../modules/lock"

  name                = "keys"
  package             = var.package
  gate_environment    = module.keys_gate.environment
  gate_iam_statements = module.keys_gate.iam_statements
  distributions       = [merge(local.distribution, { probe_url = "https://${module.edge.domain_name}${local.probes.keys}" })]
  stages = [{
    rest_api_id = aws_api_gateway_rest_api.petstore.id
    stage       = aws_api_gateway_stage.prod.stage_name
    probe_url   = "${aws_api_gateway_stage.prod.invoke_url}${local.probes.keys}"
  }]
  probe_paths   = [local.probes.keys]
  soak_seconds  = var.soak_seconds
  grace_seconds = var.grace_seconds
}

module "firewall_lock" {
  source = "../../modules/lock"

  name                = "firewall"
  package             = var.package
  gate_environment    = module.firewall_gate.environment
  gate_iam_statements = module.firewall_gate.iam_statements
  distributions       = [merge(local.distribution, { probe_url = "https://${module.edge.domain_name}${local.probes.firewall}" })]
  stages = [{
    rest_api_id = aws_api_gateway_rest_api.petstore.id
    stage       = aws_api_gateway_stage.prod.stage_name
    probe_url   = "${aws_api_gateway_stage.prod.invoke_url}${local.probes.firewall}"
  }]
  probe_paths   = [local.probes.firewall]
  soak_seconds  = var.soak_seconds
  grace_seconds = var.grace_seconds
}

output "keys_function_name" {
  value = module.keys_lock.function_name
}

output "keys_rotate_alias" {
  value = module.keys_lock.rotate_alias
}

output "firewall_function_name" {
  value = module.firewall_lock.function_name
}

output "firewall_rotate_alias" {
  value = module.firewall_lock.rotate_alias
}
