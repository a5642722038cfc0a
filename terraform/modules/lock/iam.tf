locals {
  parameters = "arn:${local.partition}:ssm:${local.region}:${local.account_id}:parameter${local.path}"

  # By name: the worker, and what it engages, need not wait for the queue.
  dead_letters_arn = "arn:${local.partition}:sqs:${local.region}:${local.account_id}:${local.full_name}-dead-letters"

  web_acl_arns       = distinct(flatten(local.distributions[*].web_acl_arns))
  log_bucket_arns    = distinct(flatten(local.distributions[*].log_bucket_arns))
  edge_function_arns = distinct(flatten(local.distributions[*].edge_function_arns))

  # API Gateway's control-plane ARNs carry no account id.
  apigateway = "arn:${local.partition}:apigateway:${local.region}::"
  rest_apis  = distinct(local.stages[*].rest_api_id)

  # What stands around the lock, whatever its gate. All of it is read-only.
  reading_statements = [
    {
      # The stages' own export is what counts; another stage of the same API is a door, too.
      sid     = "ReadApis"
      actions = ["apigateway:GET"]
      resources = flatten([for api in local.rest_apis : [
        "${local.apigateway}/restapis/${api}",
        "${local.apigateway}/restapis/${api}/deployments/*",
        "${local.apigateway}/restapis/${api}/stages",
        "${local.apigateway}/restapis/${api}/stages/*",
      ]])
      condition = {}
    },
    {
      # Which of them covers a stage, with which throttle and quota, is in the plans alone.
      sid       = "ReadUsagePlans"
      actions   = ["apigateway:GET"]
      resources = ["${local.apigateway}/usageplans", "${local.apigateway}/usageplans/*"]
      condition = {}
    },
    {
      # Which of them leads to these APIs is in their mappings alone.
      sid       = "ReadDomainNames"
      actions   = ["apigateway:GET"]
      resources = ["${local.apigateway}/domainnames", "${local.apigateway}/domainnames/*"]
      condition = {}
    },
    {
      # These have actions of their own, and the account in their ARNs.
      sid       = "ReadRoutingRules"
      actions   = ["apigateway:ListRoutingRules"]
      resources = ["arn:${local.partition}:apigateway:${local.region}:${local.account_id}:/domainnames/*"]
      condition = {}
    },
    {
      # Which others lead to these APIs is in their configurations alone.
      sid       = "ListDistributions"
      actions   = ["cloudfront:ListDistributions"]
      resources = ["*"]
      condition = {}
    },
    {
      # What of a viewer's request goes on, and how answers are kept.
      sid     = "ReadDistributionPolicies"
      actions = ["cloudfront:GetCachePolicy", "cloudfront:GetOriginRequestPolicy"]
      resources = [
        "arn:${local.partition}:cloudfront::${local.account_id}:cache-policy/*",
        "arn:${local.partition}:cloudfront::${local.account_id}:origin-request-policy/*",
      ]
      condition = {}
    },
    {
      # Whichever a stage has, and whether its logs hold the secret.
      sid       = "ReadWebAcls"
      actions   = ["wafv2:GetWebACL", "wafv2:GetLoggingConfiguration"]
      resources = ["arn:${local.partition}:wafv2:${local.region}:${local.account_id}:regional/webacl/*"]
      condition = {}
    },
  ]

  own_statements = [
    {
      # The log's compare-and-set is create-if-absent: no mistake of the worker's can overwrite an entry.
      sid       = "AppendState"
      actions   = ["ssm:PutParameter"]
      resources = ["${local.parameters}/state/*"]
      condition = { StringNotEquals = { "ssm:Overwrite" = "true" } }
    },
    {
      sid       = "ReadAndPruneState"
      actions   = ["ssm:GetParameter", "ssm:DeleteParameters"]
      resources = ["${local.parameters}/state/*"]
      condition = {}
    },
    {
      sid       = "ListStates"
      actions   = ["ssm:GetParametersByPath"]
      resources = ["${local.parameters}/state", "${local.parameters}/state/*"]
      condition = {}
    },
    {
      sid       = "Published"
      actions   = ["ssm:PutParameter", "ssm:GetParameter"]
      resources = ["${local.parameters}/published"]
      condition = {}
    },
    {
      sid       = "Distributions"
      actions   = ["cloudfront:GetDistribution", "cloudfront:UpdateDistribution"]
      resources = local.distributions[*].arn
      condition = {}
    },
    {
      sid       = "WriteLogs"
      actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      resources = ["${aws_cloudwatch_log_group.worker.arn}:*"]
      condition = {}
    },
    {
      sid       = "DeadLetters"
      actions   = ["sqs:SendMessage"]
      resources = [local.dead_letters_arn]
      condition = {}
    },
  ]

  # PutParameter with tags asks for this as well: the user's tags and no other. ForAllValues alone would hold for a
  # request without tags.
  tag_state_statement = {
    sid       = "TagState"
    actions   = ["ssm:AddTagsToResource"]
    resources = ["${local.parameters}/state/*", "${local.parameters}/published"]
    condition = {
      StringEqualsIfExists        = { for key, value in local.worker_tags : "aws:RequestTag/${key}" => [value] }
      "ForAllValues:StringEquals" = { "aws:TagKeys" = keys(local.worker_tags) }
      Null                        = { "aws:TagKeys" = ["false"] }
    }
  }

  # UpdateDistribution asks for these too, where the distribution has the feature.
  web_acl_statement = {
    sid       = "KeepWebAcl"
    actions   = ["wafv2:GetWebACL"]
    resources = local.web_acl_arns
    condition = {}
  }
  log_bucket_statement = {
    sid       = "KeepAccessLogs"
    actions   = ["s3:GetBucketAcl", "s3:PutBucketAcl"]
    resources = local.log_bucket_arns
    condition = {}
  }
  # https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html
  edge_function_statement = {
    sid       = "KeepEdgeFunctions"
    actions   = ["lambda:GetFunction", "lambda:EnableReplication*"]
    resources = local.edge_function_arns
    condition = {}
  }

  # What the role may do of that, for the worker to compare with what is attached.
  granted = [
    for statement in concat(
      length(local.web_acl_arns) == 0 ? [] : [local.web_acl_statement],
      length(local.log_bucket_arns) == 0 ? [] : [local.log_bucket_statement],
      length(local.edge_function_arns) == 0 ? [] : [local.edge_function_statement],
      var.gate.iam_statements,
    ) : { actions = statement.actions, resources = statement.resources }
    if anytrue([for action in statement.actions : startswith(action, "lambda:") || startswith(action, "s3:") || action == "wafv2:GetWebACL"])
  ]

  # Parameters of the standard tier are encrypted by KMS itself, without a data key.
  # https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html
  parameters_key_statement = {
    sid       = "EncryptParameters"
    actions   = ["kms:Encrypt", "kms:Decrypt"]
    resources = [var.kms_key_arn]
    condition = { StringEquals = { "kms:ViaService" = "ssm.${local.region}.${local.dns_suffix}" } }
  }
  # https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
  queue_key_statement = {
    sid       = "EncryptDeadLetters"
    actions   = ["kms:GenerateDataKey", "kms:Decrypt"]
    resources = [var.queue_kms_key_arn]
    condition = { StringEquals = { "kms:ViaService" = "sqs.${local.region}.${local.dns_suffix}" } }
  }

  statements = concat(
    local.own_statements,
    local.reading_statements,
    length(local.worker_tags) == 0 ? [] : [local.tag_state_statement],
    length(local.web_acl_arns) == 0 ? [] : [local.web_acl_statement],
    length(local.log_bucket_arns) == 0 ? [] : [local.log_bucket_statement],
    length(local.edge_function_arns) == 0 ? [] : [local.edge_function_statement],
    var.kms_key_arn == null ? [] : [local.parameters_key_statement],
    var.queue_kms_key_arn == null ? [] : [local.queue_key_statement],
    var.gate.iam_statements,
  )
}

resource "aws_iam_role" "worker" {
  name        = local.full_name
  description = "The worker of the lock ${var.name}."

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Lambda"
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })

  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags
}

resource "aws_iam_role_policy" "worker" {
  name = "lock"
  role = aws_iam_role.worker.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [for statement in local.statements : merge(
      {
        Sid      = statement.sid
        Effect   = "Allow"
        Action   = statement.actions
        Resource = statement.resources
      },
      length(statement.condition) == 0 ? {} : { Condition = statement.condition },
    )]
  })

  # Permissions on what the lock stands on stay as long as that is not exchanged.
  depends_on = [terraform_data.foundation]
}

resource "aws_iam_role" "scheduler" {
  name        = "${local.full_name}-scheduler"
  description = "The schedules of the lock ${var.name}."

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Scheduler"
      Effect    = "Allow"
      Principal = { Service = "scheduler.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = {
          "aws:SourceAccount" = local.account_id
          "aws:SourceArn"     = aws_scheduler_schedule_group.this.arn
        }
      }
    }]
  })

  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags
}

resource "aws_iam_role_policy" "scheduler" {
  name = "invoke"
  role = aws_iam_role.scheduler.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([
      {
        Sid      = "InvokeWorker"
        Effect   = "Allow"
        Action   = "lambda:InvokeFunction"
        Resource = [aws_lambda_alias.tick.arn, aws_lambda_alias.rotate.arn]
      },
      {
        Sid      = "DeadLetters"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = local.dead_letters_arn
      },
      ], [for key in var.queue_kms_key_arn[*] : {
        Sid       = "EncryptDeadLetters"
        Effect    = "Allow"
        Action    = local.queue_key_statement.actions
        Resource  = key
        Condition = local.queue_key_statement.condition
    }])
  })
}
