# In the place of ../key.tf: Terraform forgets the key, and deletes nothing. The lock deletes the key when it has rotated.
removed {
  from = aws_api_gateway_usage_plan_key.cloudfront

  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_api_gateway_api_key.cloudfront

  lifecycle {
    destroy = false
  }
}

locals {
  adopt_value = null
}
