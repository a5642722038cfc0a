module "origin_lock" {
  gate          = { request_validation = { methods = concat(local.method_names, ["GET ${local.probe_path}"]) } }
  edge          = null
  distributions = [local.behind]
}

resource "aws_api_gateway_method" "pets" {
  api_key_required = true
}

resource "aws_api_gateway_deployment" "petstore" {
  triggers = merge(
    { for key, probe in aws_api_gateway_integration_response.more : key => probe.id },
    { gate = module.origin_lock.revision },
  )
}

output "url" {
  value = "https://${module.edge.domain_name}/pets"
}

output "distribution_id" {
  value = module.edge.id
}

output "distribution_domain_name" {
  value = module.edge.domain_name
}

output "log_bucket" {
  value = module.edge.log_bucket
}

output "web_acl_arn" {
  value = module.web_acl.arn
}
