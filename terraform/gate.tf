locals {
  gated_stages = [{ rest_api_id = var.rest_api_id, stage = var.stage }]

  # What the lock must know and may do for its gate, whichever it is.
  gate = {
    environment    = one(concat(module.gate_api_key[*].environment, module.gate_request_validation[*].environment, module.gate_signature[*].environment, module.gate_web_acl[*].environment))
    iam_statements = one(concat(module.gate_api_key[*].iam_statements, module.gate_request_validation[*].iam_statements, module.gate_signature[*].iam_statements, module.gate_web_acl[*].iam_statements))
  }
}

module "gate_api_key" {
  source = "./modules/gate-api-key"
  count  = var.gate == "api-key" ? 1 : 0

  name                = var.name
  stages              = local.gated_stages
  existing_usage_plan = var.usage_plan_id == null ? null : { id = var.usage_plan_id }
  adopt_existing      = var.adopt_existing
}

# The methods are another configuration's: it names the validator and reads what to require from the
# published parameter. Here that would be an output, and every rotation a change in the plan.
module "gate_request_validation" {
  source = "./modules/gate-request-validation"
  count  = var.gate == "request-validation" ? 1 : 0

  name            = var.name
  stages          = local.gated_stages
  required_header = null
  methods         = var.protected_methods
  validate_body   = var.validate_body
  deploy_drafts   = var.deploy_drafts
}

# The methods that name the authorizer are another configuration's.
module "gate_signature" {
  source    = "./modules/gate-signature"
  providers = { aws = aws, aws.us_east_1 = aws.us_east_1 }
  count     = var.gate == "signature" ? 1 : 0

  name               = var.name
  stages             = local.gated_stages
  edge_package       = coalesce(var.edge_package, "${path.module}/../lambda/edge-signer/target/origin-lock-edge-signer.zip")
  authorizer_package = coalesce(var.authorizer_package, "${path.module}/../lambda/authorizer/target/origin-lock-authorizer.jar")
  window_seconds     = var.window_seconds
  soak_seconds       = var.soak_seconds
  signs_query        = var.signs_query
  strip_prefix       = var.strip_prefix
  add_prefix         = var.add_prefix
  keep_edge_function = var.keep_edge_function
  kms_key_arn        = var.kms_key_arn
  alarm_actions      = var.alarm_actions
}

module "gate_web_acl" {
  source = "./modules/gate-web-acl"
  count  = var.gate == "web-acl" ? 1 : 0

  name             = var.name
  stages           = local.gated_stages
  existing_web_acl = var.regional_web_acl_arn == null ? null : { arn = var.regional_web_acl_arn }
  rule_groups      = var.regional_rule_groups
  capacity         = var.rule_group_capacity
}

# As there was one gate alone.
moved {
  from = module.gate
  to   = module.gate_api_key[0]
}
