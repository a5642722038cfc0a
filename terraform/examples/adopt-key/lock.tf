module "origin_lock" {
  source    = "../../modules/origin-lock"
  providers = { aws = aws, aws.us_east_1 = aws.us_east_1 }
  count     = var.lock ? 1 : 0

  name    = var.name
  region  = var.region
  package = var.package
  gate    = { api_key = { existing_usage_plan = { id = aws_api_gateway_usage_plan.cloudfront.id } } }

  # Lets the worker tag a key that is not its own, and delete it when it has rotated.
  adopt_existing = var.adopt
  adopt_value    = local.adopt_value

  distributions = [{ distribution = aws_cloudfront_distribution.api, origins = ["api"] }]
  stages        = [{ rest_api_id = module.api.rest_api_id, stage = module.api.stage_name, api = "api" }]
  after         = module.api.stage
  probe_path    = module.api.probe_path

  soak_seconds         = var.soak_seconds
  grace_seconds        = var.grace_seconds
  alarm_actions        = var.alarm_actions
  reserved_concurrency = var.reserved_concurrency
}
