# What each gate is: their own tests. That each is chosen, and with its settings: ../origin-lock/tests.
mock_provider "aws" {
  override_during = plan

  mock_resource "aws_api_gateway_usage_plan" {
    defaults = { id = "plan01" }
  }
}

mock_provider "aws" {
  alias           = "us_east_1"
  override_during = plan
}

variables {
  gate = { api_key = {} }
  lock = {
    name                     = "petstore"
    path                     = "/origin-lock/petstore"
    kms_key_arn              = null
    soak_seconds             = 300
    metrics_namespace        = "OriginLock"
    adopt_existing           = false
    stages                   = [{ rest_api_id = "abcdef1234", stage = "prod", api = "abcdef1234" }]
    released                 = []
    named                    = []
    region                   = "eu-west-1"
    account_id               = "123456789012"
    partition                = "aws"
    dns_suffix               = "amazonaws.com"
    permissions_boundary_arn = null
    code_signing_config_arn  = null
    log_retention_days       = 30
    log_kms_key_arn          = null
    alarms                   = true
    alarm_actions            = []
    tags                     = {}
    worker_tags              = {}
  }
}

run "makes_the_one_that_is_named" {
  command = plan

  assert {
    condition     = output.kind == "api-key" && output.usage_plan_id == "plan01" && output.worker.environment["ORIGIN_LOCK_USAGE_PLAN_ID"] == "plan01"
    error_message = "Keys are the gate."
  }

  assert {
    condition     = length(module.request_validation) + length(module.signature) + length(module.web_acl) == 0 && output.rule_group_arn == null && output.edge_function_arn == null && length(output.authorizer_ids) + length(output.request_validator_ids) == 0 && output.revision == ""
    error_message = "There is no other gate."
  }
}

run "refuses_two" {
  command = plan

  variables {
    gate = { api_key = {}, web_acl = { create = {} } }
  }

  expect_failures = [var.gate]
}

run "refuses_none" {
  command = plan

  variables {
    gate = {}
  }

  expect_failures = [var.gate]
}
