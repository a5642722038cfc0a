locals {
  stage      = "prod"
  probe_path = "/origin-lock-probe"

  # With no backend the API answers by itself, so that the example works offline.
  mock = var.backend_url == ""

  pets = [
    { id = 1, type = "dog", price = 249.99 },
    { id = 2, type = "cat", price = 124.99 },
    { id = 3, type = "fish", price = 0.99 },
  ]

  methods = merge({
    list = {
      resource_id = aws_api_gateway_resource.pets.id
      verb        = "GET"
      path        = "/pets"
      parameters  = { "querystring.type" = false, "querystring.page" = false }
      canned      = jsonencode(local.pets)
    }
    create = {
      resource_id = aws_api_gateway_resource.pets.id
      verb        = "POST"
      path        = "/pets"
      parameters  = {}
      canned      = jsonencode({ message = "success", pet = local.pets[0] })
    }
    get = {
      resource_id = aws_api_gateway_resource.pet.id
      verb        = "GET"
      path        = "/pets/{petId}"
      parameters  = { "path.petId" = true }
      canned      = jsonencode(local.pets[0])
    }
    # Names that have to be escaped, for the demonstration.
    file = {
      resource_id = aws_api_gateway_resource.file.id
      verb        = "GET"
      path        = "/files/{path+}"
      parameters  = { "path.path" = true }
      canned      = jsonencode({ message = "a file" })
    }
    }, {
    for resource in aws_api_gateway_resource.orders : "orders" => {
      resource_id = resource.id
      verb        = "GET"
      path        = "/orders"
      parameters  = {}
      canned      = jsonencode([{ id = 1, pet = 3 }])
    }
  })

  # Of files and orders the demonstration knows nothing: the API answers for them itself.
  mocks = { for key, method in local.methods : key => local.mock || contains(["file", "orders"], key) }

  method_names = [for method in local.methods : "${method.verb} ${method.path}"]
}

resource "aws_api_gateway_rest_api" "petstore" {
  name           = var.name
  description    = "The PetStore, behind the lock ${var.name}."
  api_key_source = "HEADER"

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_resource" "pets" {
  rest_api_id = aws_api_gateway_rest_api.petstore.id
  parent_id   = aws_api_gateway_rest_api.petstore.root_resource_id
  path_part   = "pets"
}

resource "aws_api_gateway_resource" "pet" {
  rest_api_id = aws_api_gateway_rest_api.petstore.id
  parent_id   = aws_api_gateway_resource.pets.id
  path_part   = "{petId}"
}

resource "aws_api_gateway_resource" "files" {
  rest_api_id = aws_api_gateway_rest_api.petstore.id
  parent_id   = aws_api_gateway_rest_api.petstore.root_resource_id
  path_part   = "files"
}

resource "aws_api_gateway_resource" "file" {
  rest_api_id = aws_api_gateway_rest_api.petstore.id
  parent_id   = aws_api_gateway_resource.files.id
  path_part   = "{path+}"
}

# A change of the API: with it and without it the lock goes on.
resource "aws_api_gateway_resource" "orders" {
  count = var.orders ? 1 : 0

  rest_api_id = aws_api_gateway_rest_api.petstore.id
  parent_id   = aws_api_gateway_rest_api.petstore.root_resource_id
  path_part   = "orders"
}

resource "aws_api_gateway_method" "pets" {
  for_each = local.methods

  rest_api_id          = aws_api_gateway_rest_api.petstore.id
  resource_id          = each.value.resource_id
  http_method          = each.value.verb
  authorization        = local.demand_signature && !contains(var.open_methods, "${each.value.verb} ${each.value.path}") ? "CUSTOM" : "NONE"
  authorizer_id        = local.demand_signature && !contains(var.open_methods, "${each.value.verb} ${each.value.path}") ? local.authorizer_id : null
  api_key_required     = local.demand_key && !contains(var.open_methods, "${each.value.verb} ${each.value.path}")
  request_validator_id = contains(var.open_methods, "${each.value.verb} ${each.value.path}") ? null : local.request_validator_id
  request_parameters = merge(
    { for name, required in each.value.parameters : "method.request.${name}" => required },
    contains(var.open_methods, "${each.value.verb} ${each.value.path}") ? {} : local.required_parameters,
  )
}

# HTTP and not HTTP_PROXY, which would hand the lock's header on to the backend.
resource "aws_api_gateway_integration" "pets" {
  for_each = local.methods

  rest_api_id             = aws_api_gateway_rest_api.petstore.id
  resource_id             = each.value.resource_id
  http_method             = aws_api_gateway_method.pets[each.key].http_method
  type                    = local.mocks[each.key] ? "MOCK" : "HTTP"
  integration_http_method = local.mocks[each.key] ? null : each.value.verb
  uri                     = local.mocks[each.key] ? null : "${trimsuffix(var.backend_url, "/")}${trimprefix(each.value.path, "/pets")}"
  request_templates       = local.mocks[each.key] ? { "application/json" = jsonencode({ statusCode = 200 }) } : {}
  request_parameters = local.mocks[each.key] ? {} : {
    for name, required in each.value.parameters : "integration.request.${name}" => "method.request.${name}"
  }
}

resource "aws_api_gateway_method_response" "pets" {
  for_each = local.methods

  rest_api_id = aws_api_gateway_rest_api.petstore.id
  resource_id = each.value.resource_id
  http_method = aws_api_gateway_method.pets[each.key].http_method
  status_code = "200"
}

resource "aws_api_gateway_integration_response" "pets" {
  for_each = local.methods

  rest_api_id        = aws_api_gateway_rest_api.petstore.id
  resource_id        = each.value.resource_id
  http_method        = aws_api_gateway_integration.pets[each.key].http_method
  status_code        = aws_api_gateway_method_response.pets[each.key].status_code
  response_templates = local.mocks[each.key] ? { "application/json" = each.value.canned } : {}
}

resource "aws_api_gateway_deployment" "petstore" {
  rest_api_id = aws_api_gateway_rest_api.petstore.id

  # What is written here decides, not what AWS answers: its defaults must not make a plan of their own.
  # The lock's header is not in it: a rotation is deployed by the worker.
  triggers = {
    api     = filesha1("${path.module}/api.tf")
    probe   = filesha1("${path.module}/probe.tf")
    backend = var.backend_url
    demand  = tostring(local.demand_key || local.demand_signature)
    open    = jsonencode(var.open_methods)
    orders  = tostring(var.orders)
    gate    = module.origin_lock.revision
  }

  lifecycle {
    create_before_destroy = true
  }

  depends_on = [
    aws_api_gateway_integration.pets, aws_api_gateway_integration_response.pets,
    aws_api_gateway_integration.probe, aws_api_gateway_integration_response.probe,
  ]
}

# With the gate request-validation the worker deploys, too: the later one is the stage's.
module "newest_deployment" {
  source = "../../modules/newest-deployment"

  rest_api_id = aws_api_gateway_rest_api.petstore.id
  stage       = local.stage
  deployments = module.origin_lock.deployments
  deployment  = aws_api_gateway_deployment.petstore
}

resource "aws_api_gateway_stage" "prod" {
  rest_api_id   = aws_api_gateway_rest_api.petstore.id
  deployment_id = module.newest_deployment.id
  stage_name    = local.stage
}
