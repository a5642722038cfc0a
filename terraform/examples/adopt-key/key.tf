# The key that was made by hand and is in this configuration. taken-over/key.tf takes the place of this file when the lock
# has taken the key over.
resource "aws_api_gateway_api_key" "cloudfront" {
  name = var.name
}

resource "aws_api_gateway_usage_plan_key" "cloudfront" {
  key_id        = aws_api_gateway_api_key.cloudfront.id
  key_type      = "API_KEY"
  usage_plan_id = aws_api_gateway_usage_plan.cloudfront.id
}

locals {
  adopt_value = aws_api_gateway_api_key.cloudfront.value
}
