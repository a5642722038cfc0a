output "distribution" {
  description = "The distribution as an entry of a lock's `distributions` takes it."
  value = {
    id                     = aws_cloudfront_distribution.this.id
    arn                    = aws_cloudfront_distribution.this.arn
    domain_name            = aws_cloudfront_distribution.this.domain_name
    web_acl_id             = aws_cloudfront_distribution.this.web_acl_id
    logging_config         = aws_cloudfront_distribution.this.logging_config
    default_cache_behavior = aws_cloudfront_distribution.this.default_cache_behavior
    ordered_cache_behavior = aws_cloudfront_distribution.this.ordered_cache_behavior
  }
}

output "id" {
  description = "The distribution's id."
  value       = aws_cloudfront_distribution.this.id
}

output "arn" {
  description = "The distribution's ARN."
  value       = aws_cloudfront_distribution.this.arn
}

output "domain_name" {
  description = "The distribution's domain name, d….cloudfront.net."
  value       = aws_cloudfront_distribution.this.domain_name
}

output "hosted_zone_id" {
  description = "Zone id for a Route 53 alias record."
  value       = aws_cloudfront_distribution.this.hosted_zone_id
}

output "origins" {
  description = "Ids of the origins that must present the lock's headers."
  value       = [local.origin_id]
}

output "log_bucket" {
  description = "Name of the bucket of the access logs, null without them."
  value       = one(aws_s3_bucket.logs[*].id)
}
