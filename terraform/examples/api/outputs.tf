output "rest_api_id" {
  description = "Id of the REST API."
  value       = aws_api_gateway_rest_api.api.id
}

output "stage" {
  description = "The stage's resource."
  value       = aws_api_gateway_stage.prod
}

output "stage_name" {
  description = "The stage's name, which is known before there is a stage."
  value       = "prod"
}

output "probe_path" {
  description = "Path of the method that the lock may probe."
  value       = local.probe_path
}

output "url" {
  description = "The API's own address, past CloudFront."
  value       = "${aws_api_gateway_stage.prod.invoke_url}/pets"
}
