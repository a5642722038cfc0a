locals {
  usage_plan_id = var.existing_usage_plan == null ? aws_api_gateway_usage_plan.cloudfront[0].id : var.existing_usage_plan.id
}

# For CloudFront alone. It has no throttle and no quota: its single key stands for all viewers
# together, so a limit here would be a limit on the whole API.
resource "aws_api_gateway_usage_plan" "cloudfront" {
  count = var.existing_usage_plan == null ? 1 : 0

  name        = "origin-lock-${var.lock.name}"
  description = "Lets CloudFront through the lock ${var.lock.name}. Its keys are made and deleted by origin-lock."

  dynamic "api_stages" {
    for_each = var.lock.stages

    content {
      api_id = api_stages.value.rest_api_id
      stage  = api_stages.value.stage
    }
  }

  tags = var.lock.tags

  depends_on = [var.after]
}
