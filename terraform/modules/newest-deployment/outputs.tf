output "id" {
  description = "For the stage's `deployment_id`: Terraform's deployment or the worker's, whichever was made later."
  value       = local.is_terraforms ? var.deployment.id : local.workers.id
}
