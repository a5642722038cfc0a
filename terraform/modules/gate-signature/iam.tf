locals {
  # What the lock's worker may do for this gate. That it may use a key of the user's is in the lock's own.
  statements = [
    {
      sid       = "HonouredKeys"
      actions   = ["ssm:PutParameter", "ssm:DeleteParameters"]
      resources = ["${local.aws}:ssm:${local.region}:${local.account}:parameter${local.path}/honoured/*"]
      condition = {}
    },
    {
      sid       = "ListHonouredKeys"
      actions   = ["ssm:GetParametersByPath"]
      resources = local.honoured
      condition = {}
    },
  ]
}
