output "worker" {
  description = "What the lock's worker must know of this gate and may do for it, and what cannot be exchanged while the lock is on: module lock's `gate`."
  value = {
    environment = merge(
      { ORIGIN_LOCK_GATE = "request-validation" },
      var.methods == null ? {} : { ORIGIN_LOCK_METHODS = jsonencode(var.methods) },
      var.deploy_drafts ? { ORIGIN_LOCK_DEPLOY_DRAFTS = "true" } : {},
    )
    iam_statements = local.statements
    stands_on      = {}
  }

  # The worker closes this gate, for which there must be something to check and nothing that names it.
  depends_on = [aws_api_gateway_request_validator.lock, aws_api_gateway_gateway_response.bad_request_parameters]
}

output "request_parameters" {
  description = "To be merged into the `request_parameters` of every protected method: empty, or the header that is required now. The worker puts the same into the API, so that plans stay empty."
  value       = tomap(var.required_header == null ? {} : { "method.request.header.${var.required_header}" = true })
  sensitive   = true
}

output "request_validator_ids" {
  description = "The request validators, by REST API id: for the `request_validator_id` of every protected method."
  value       = { for api, id in local.rest_apis : id => aws_api_gateway_request_validator.lock[api].id }
}

output "revision" {
  description = "Changes when the module's own part of the API must be deployed anew, and never with a rotation: for the `triggers` of the deployment, which thereby comes after it."
  value = sha1(jsonencode([
    [for validator in aws_api_gateway_request_validator.lock : [validator.id, validator.validate_request_parameters, validator.validate_request_body]],
    [for response in aws_api_gateway_gateway_response.bad_request_parameters : [response.id, response.status_code, response.response_templates]],
  ]))
}
