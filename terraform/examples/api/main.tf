locals {
  probe_path = "/origin-lock-probe"

  # What each resource answers. The probe echoes its nonce, as in examples/petstore/probe.tf.
  answers = {
    pets = jsonencode([{ id = 1, type = "dog" }])
    (trimprefix(local.probe_path, "/")) = join("\n", [
      "#set($nonce = $util.escapeJavaScript($input.params('nonce')))",
      "#set($context.responseOverride.header.x-origin-lock-probe = $nonce)",
      "{\"originLock\":\"$nonce\"}",
    ])
  }
}

resource "aws_api_gateway_rest_api" "api" {
  name = var.name

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_resource" "api" {
  for_each = local.answers

  rest_api_id = aws_api_gateway_rest_api.api.id
  parent_id   = aws_api_gateway_rest_api.api.root_resource_id
  path_part   = each.key
}

resource "aws_api_gateway_method" "api" {
  for_each = aws_api_gateway_resource.api

  rest_api_id        = aws_api_gateway_rest_api.api.id
  resource_id        = each.value.id
  http_method        = "GET"
  authorization      = "NONE"
  api_key_required   = var.demand_key
  request_parameters = { "method.request.querystring.nonce" = false }
}

resource "aws_api_gateway_integration" "api" {
  for_each = aws_api_gateway_method.api

  rest_api_id       = aws_api_gateway_rest_api.api.id
  resource_id       = each.value.resource_id
  http_method       = each.value.http_method
  type              = "MOCK"
  request_templates = { "application/json" = jsonencode({ statusCode = 200 }) }
}

resource "aws_api_gateway_method_response" "api" {
  for_each = aws_api_gateway_method.api

  rest_api_id         = aws_api_gateway_rest_api.api.id
  resource_id         = each.value.resource_id
  http_method         = each.value.http_method
  status_code         = "200"
  response_parameters = { "method.response.header.x-origin-lock-probe" = false }
}

resource "aws_api_gateway_integration_response" "api" {
  for_each = aws_api_gateway_integration.api

  rest_api_id        = aws_api_gateway_rest_api.api.id
  resource_id        = each.value.resource_id
  http_method        = each.value.http_method
  status_code        = aws_api_gateway_method_response.api[each.key].status_code
  response_templates = { "application/json" = local.answers[each.key] }
}

resource "aws_api_gateway_deployment" "api" {
  rest_api_id = aws_api_gateway_rest_api.api.id
  triggers    = { api = filesha1("${path.module}/main.tf"), demand = tostring(var.demand_key) }

  lifecycle {
    create_before_destroy = true
  }

  depends_on = [aws_api_gateway_integration_response.api]
}

resource "aws_api_gateway_stage" "prod" {
  rest_api_id   = aws_api_gateway_rest_api.api.id
  deployment_id = aws_api_gateway_deployment.api.id
  stage_name    = "prod"
}
