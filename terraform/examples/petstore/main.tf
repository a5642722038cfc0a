provider "aws" {
  region = var.region

  default_tags {
    tags = var.tags
  }
}

# CloudFront's web ACLs and functions live here, wherever the API is.
provider "aws" {
  alias  = "us_east_1"
  region = "us-east-1"

  default_tags {
    tags = var.tags
  }
}

module "lock" {
  source = "../../modules/lock"

  name                = var.name
  package             = coalesce(var.package, "${path.module}/../../../lambda/rotation/target/origin-lock-worker.jar")
  gate_environment    = local.gate.environment
  gate_iam_statements = local.gate.iam_statements

  distributions = concat([{
    id                 = module.edge.id
    arn                = module.edge.arn
    origins            = module.edge.origins
    probe_url          = "https://${module.edge.domain_name}${local.probe_path}"
    web_acl_arn        = module.web_acl.arn
    log_bucket_arn     = module.edge.log_bucket_arn
    edge_function_arns = module.gate_signature[*].edge_function_arn
  }], var.more_distributions)

  stages = [{
    rest_api_id = aws_api_gateway_rest_api.petstore.id
    stage       = aws_api_gateway_stage.prod.stage_name
    probe_url   = "${aws_api_gateway_stage.prod.invoke_url}${local.probe_path}"
  }]
  probe_paths = [local.probe_path]

  soak_seconds            = var.soak_seconds
  grace_seconds           = var.grace_seconds
  memory_seconds          = var.memory_seconds
  rotation_schedule       = var.rotation_schedule
  rotation_window_minutes = var.rotation_window_minutes
  audit_schedule          = var.audit_schedule
  adopt_existing          = var.adopt_existing
  force_disengage         = var.force_disengage
  reserved_concurrency    = var.reserved_concurrency
}

module "edge" {
  source = "../../modules/edge"

  name               = var.name
  rest_api_id        = aws_api_gateway_rest_api.petstore.id
  stage              = aws_api_gateway_stage.prod.stage_name
  presented          = module.lock.presented
  web_acl_arn        = module.web_acl.arn
  log_retention_days = var.log_retention_days
  destroy_logs       = true

  origin_request_function = local.origin_request_function
}

module "web_acl" {
  source    = "../../modules/web-acl"
  providers = { aws = aws.us_east_1 }

  name       = var.name
  rate_limit = var.rate_limit
}
