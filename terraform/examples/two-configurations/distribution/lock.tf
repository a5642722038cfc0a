# All that this configuration knows of the lock: the name of its parameter.
data "aws_ssm_parameter" "lock" {
  count = var.lock ? 1 : 0

  name = "/origin-lock/two-configurations/published"
}

ephemeral "aws_ssm_parameter" "lock" {
  count = var.lock ? 1 : 0

  arn = data.aws_ssm_parameter.lock[0].arn
}

module "published" {
  source = "../../../modules/published"
  count  = var.lock ? 1 : 0

  document = data.aws_ssm_parameter.lock[0].value
  current  = ephemeral.aws_ssm_parameter.lock[0].value
}
