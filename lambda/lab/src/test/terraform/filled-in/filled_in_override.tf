resource "aws_api_gateway_deployment" "petstore" {
  triggers = merge(
    { for key, response in aws_api_gateway_integration_response.account : key => response.id },
    { for key, response in aws_api_gateway_gateway_response.cors : key => response.id },
    { gate = module.origin_lock.revision, usual = aws_api_gateway_gateway_response.usual.id, policy = aws_api_gateway_rest_api_policy.petstore.id },
  )
}

# As a promoted canary stays: with its deployment, and none of the traffic.
resource "aws_api_gateway_stage" "prod" {
  canary_settings {
    deployment_id   = aws_api_gateway_deployment.petstore.id
    percent_traffic = 0
  }
}
