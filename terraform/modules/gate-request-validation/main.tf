data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  # Provider 6 calls it region and deprecates both names by which provider 5 knows it.
  region = lookup(data.aws_region.current, "region", lookup(data.aws_region.current, "name", ""))

  full_name = "origin-lock-${var.name}"

  # With one stage nothing is compared, so that its API may be one that is yet to be made.
  rest_apis = length(var.stages) == 1 ? [var.stages[0].rest_api_id] : distinct([for stage in var.stages : stage.rest_api_id])
}

# What a method must name: without a validator API Gateway requires nothing, whatever the method says.
resource "aws_api_gateway_request_validator" "lock" {
  count = length(local.rest_apis)

  rest_api_id                 = local.rest_apis[count.index]
  name                        = local.full_name
  validate_request_parameters = true
  validate_request_body       = var.validate_body
}

# API Gateway's own answer names the parameter that is missing, which here is the secret. This one says
# what a stranger hears from the other gates.
resource "aws_api_gateway_gateway_response" "bad_request_parameters" {
  count = length(local.rest_apis)

  rest_api_id        = local.rest_apis[count.index]
  response_type      = "BAD_REQUEST_PARAMETERS"
  status_code        = "403"
  response_templates = { "application/json" = jsonencode({ message = "Forbidden" }) }
}
