data "aws_region" "current" {
  count = var.region == null ? 1 : 0
}

data "aws_caller_identity" "current" {
  count = var.account_id == null ? 1 : 0
}

data "aws_default_tags" "current" {}

locals {
  # Provider 6 calls it region and deprecates both names by which provider 5 knows it.
  region     = coalesce(var.region, one([for region in data.aws_region.current : lookup(region, "region", lookup(region, "name", ""))]))
  account_id = coalesce(var.account_id, one(data.aws_caller_identity.current[*].account_id))

  # Of the partitions that have CloudFront.
  partition  = startswith(local.region, "cn-") ? "aws-cn" : "aws"
  dns_suffix = local.partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com"

  # One name for everything, so that whatever belongs to a lock is found by it.
  full_name = "origin-lock-${var.name}"
  path      = coalesce(var.path, "/origin-lock/${var.name}")
  log_group = "/aws/lambda/${local.full_name}"

  # What Terraform makes gets the provider's own tags from the provider.
  worker_tags = merge(data.aws_default_tags.current.tags, var.tags)
}
