output "presented" {
  description = "The headers that CloudFront must send now: a list of `name` and `value`. Null while the lock is about to take over a header that nobody has named: a plan that reads it then fails, and takes nothing off."
  value       = local.document.headers == null ? null : [for header in local.document.headers : { name = header.name, value = header.value }]
  sensitive   = true

  # An older plan would put a dead secret back into CloudFront.
  precondition {
    condition     = var.current == var.document
    error_message = "The lock has rotated since this plan was made. Plan again."
  }
}

output "required_header" {
  description = "Name of the header that the API's methods must require now, null if none: for the gate request-validation."
  value       = local.document.required
  sensitive   = true

  # An older plan would have the API require what nothing sends any more.
  precondition {
    condition     = var.current == var.document
    error_message = "The lock has rotated since this plan was made. Plan again."
  }
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

  # An older plan would put a deployment on the stage that is gone.
  precondition {
    condition     = var.current == var.document
    error_message = "The lock has rotated since this plan was made. Plan again."
  }
}

output "members" {
  description = "What the worker holds: ids of distributions, and stages as \"<rest_api_id>/<stage>\"; empty where a worker of before wrote it."
  # Names, and no secret. Other kinds may follow.
  value = nonsensitive(toset(flatten(values(local.document.members))))

  # A member that has joined since would be taken for one that nobody holds.
  precondition {
    condition     = var.current == var.document
    error_message = "The lock has rotated since this plan was made. Plan again."
  }
}
