# Made without rules: they are the worker's. Each compares the header's MD5 with a digest of a secret,
# and Terraform never writes one: its own copy of a digest, which is binary, is mangled.
resource "aws_wafv2_rule_group" "lock" {
  # With the capacity in its name, so that a group of another one can be made before this one goes: as
  # long as the web ACL refers to a group, WAF deletes it not.
  name        = "${local.full_name}-${var.capacity}"
  description = "Lets CloudFront through the lock ${var.lock.name}. Its rules are written by origin-lock."
  scope       = "REGIONAL"
  capacity    = var.capacity

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = local.full_name
    # A sample would show the header with the secret.
    sampled_requests_enabled = false
  }

  tags = var.lock.tags

  lifecycle {
    create_before_destroy = true
    # All that an update would send. The provider updates the group as a whole, so that a change of one
    # of these would put its mangled rules into force. Tags go by a call of their own.
    ignore_changes = [custom_response_body, description, rule, visibility_config]
  }
}
