locals {
  # What is presented until the worker has engaged. Null where it takes over a header that only it can see: an
  # empty list would have Terraform take that header off.
  first_headers = var.adopt_existing && var.adopt_header == null ? null : [
    for header in var.adopt_header[*] : { name = header.name, value = header.value }
  ]
}

# What CloudFront must present now, written by the worker before it touches CloudFront. Terraform
# makes the parameter and then only reads it back.
resource "aws_ssm_parameter" "published" {
  name        = "${local.path}/published"
  description = "What the lock ${var.name} presents. Written by its worker; do not edit."
  type        = "SecureString"
  key_id      = var.kms_key_arn
  value       = jsonencode({ schema = 1, lock = var.name, sequence = 0, headers = local.first_headers })
  tags        = var.tags

  lifecycle {
    # Every attribute but the tags: to change any other one the provider puts the whole parameter,
    # its old value included, which would bring back a header whose key is gone.
    ignore_changes = [
      allowed_pattern, data_type, description, insecure_value, key_id, overwrite, tier, type, value,
    ]
  }
}

# Read once more at apply, when the value above is still the one of the plan.
ephemeral "aws_ssm_parameter" "published" {
  arn = aws_ssm_parameter.published.arn
}

# What it says, and no plan that is older than the last rotation comes past this.
module "published" {
  source = "../published"

  document = aws_ssm_parameter.published.value
  current  = ephemeral.aws_ssm_parameter.published.value
}
