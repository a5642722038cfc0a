locals {
  # The last two came later, and only the gate request-validation has them.
  document = merge({ required = null, deployments = null }, jsondecode(var.document))
}
