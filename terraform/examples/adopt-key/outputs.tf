output "url" {
  description = "The API as viewers reach it."
  value       = "https://${aws_cloudfront_distribution.api.domain_name}/pets"
}

output "api_url" {
  description = "The API's own endpoint, past CloudFront."
  value       = module.api.url
}

output "function_name" {
  description = "The worker's function, for `make status` and the like; null without the lock."
  value       = var.lock ? module.origin_lock[0].function_name : null
}

output "rotate_alias" {
  description = "The worker's alias for them; null without the lock."
  value       = var.lock ? module.origin_lock[0].rotate_alias : null
}
