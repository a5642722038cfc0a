locals {
  # One name for all that belongs to a lock; it is in the metrics of the rule group and the web ACL, too.
  full_name = "origin-lock-${var.lock.name}"

  web_acl_arn = var.web_acl.create == null ? var.web_acl.existing.arn : module.web_acl[0].arn
}
