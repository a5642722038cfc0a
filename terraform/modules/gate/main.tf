locals {
  kind = one([for kind, settings in var.gate : replace(kind, "_", "-") if settings != null])

  # Where `make package` puts what the user does not name.
  built              = "${path.module}/../../../lambda"
  edge_package       = "${local.built}/edge-signer/target/origin-lock-edge-signer.zip"
  authorizer_package = "${local.built}/authorizer/target/origin-lock-authorizer.jar"

  worker = one(concat(
    module.api_key[*].worker,
    module.request_validation[*].worker,
    module.signature[*].worker,
    module.web_acl[*].worker,
  ))
}

module "api_key" {
  source = "../gate-api-key"
  count  = var.gate.api_key == null ? 0 : 1

  lock                = var.lock
  after               = var.after
  existing_usage_plan = var.gate.api_key.existing_usage_plan
}

module "request_validation" {
  source = "../gate-request-validation"
  count  = var.gate.request_validation == null ? 0 : 1

  lock            = var.lock
  required_header = var.required_header
  methods         = var.gate.request_validation.methods
  validate_body   = var.gate.request_validation.validate_body
  deploy_drafts   = var.gate.request_validation.deploy_drafts
}

module "signature" {
  source    = "../gate-signature"
  providers = { aws = aws, aws.us_east_1 = aws.us_east_1 }
  count     = var.gate.signature == null ? 0 : 1

  lock = var.lock

  edge_package                    = var.gate.signature.edge_package_s3 == null ? coalesce(var.gate.signature.edge_package, local.edge_package) : var.gate.signature.edge_package
  edge_package_s3                 = var.gate.signature.edge_package_s3
  authorizer_package              = var.gate.signature.authorizer_package_s3 == null ? coalesce(var.gate.signature.authorizer_package, local.authorizer_package) : var.gate.signature.authorizer_package
  authorizer_package_s3           = var.gate.signature.authorizer_package_s3
  window_seconds                  = var.gate.signature.window_seconds
  kept_seconds                    = var.gate.signature.kept_seconds
  signs_query                     = var.gate.signature.signs_query
  strip_prefix                    = var.gate.signature.strip_prefix
  add_prefix                      = var.gate.signature.add_prefix
  keep_edge_function              = var.gate.signature.keep_edge_function
  edge_memory_size                = var.gate.signature.edge_memory_size
  authorizer_memory_size          = var.gate.signature.authorizer_memory_size
  authorizer_reserved_concurrency = var.gate.signature.authorizer_reserved_concurrency

  distributions      = var.distributions
  edge_alarm_actions = var.gate.signature.edge_alarm_actions
  edge_5xx_percent   = var.gate.signature.edge_5xx_percent
  edge_4xx_percent   = var.gate.signature.edge_4xx_percent
  refused_signatures = var.gate.signature.refused_signatures
}

module "web_acl" {
  source = "../gate-web-acl"
  count  = var.gate.web_acl == null ? 0 : 1

  lock             = var.lock
  after            = var.after
  capacity         = var.gate.web_acl.capacity
  blocked_requests = var.gate.web_acl.blocked_requests
  web_acl = {
    create   = var.gate.web_acl.create
    existing = var.gate.web_acl.existing
  }
}
