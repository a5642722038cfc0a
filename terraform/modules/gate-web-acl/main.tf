data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  # Provider 6 calls it region and deprecates both names by which provider 5 knows it.
  region = lookup(data.aws_region.current, "region", lookup(data.aws_region.current, "name", ""))

  # One name for all that belongs to a lock; it is in the metrics of the rule group and the web ACL, too.
  full_name = "origin-lock-${var.name}"

  makes_web_acl = var.existing_web_acl == null
  web_acl_arn   = local.makes_web_acl ? module.web_acl[0].arn : var.existing_web_acl.arn
}
