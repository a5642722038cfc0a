locals {
  # What the lock's worker may do for this gate. That it may use a key of the user's is in the lock's own.
  statements = concat([
    {
      sid       = "HonouredKeys"
      actions   = ["ssm:PutParameter", "ssm:DeleteParameters"]
      resources = ["arn:${var.lock.partition}:ssm:${var.lock.region}:${var.lock.account_id}:parameter${var.lock.path}/honoured/*"]
      condition = {}
    },
    {
      sid       = "ListHonouredKeys"
      actions   = ["ssm:GetParametersByPath"]
      resources = local.honoured
      condition = {}
    },
    {
      # Whoever updates a distribution that runs the function needs these, of the version that it runs today as well.
      # https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html
      sid       = "KeepSigningFunction"
      actions   = ["lambda:GetFunction", "lambda:EnableReplication*"]
      resources = ["${aws_lambda_function.edge.arn}:*"]
      condition = {}
    },
  ], length(var.lock.worker_tags) == 0 ? [] : [local.tag_keys_statement])

  # PutParameter with tags asks for this as well. ForAllValues alone would hold for a request without tags.
  tag_keys_statement = {
    sid       = "TagHonouredKeys"
    actions   = ["ssm:AddTagsToResource"]
    resources = ["arn:${var.lock.partition}:ssm:${var.lock.region}:${var.lock.account_id}:parameter${var.lock.path}/honoured/*"]
    condition = {
      StringEqualsIfExists        = { for key, value in var.lock.worker_tags : "aws:RequestTag/${key}" => [value] }
      "ForAllValues:StringEquals" = { "aws:TagKeys" = keys(var.lock.worker_tags) }
      Null                        = { "aws:TagKeys" = ["false"] }
    }
  }
}
