locals {
  gated_stages = [{ rest_api_id = var.rest_api_id, stage = var.stage }]

  # What the lock must know and may do for its gate, whichever it is.
  gate = one(concat(module.gate_api_key, module.gate_web_acl))
}

module "gate_api_key" {
  source = "./modules/gate-api-key"
  count  = var.gate == "api-key" ? 1 : 0

  name                = var.name
  stages              = local.gated_stages
  existing_usage_plan = var.usage_plan_id == null ? null : { id = var.usage_plan_id }
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
