data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  # Provider 6 calls it region and deprecates both names by which provider 5 knows it.
  region = lookup(data.aws_region.current, "region", lookup(data.aws_region.current, "name", ""))

  full_name = "origin-lock-${var.name}"
  path      = coalesce(var.path, "/origin-lock/${var.name}")

  # With one stage nothing is compared, so that its API may be one that is yet to be made.
  rest_apis = length(var.stages) == 1 ? [var.stages[0].rest_api_id] : distinct([for stage in var.stages : stage.rest_api_id])

  # docs/signature.md says what is in them.
  key_header       = "x-origin-lock-key"
  signature_header = "x-origin-lock-signature"

  # By name, as the account and the region are known before anything is made.
  account = data.aws_caller_identity.current.account_id
  aws     = "arn:${data.aws_partition.current.partition}"
}
