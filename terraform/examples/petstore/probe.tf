# A method of the lock's own: no backend, no user's authorizer, only the lock's gate. It echoes the nonce
# that it is asked with, so that an answer from a cache or from a login page is known for what it is.
resource "aws_api_gateway_resource" "probe" {
  rest_api_id = aws_api_gateway_rest_api.petstore.id
  parent_id   = aws_api_gateway_rest_api.petstore.root_resource_id
  path_part   = trimprefix(local.probe_path, "/")
}

resource "aws_api_gateway_method" "probe" {
  rest_api_id          = aws_api_gateway_rest_api.petstore.id
  resource_id          = aws_api_gateway_resource.probe.id
  http_method          = "GET"
  authorization        = var.gate == "signature" ? "CUSTOM" : "NONE"
  authorizer_id        = local.authorizer_id
  api_key_required     = var.gate == "api-key"
  request_validator_id = local.request_validator_id
  request_parameters   = merge({ "method.request.querystring.nonce" = false }, local.required_parameters)
}

resource "aws_api_gateway_integration" "probe" {
  rest_api_id       = aws_api_gateway_rest_api.petstore.id
  resource_id       = aws_api_gateway_resource.probe.id
  http_method       = aws_api_gateway_method.probe.http_method
  type              = "MOCK"
  request_templates = { "application/json" = jsonencode({ statusCode = 200 }) }
}

resource "aws_api_gateway_method_response" "probe" {
  rest_api_id         = aws_api_gateway_rest_api.petstore.id
  resource_id         = aws_api_gateway_resource.probe.id
  http_method         = aws_api_gateway_method.probe.http_method
  status_code         = "200"
  response_parameters = { "method.response.header.x-origin-lock-probe" = false }
}

resource "aws_api_gateway_integration_response" "probe" {
  rest_api_id = aws_api_gateway_rest_api.petstore.id
  resource_id = aws_api_gateway_resource.probe.id
  http_method = aws_api_gateway_integration.probe.http_method
  status_code = aws_api_gateway_method_response.probe.status_code

  # A header cannot be mapped from the request, only overridden in the template.
  response_templates = {
    "application/json" = <<-EOT
      #set($nonce = $util.escapeJavaScript($input.params('nonce')))
      #set($context.responseOverride.header.x-origin-lock-probe = $nonce)
      {"originLock":"$nonce"}
    EOT
  }
}
