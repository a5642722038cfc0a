data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  # Provider 6 calls it region and deprecates both names by which provider 5 knows it.
  region = lookup(data.aws_region.current, "region", lookup(data.aws_region.current, "name", ""))

  # One name for everything, so that whatever belongs to a lock is found by it.
  full_name = "origin-lock-${var.name}"
  path      = coalesce(var.path, "/origin-lock/${var.name}")
}
