module "api" {
  source = "../api"

  name       = var.name
  demand_key = var.demand_key
}

# Stays yours, with the lock and without it.
resource "aws_api_gateway_usage_plan" "cloudfront" {
  name = var.name

  api_stages {
    api_id = module.api.rest_api_id
    stage  = module.api.stage.stage_name
  }
}
