provider "aws" {
  region = var.region
}

# CloudFront's web ACLs and functions live here, wherever the API is.
provider "aws" {
  alias  = "us_east_1"
  region = "us-east-1"
}

data "terraform_remote_state" "members" {
  for_each = toset(["api", "distribution"])

  backend = "local"
  config  = { path = "${path.module}/../${each.key}/terraform.tfstate" }
}

locals {
  api          = data.terraform_remote_state.members["api"].outputs
  distribution = data.terraform_remote_state.members["distribution"].outputs
}

module "origin_lock" {
  source    = "../../../modules/origin-lock"
  providers = { aws = aws, aws.us_east_1 = aws.us_east_1 }

  name    = "two-configurations"
  region  = var.region
  package = var.package
  gate    = { web_acl = { create = {} } }
  enforce = var.enforce

  # Of a distribution with a web ACL, access logs or edge functions say those as well.
  distributions = [{
    id        = local.distribution.distribution_id
    origins   = ["api"]
    probe_url = "https://${local.distribution.domain_name}${local.api.probe_path}"
  }]
  stages     = [{ rest_api_id = local.api.rest_api_id, stage = local.api.stage }]
  probe_path = local.api.probe_path

  soak_seconds         = var.soak_seconds
  grace_seconds        = var.grace_seconds
  alarm_actions        = var.alarm_actions
  reserved_concurrency = var.reserved_concurrency
}
