locals {
  stages = [{
    rest_api_id = aws_api_gateway_rest_api.petstore.id
    stage       = aws_api_gateway_stage.prod.stage_name
  }]

  # What the lock must know and may do for its gate, whichever it is.
  gate = {
    environment    = one(concat(module.gate_api_key[*].environment, module.gate_request_validation[*].environment, module.gate_signature[*].environment, module.gate_web_acl[*].environment))
    iam_statements = one(concat(module.gate_api_key[*].iam_statements, module.gate_request_validation[*].iam_statements, module.gate_signature[*].iam_statements, module.gate_web_acl[*].iam_statements))
  }

  demand_key       = var.gate == "api-key" && var.demand_key
  demand_signature = var.gate == "signature" && var.demand_key

  # What the protected methods say with the gate request-validation; with the others nothing.
  required_parameters  = var.gate == "request-validation" ? module.gate_request_validation[0].request_parameters : {}
  request_validator_id = one([for gate in module.gate_request_validation : gate.request_validator_ids[aws_api_gateway_rest_api.petstore.id]])

  # And with the gate signature.
  authorizer_id           = one([for gate in module.gate_signature : gate.authorizer_ids[aws_api_gateway_rest_api.petstore.id]])
  origin_request_function = var.gate == "signature" && var.sign_requests ? { arn = module.gate_signature[0].edge_function_arn } : null
}

module "gate_api_key" {
  source = "../../modules/gate-api-key"
  count  = var.gate == "api-key" ? 1 : 0

  name           = var.name
  stages         = local.stages
  adopt_existing = var.adopt_existing
}

module "gate_request_validation" {
  source = "../../modules/gate-request-validation"
  count  = var.gate == "request-validation" ? 1 : 0

  name            = var.name
  stages          = [{ rest_api_id = aws_api_gateway_rest_api.petstore.id, stage = local.stage }]
  required_header = module.lock.required_header
  methods         = length(var.open_methods) == 0 ? null : [for name in concat(local.method_names, ["GET ${local.probe_path}"]) : name if !contains(var.open_methods, name)]
}

module "gate_signature" {
  source    = "../../modules/gate-signature"
  providers = { aws = aws, aws.us_east_1 = aws.us_east_1 }
  count     = var.gate == "signature" ? 1 : 0

  name               = var.name
  stages             = [{ rest_api_id = aws_api_gateway_rest_api.petstore.id, stage = local.stage }]
  edge_package       = coalesce(var.edge_package, "${path.module}/../../../lambda/edge-signer/target/origin-lock-edge-signer.zip")
  authorizer_package = coalesce(var.authorizer_package, "${path.module}/../../../lambda/authorizer/target/origin-lock-authorizer.jar")
  window_seconds     = var.window_seconds
  soak_seconds       = var.soak_seconds
  signs_query        = var.signs_query
  keep_edge_function = var.keep_edge_function
}

module "gate_web_acl" {
  source = "../../modules/gate-web-acl"
  count  = var.gate == "web-acl" ? 1 : 0

  name   = var.name
  stages = local.stages

  rule_groups = [for group in aws_wafv2_rule_group.bad_bots : { name = "bad-bots", arn = group.arn, priority = 1 }]
}

# As there was one gate alone.
moved {
  from = module.gate
  to   = module.gate_api_key[0]
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
