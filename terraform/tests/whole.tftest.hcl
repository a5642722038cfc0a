# The lock reads an ephemeral resource, which no mock_provider can serve: the real one plans, offline.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

provider "aws" {
  alias                       = "us_east_1"
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

override_data {
  target = module.lock.data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

override_data {
  target = module.edge[0].data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

override_data {
  target = module.edge[0].data.aws_canonical_user_id.current
  values = { id = "owner" }
}

override_data {
  target = module.web_acl[0].data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

override_data {
  target = module.gate_web_acl[0].module.web_acl[0].data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

variables {
  region      = "eu-west-1"
  name        = "petstore"
  rest_api_id = "abcdef1234"
  stage       = "prod"
  package     = "./main.tf"
}

run "makes_a_distribution_for_an_api_that_has_none" {
  command = plan

  assert {
    condition     = length(module.edge) == 1 && length(module.web_acl) == 1 && length(module.gate_api_key) == 1 && length(module.gate_web_acl) == 0
    error_message = "A distribution and its web ACL must be made, and keys be the gate."
  }

  assert {
    condition     = output.lock_name == "petstore" && output.path == "/origin-lock/petstore" && output.rotate_alias == "rotate"
    error_message = "The outputs that `make status` and the like need."
  }
}

run "checks_by_a_web_acl_on_the_stage" {
  command = plan

  variables {
    gate = "web-acl"
  }

  assert {
    condition     = length(module.gate_web_acl) == 1 && length(module.gate_api_key) == 0 && length(module.web_acl) == 1
    error_message = "A web ACL on the stage besides the distribution's, and no usage plan."
  }

  assert {
    condition     = output.usage_plan_id == null && output.gate == "web-acl"
    error_message = "There are no keys."
  }
}
