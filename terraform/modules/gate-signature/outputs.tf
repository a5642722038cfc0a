output "worker" {
  description = "What the lock's worker must know of this gate and may do for it, and what cannot be exchanged while the lock is on: module lock's `gate`."
  value = {
    environment = merge(
      {
        ORIGIN_LOCK_GATE              = "signature"
        ORIGIN_LOCK_AUTHORIZER_ARN    = aws_lambda_function.authorizer.arn
        ORIGIN_LOCK_EDGE_FUNCTION_ARN = aws_lambda_function.edge.arn
        ORIGIN_LOCK_SIGNS_QUERY       = tostring(var.signs_query)
        ORIGIN_LOCK_WINDOW_SECONDS    = tostring(var.window_seconds)
      },
      local.prefixes,
    )
    iam_statements = local.statements
    stands_on      = {}
  }

  # The worker probes the API, for which its authorizer must be able to answer.
  depends_on = [aws_lambda_permission.authorizer]
}

output "authorizer_ids" {
  description = "The authorizers, by REST API id: for the `authorizer_id` of every protected method, beside `authorization = \"CUSTOM\"`."
  value       = { for api, id in local.rest_apis : id => aws_api_gateway_authorizer.lock[api].id }

  # A method that names it is asked for at once.
  depends_on = [aws_lambda_permission.authorizer]
}

output "revision" {
  description = "Changes when the module's own part of the API must be deployed anew, and never with a rotation: for the `triggers` of the deployment, which thereby comes after it."
  value = sha1(jsonencode([for authorizer in aws_api_gateway_authorizer.lock : [
    authorizer.id, authorizer.type, authorizer.identity_source, authorizer.authorizer_uri, authorizer.authorizer_result_ttl_in_seconds,
  ]]))
}

output "edge_function_arn" {
  description = "The version of the edge function that signs, for the distribution's origin-request event: module edge's `origin_request_function`, or your own distribution."
  value       = aws_lambda_function.edge.qualified_arn
}

output "edge_function_name" {
  description = "Name of the edge function in us-east-1, which a destroy leaves behind."
  value       = aws_lambda_function.edge.function_name
}

output "edge_log_group_name" {
  description = "The log group of the edge function, in each region where one of its edges has written something."
  value       = local.edge_log_group
}

output "authorizer_function_name" {
  description = "The authorizer's function."
  value       = aws_lambda_function.authorizer.function_name
}

output "header_name" {
  description = "The header by which CloudFront gives the edge function its key; it goes no further."
  value       = local.key_header
}

output "signature_header_name" {
  description = "The header that the edge function adds and the authorizer looks at."
  value       = local.signature_header
}
