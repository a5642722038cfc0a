output "function_name" {
  description = "The worker's function, for `make status` and the like."
  value       = module.origin_lock.function_name
}

output "rotate_alias" {
  description = "The worker's alias for them."
  value       = module.origin_lock.rotate_alias
}

output "published_parameter_name" {
  description = "The parameter that the distribution's configuration reads."
  value       = module.origin_lock.published_parameter_name
}
