locals {
  # API Gateway's control-plane ARNs carry no account id.
  apigateway = "arn:${var.lock.partition}:apigateway:${var.lock.region}::"

  statements = [
    {
      # A deployment publishes all of an API: what else is in the draft is looked at first. The lock itself reads the
      # API and what each deployment serves.
      sid     = "ReadDraft"
      actions = ["apigateway:GET"]
      resources = flatten([for api in values(local.rest_apis) : [
        "${local.apigateway}/restapis/${api}/resources",
        "${local.apigateway}/restapis/${api}/requestvalidators",
        "${local.apigateway}/restapis/${api}/models",
        "${local.apigateway}/restapis/${api}/authorizers",
        "${local.apigateway}/restapis/${api}/gatewayresponses",
        "${local.apigateway}/restapis/${api}/deployments",
      ]])
      condition = {}
    },
    {
      sid       = "RequireHeader"
      actions   = ["apigateway:PATCH"]
      resources = [for api in values(local.rest_apis) : "${local.apigateway}/restapis/${api}/resources/*/methods/*"]
      condition = {}
    },
    {
      sid       = "Deploy"
      actions   = ["apigateway:POST"]
      resources = [for api in values(local.rest_apis) : "${local.apigateway}/restapis/${api}/deployments"]
      condition = {}
    },
    {
      sid       = "DeleteDeployments"
      actions   = ["apigateway:DELETE"]
      resources = [for api in values(local.rest_apis) : "${local.apigateway}/restapis/${api}/deployments/*"]
      condition = {}
    },
    {
      # Of a stage's attributes these two alone have condition keys: the worker changes neither.
      # https://docs.aws.amazon.com/service-authorization/latest/reference/list_apigateway.html
      sid       = "MoveStage"
      actions   = ["apigateway:PATCH"]
      resources = [for stage in var.lock.stages : "${local.apigateway}/restapis/${stage.rest_api_id}/stages/${stage.stage}"]
      condition = {
        Null = {
          "apigateway:Request/AccessLoggingDestination" = ["true"]
          "apigateway:Request/AccessLoggingFormat"      = ["true"]
        }
      }
    },
  ]
}
