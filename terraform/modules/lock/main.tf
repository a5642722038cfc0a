data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  # One name for everything, so that whatever belongs to a lock is found by it.
  full_name = "origin-lock-${var.name}"
  path      = coalesce(var.path, "/origin-lock/${var.name}")
}
