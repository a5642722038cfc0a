output "rest_api_id" {
  description = "Id of the REST API."
  value       = module.api.rest_api_id
}

output "stage" {
  description = "Name of the stage."
  value       = module.api.stage_name
}

output "probe_path" {
  description = "Path of the method that the lock may probe."
  value       = module.api.probe_path
}

output "api_url" {
  description = "The API's own address, past CloudFront."
  value       = module.api.url
}
