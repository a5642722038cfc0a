# Added to a copy of examples/petstore: what API Gateway fills in by itself, and exports otherwise than it tells
# of it. CORS headers on gateway responses, authorizers of requests, empty templates, models in models, a policy
# in short.
variable "permissive_package" {
  description = "The code of an authorizer that says yes to everybody."
  type        = string
}

locals {
  cors = { "gatewayresponse.header.Access-Control-Allow-Origin" = "'*'" }

  account_verbs = {
    GET  = { authorizer_id = aws_api_gateway_authorizer.bare.id }
    PUT  = { authorizer_id = aws_api_gateway_authorizer.sourced.id }
    POST = { authorizer_id = aws_api_gateway_authorizer.sourced.id }
  }
}

resource "aws_api_gateway_gateway_response" "cors" {
  for_each = toset(["DEFAULT_4XX", "DEFAULT_5XX", "UNAUTHORIZED", "INTEGRATION_TIMEOUT", "QUOTA_EXCEEDED"])

  rest_api_id         = aws_api_gateway_rest_api.petstore.id
  response_type       = each.key
  response_parameters = local.cors
}

# As the console writes it: the usual values, too.
resource "aws_api_gateway_gateway_response" "usual" {
  rest_api_id         = aws_api_gateway_rest_api.petstore.id
  response_type       = "ACCESS_DENIED"
  status_code         = "403"
  response_parameters = local.cors
  response_templates  = { "application/json" = "{\"message\":$context.error.messageString}" }
}

resource "aws_iam_role" "authorizer" {
  name = "filled-in-authorizer"

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_cloudwatch_log_group" "authorizer" {
  name              = "/aws/lambda/filled-in-authorizer"
  retention_in_days = 1
}

resource "aws_iam_role_policy" "authorizer" {
  name = "logs"
  role = aws_iam_role.authorizer.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = "${aws_cloudwatch_log_group.authorizer.arn}:*"
    }]
  })
}

resource "aws_lambda_function" "authorizer" {
  function_name    = "filled-in-authorizer"
  role             = aws_iam_role.authorizer.arn
  runtime          = "nodejs22.x"
  handler          = "index.handler"
  filename         = var.permissive_package
  source_code_hash = filebase64sha256(var.permissive_package)

  depends_on = [aws_cloudwatch_log_group.authorizer, aws_iam_role_policy.authorizer]
}

resource "aws_lambda_permission" "authorizer" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.authorizer.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_api_gateway_rest_api.petstore.execution_arn}/authorizers/*"
}

resource "aws_api_gateway_authorizer" "bare" {
  name                             = "bare"
  rest_api_id                      = aws_api_gateway_rest_api.petstore.id
  type                             = "REQUEST"
  authorizer_uri                   = aws_lambda_function.authorizer.invoke_arn
  authorizer_result_ttl_in_seconds = 0
  identity_source                  = ""
}

resource "aws_api_gateway_authorizer" "sourced" {
  name            = "sourced"
  rest_api_id     = aws_api_gateway_rest_api.petstore.id
  type            = "REQUEST"
  authorizer_uri  = aws_lambda_function.authorizer.invoke_arn
  identity_source = "method.request.header.Authorization,method.request.querystring.k"
}

resource "aws_api_gateway_model" "owner" {
  rest_api_id  = aws_api_gateway_rest_api.petstore.id
  name         = "Owner"
  content_type = "application/json"
  schema       = jsonencode({ "$schema" = "http://json-schema.org/draft-04/schema#", type = "object", properties = { name = { type = "string" } } })
}

resource "aws_api_gateway_model" "account" {
  rest_api_id  = aws_api_gateway_rest_api.petstore.id
  name         = "Account"
  content_type = "application/json"

  schema = jsonencode({
    type       = "object"
    properties = { owners = { type = "array", items = { "$ref" = "https://apigateway.amazonaws.com/restapis/${aws_api_gateway_rest_api.petstore.id}/models/${aws_api_gateway_model.owner.name}" } } }
  })
}

resource "aws_api_gateway_resource" "account" {
  rest_api_id = aws_api_gateway_rest_api.petstore.id
  parent_id   = aws_api_gateway_rest_api.petstore.root_resource_id
  path_part   = "account"
}

resource "aws_api_gateway_method" "account" {
  for_each = local.account_verbs

  rest_api_id          = aws_api_gateway_rest_api.petstore.id
  resource_id          = aws_api_gateway_resource.account.id
  http_method          = each.key
  authorization        = "CUSTOM"
  authorizer_id        = each.value.authorizer_id
  request_validator_id = local.request_validator_id
  request_parameters   = local.required_parameters
  request_models       = each.key == "GET" ? {} : { "application/json" = aws_api_gateway_model.account.name }
}

resource "aws_api_gateway_integration" "account" {
  for_each = local.account_verbs

  rest_api_id = aws_api_gateway_rest_api.petstore.id
  resource_id = aws_api_gateway_resource.account.id
  http_method = aws_api_gateway_method.account[each.key].http_method
  type        = "MOCK"

  request_templates = { "application/json" = jsonencode({ statusCode = 200 }) }
}

resource "aws_api_gateway_method_response" "account" {
  for_each = local.account_verbs

  rest_api_id     = aws_api_gateway_rest_api.petstore.id
  resource_id     = aws_api_gateway_resource.account.id
  http_method     = aws_api_gateway_method.account[each.key].http_method
  status_code     = "200"
  response_models = { "application/json" = aws_api_gateway_model.account.name }
}

resource "aws_api_gateway_integration_response" "account" {
  for_each = local.account_verbs

  rest_api_id        = aws_api_gateway_rest_api.petstore.id
  resource_id        = aws_api_gateway_resource.account.id
  http_method        = aws_api_gateway_integration.account[each.key].http_method
  status_code        = aws_api_gateway_method_response.account[each.key].status_code
  response_templates = { "application/json" = "" }
}

resource "aws_api_gateway_rest_api_policy" "petstore" {
  rest_api_id = aws_api_gateway_rest_api.petstore.id

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = ["execute-api:/*"] }]
  })
}
