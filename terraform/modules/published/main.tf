locals {
  # These came later; the first two only the gate request-validation has.
  document = merge({ required = null, deployments = null, members = {} }, jsondecode(var.document))
}
