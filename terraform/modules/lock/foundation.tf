locals {
  # What a live lock stands on: exchanged, it would leave its state behind, or its key in the old plan.
  foundation = merge({
    name              = var.name
    path              = local.path
    "parameters' key" = coalesce(var.kms_key_arn, "the account's own")
    gate              = var.gate.environment["ORIGIN_LOCK_GATE"]
  }, var.gate.stands_on)
}

# Keeps it as it was when the lock was put on, so that a plan with another one is refused.
resource "terraform_data" "foundation" {
  input = local.foundation

  lifecycle {
    ignore_changes = [input]

    postcondition {
      condition     = alltrue([for what, was in self.output : lookup(local.foundation, what, was) == was])
      error_message = "This lock was put on with ${join(" and ", [for what, was in self.output : "the ${what} ${was}" if lookup(local.foundation, what, was) != was])}, and a plan cannot put another one in its place without refusing viewers. Say that one again; or take the lock off first, in the order of \"Exchanging what a lock stands on\" in modules/lock/README.md."
    }
  }
}
