data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  # Provider 6 calls it region and deprecates both names by which provider 5 knows it.
  region = lookup(data.aws_region.current, "region", lookup(data.aws_region.current, "name", ""))

  usage_plan_id = var.existing_usage_plan == null ? aws_api_gateway_usage_plan.cloudfront[0].id : var.existing_usage_plan.id
}

# For CloudFront alone. It has no throttle and no quota: its single key stands for all viewers
# together, so a limit here would be a limit on the whole API.
resource "aws_api_gateway_usage_plan" "cloudfront" {
  count = var.existing_usage_plan == null ? 1 : 0

  name        = "origin-lock-${var.name}"
  description = "Lets CloudFront through the lock ${var.name}. Its keys are made and deleted by origin-lock."

  dynamic "api_stages" {
    for_each = var.stages

    content {
      api_id = api_stages.value.rest_api_id
      stage  = api_stages.value.stage
    }
  }

  tags = var.tags
}
