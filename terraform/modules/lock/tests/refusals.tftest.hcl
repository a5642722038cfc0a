# Each run gives many variables a bad value at once; every one of them must be refused.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

variables {
  alarm_actions = ["arn:aws:sns:eu-west-1:123456789012:night"]
  name          = "petstore"
  region        = "eu-west-1"
  account_id    = "123456789012"
  package       = "./main.tf"
  gate = {
    environment    = { ORIGIN_LOCK_GATE = "api-key" }
    iam_statements = []
  }
  distributions = [{ id = "E1234567890ABC", origins = ["api"] }]
  stages        = [{ rest_api_id = "abcdef1234", stage = "prod" }]
}

run "what_aws_would_refuse" {
  command = plan

  variables {
    name                     = "PetStore"
    path                     = "/aws/petstore"
    distributions            = [{ id = "arn:aws:cloudfront::123456789012:distribution/E1234567890ABC", origins = ["api"] }]
    stages                   = [{ rest_api_id = "arn:aws:apigateway:eu-west-1::/restapis/abcdef1234", stage = "prod" }]
    probe_path               = "origin-lock-probe"
    probe_methods            = ["origin-lock-probe"]
    released                 = ["d111111abcdef8.cloudfront.net"]
    accepted_findings        = [{ kind = "Backend Receives Secret", place = " ", reason = "" }]
    rotation_schedule        = "Weekly"
    audit_schedule           = "Daily"
    rotation_window_minutes  = 1441
    kms_key_arn              = "arn:aws:kms:eu-west-1:123456789012:alias/mine"
    memory_size              = 64
    reserved_concurrency     = 0
    metrics_namespace        = "AWS/Lambda"
    log_retention_days       = 31
    alarm_actions            = ["me@example.com"]
    permissions_boundary_arn = "arn:aws:iam::123456789012:role/mine"
  }

  expect_failures = [
    var.name,
    var.path,
    var.distributions,
    var.stages,
    var.probe_path,
    var.probe_methods,
    var.released,
    var.accepted_findings,
    var.rotation_schedule,
    var.audit_schedule,
    var.rotation_window_minutes,
    var.kms_key_arn,
    var.memory_size,
    var.reserved_concurrency,
    var.metrics_namespace,
    var.log_retention_days,
    var.alarm_actions,
    var.permissions_boundary_arn,
  ]
}

run "what_is_too_small" {
  command = plan

  variables {
    name                     = "p"
    path                     = "origin-lock/petstore"
    distributions            = []
    stages                   = []
    soak_seconds             = -1
    soak_limit_seconds       = -1
    probes                   = 0
    grace_seconds            = -1
    memory_seconds           = -1
    rotation_schedule        = "rate(0 days)"
    rotation_window_minutes  = -1
    secret_age_alarm_seconds = 0
  }

  expect_failures = [
    var.name,
    var.path,
    var.distributions,
    var.stages,
    var.soak_seconds,
    var.soak_limit_seconds,
    var.probes,
    var.grace_seconds,
    var.memory_seconds,
    var.rotation_schedule,
    var.rotation_window_minutes,
    var.secret_age_alarm_seconds,
  ]
}

run "what_is_too_large" {
  command = plan

  variables {
    name               = "abcdefghijklmnopqrstuvwxyzabcdefg"
    path               = "/a/b/c/d/e/f/g/h/i/j/k/l/m/n"
    distributions      = [{ id = "E1234567890ABC", origins = ["api"] }, { id = "E1234567890ABC", origins = ["api"] }]
    soak_seconds       = 3601
    soak_limit_seconds = 43201
    probes             = 201
    grace_seconds      = 604801
    memory_seconds     = 31536001
    memory_size        = 20000
    rotation_schedule  = "cron(0 3 1 * MON *)"
  }

  expect_failures = [
    var.name,
    var.path,
    var.distributions,
    var.soak_seconds,
    var.soak_limit_seconds,
    var.probes,
    var.grace_seconds,
    var.memory_seconds,
    var.memory_size,
    var.rotation_schedule,
  ]
}

run "what_is_written_otherwise" {
  command = plan

  variables {
    name               = "pet_store"
    path               = "/origin lock"
    distributions      = [{ id = "d111111abcdef8.cloudfront.net", origins = ["api"] }]
    stages             = [{ rest_api_id = "abcdef1234", stage = "prod v1" }]
    soak_seconds       = 0.5
    soak_limit_seconds = 0.5
    probes             = 1.5
    rotation_schedule  = "0 3 1 * ? *"
  }

  expect_failures = [
    var.name,
    var.path,
    var.distributions,
    var.stages,
    var.soak_seconds,
    var.soak_limit_seconds,
    var.probes,
    var.rotation_schedule,
  ]
}

run "what_belongs_to_something_else" {
  command = plan

  variables {
    name              = "1petstore"
    distributions     = [{ id = "E1234567890ABC", origins = ["api"], log_bucket_arn = "arn:aws:sqs:eu-west-1:123456789012:logs" }]
    stages            = [{ rest_api_id = "abcdef1234", stage = "prod", probe_url = "https://example.com/probe?key=1" }]
    rotation_schedule = "cron(0 3 1 * *)"
    audit_schedule    = "cron(0 5 * * *)"
  }

  expect_failures = [
    var.name,
    var.distributions,
    var.stages,
    var.rotation_schedule,
    var.audit_schedule,
  ]
}

run "a_distribution_without_an_origin" {
  command = plan

  variables {
    name              = "petstore-"
    distributions     = [{ id = "E1234567890ABC", origins = [] }]
    rotation_schedule = "rate(2 months)"
  }

  expect_failures = [
    var.name,
    var.distributions,
    var.rotation_schedule,
  ]
}

run "a_probe_in_the_clear_and_a_gate_without_a_name" {
  command = plan

  variables {
    distributions     = [{ id = "E1234567890ABC", origins = ["api"], probe_url = "http://d111111abcdef8.cloudfront.net/probe" }]
    rotation_schedule = "at(2030-01-01T00:00:00)"
    gate              = { environment = { ORIGIN_LOCK_USAGE_PLAN_ID = "plan01" }, iam_statements = [] }
  }

  expect_failures = [
    var.distributions,
    var.rotation_schedule,
    var.gate,
  ]
}

run "an_edge_function_by_its_alias" {
  command = plan

  variables {
    tags          = { "aws:team" = "pets" }
    distributions = [{ id = "E1234567890ABC", origins = ["api"], edge_function_arns = ["arn:aws:lambda:us-east-1:123456789012:function:mine:live"] }]
  }

  expect_failures = [var.distributions, var.tags]
}

run "a_distribution_of_two_kinds_and_a_package_of_two_places" {
  command = plan

  variables {
    distributions = [{ id = "E1234567890ABC", origins = ["api"], distribution = { id = "E1234567890ABC", arn = "arn:aws:cloudfront::123456789012:distribution/E1234567890ABC", domain_name = "d111111abcdef8.cloudfront.net" } }]
    package_s3    = { bucket = "artifacts", key = "worker.jar" }
    region        = "us-gov-west-1"
    account_id    = "1234"
  }

  expect_failures = [var.distributions, var.package, var.region, var.account_id]
}

run "no_package_at_all" {
  command = plan

  variables {
    package = null
    tags    = { Origin-Lock = "mine" }
  }

  expect_failures = [var.package, var.tags]
}

run "a_package_that_is_not_there" {
  command = plan

  variables {
    package = "./origin-lock-worker.jar"
  }

  expect_failures = [aws_lambda_function.worker]
}

run "signatures_where_nothing_signs" {
  command = plan

  variables {
    region = "cn-north-1"
    gate   = { environment = { ORIGIN_LOCK_GATE = "signature" }, iam_statements = [] }
  }

  expect_failures = [var.gate]
}

run "to_take_over_what_nobody_else_signs" {
  command = plan

  variables {
    adopt_existing = true
    gate           = { environment = { ORIGIN_LOCK_GATE = "signature" }, iam_statements = [] }
  }

  expect_failures = [aws_lambda_function.worker]
}

run "to_close_a_gate_that_methods_close" {
  command = plan

  variables {
    enforce = true
  }

  expect_failures = [aws_lambda_function.worker]
}

run "to_close_a_gate_that_an_authorizer_closes" {
  command = plan

  variables {
    enforce = true
    gate    = { environment = { ORIGIN_LOCK_GATE = "signature" }, iam_statements = [] }
  }

  expect_failures = [aws_lambda_function.worker]
}

run "a_header_that_is_not_taken_over" {
  command = plan

  variables {
    adopt_header = { name = "x-api-key", value = "not-a-secret" }
  }

  expect_failures = [var.adopt_header]
}

run "to_let_go_of_all_members" {
  command = plan

  variables {
    released = ["E1234567890ABC"]
  }

  expect_failures = [aws_lambda_function.worker]
}

# From here on: what a live lock stands on is not exchanged. The states are those in which it was put on otherwise.
run "another_gate_than_the_lock_was_put_on_with" {
  command = plan

  override_resource {
    target          = terraform_data.foundation
    override_during = plan
    values          = { output = { name = "petstore", gate = "web-acl" } }
  }

  expect_failures = [terraform_data.foundation]
}

run "another_path" {
  command = plan

  variables {
    path = "/locks/petstore"
  }

  override_resource {
    target          = terraform_data.foundation
    override_during = plan
    values          = { output = { name = "petstore", path = "/origin-lock/petstore", gate = "api-key" } }
  }

  expect_failures = [terraform_data.foundation]
}

run "another_name" {
  command = plan

  variables {
    name = "orders"
    path = "/origin-lock/petstore"
  }

  override_resource {
    target          = terraform_data.foundation
    override_during = plan
    values          = { output = { name = "petstore", path = "/origin-lock/petstore", gate = "api-key" } }
  }

  expect_failures = [terraform_data.foundation]
}

run "another_key" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-0000-0000-000000000000"
  }

  override_resource {
    target          = terraform_data.foundation
    override_during = plan
    values          = { output = { gate = "api-key", "parameters' key" = "the account's own" } }
  }

  expect_failures = [terraform_data.foundation]
}

run "another_usage_plan" {
  command = plan

  variables {
    gate = { environment = { ORIGIN_LOCK_GATE = "api-key" }, iam_statements = [], stands_on = { "usage plan" = "mine99" } }
  }

  override_resource {
    target          = terraform_data.foundation
    override_during = plan
    values          = { output = { gate = "api-key", "usage plan" = "mine01" } }
  }

  expect_failures = [terraform_data.foundation]
}

run "what_a_lock_of_before_did_not_write_down_is_no_other" {
  command = plan

  override_resource {
    target          = terraform_data.foundation
    override_during = plan
    values          = { output = { gate = "api-key" } }
  }

  assert {
    condition     = length(local.orphans) == 0
    error_message = "Nothing is refused."
  }
}

run "warns_where_nobody_is_notified" {
  command = plan

  variables {
    alarm_actions = []
  }

  expect_failures = [check.somebody_is_notified]
}

run "warns_nobody_who_hears_of_alarms_in_another_way" {
  command = plan

  variables {
    alarm_actions = null
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.age : length(coalesce(alarm.alarm_actions, [])) == 0])
    error_message = "Without alarm_actions alarms notify nothing."
  }
}

run "warns_nobody_who_has_no_alarms" {
  command = plan

  variables {
    alarms        = false
    alarm_actions = []
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.age) == 0
    error_message = "Without alarms there is nothing to hear of."
  }
}
