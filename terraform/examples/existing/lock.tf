# All that is added to a configuration that has an API and a distribution, but for the distribution's custom_header.
module "origin_lock" {
  source    = "../../modules/origin-lock"
  providers = { aws = aws, aws.us_east_1 = aws.us_east_1 }
  count     = var.lock ? 1 : 0

  name    = var.name
  region  = var.region
  package = var.package
  gate    = { web_acl = { create = {} } }
  enforce = var.enforce

  distributions = [{ distribution = aws_cloudfront_distribution.api, origins = ["api"] }]
  stages        = [{ rest_api_id = module.api.rest_api_id, stage = module.api.stage_name, api = "api" }]
  after         = module.api.stage
  probe_path    = module.api.probe_path

  soak_seconds         = var.soak_seconds
  grace_seconds        = var.grace_seconds
  alarm_actions        = var.alarm_actions
  reserved_concurrency = var.reserved_concurrency
}
