locals {
  full_name = "origin-lock-${var.lock.name}"

  # By the API's name where it is said. Places in the list would do as well, until the first API leaves it.
  rest_apis = { for api, ids in { for stage in var.lock.stages : stage.api => stage.rest_api_id... } : api => ids[0] }
}

# What a method must name: without a validator API Gateway requires nothing, whatever the method says.
resource "aws_api_gateway_request_validator" "lock" {
  for_each = local.rest_apis

  rest_api_id                 = each.value
  name                        = local.full_name
  validate_request_parameters = true
  validate_request_body       = var.validate_body
}

# API Gateway's own answer names the parameter that is missing, which here is the secret. This one says
# what a stranger hears from the other gates.
resource "aws_api_gateway_gateway_response" "bad_request_parameters" {
  for_each = local.rest_apis

  rest_api_id        = each.value
  response_type      = "BAD_REQUEST_PARAMETERS"
  status_code        = "403"
  response_templates = { "application/json" = jsonencode({ message = "Forbidden" }) }
}
