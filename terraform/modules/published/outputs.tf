output "presented" {
  description = "The headers that CloudFront must send now: a list of `name` and `value`."
  value       = [for header in local.document.headers : { name = header.name, value = header.value }]
  sensitive   = true
}

output "required_header" {
  description = "Name of the header that the API's methods must require now, null if none: for the gate request-validation."
  value       = local.document.required
  sensitive   = true
}

output "deployments" {
  description = "The worker's own live deployments, a list of `rest_api_id`, `stage`, `id` and `created_at`, empty if there are none: for newest-deployment."
  # No secret is in them. A null has no elements.
  value = nonsensitive([for deployment in local.document.deployments[*] : {
    rest_api_id = deployment.rest_api_id
    stage       = deployment.stage
    id          = deployment.id
    created_at  = deployment.created_at
  }])
}
