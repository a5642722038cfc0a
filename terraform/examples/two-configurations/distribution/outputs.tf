output "distribution_id" {
  description = "Id of the distribution."
  value       = aws_cloudfront_distribution.api.id
}

output "domain_name" {
  description = "Domain name of the distribution."
  value       = aws_cloudfront_distribution.api.domain_name
}

output "url" {
  description = "The API as viewers reach it."
  value       = "https://${aws_cloudfront_distribution.api.domain_name}/pets"
}
