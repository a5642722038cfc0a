locals {
  workers = one([for deployment in var.deployments :
    deployment if deployment.rest_api_id == var.rest_api_id && deployment.stage == var.stage
  ])

  # A tie is the worker's. API Gateway makes one deployment in five seconds, so that none is to be feared.
  is_terraforms = local.workers == null ? true : timecmp(var.deployment.created_date, local.workers.created_at) > 0
}
