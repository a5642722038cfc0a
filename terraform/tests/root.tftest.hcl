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
  target = module.origin_lock.module.lock.data.aws_caller_identity.current[0]
  values = { account_id = "123456789012" }
}

variables {
  alarm_actions = ["arn:aws:sns:eu-west-1:123456789012:night"]
  region        = "eu-west-1"
  name          = "petstore"
  gate          = { api_key = {} }
  stages        = [{ rest_api_id = "abcdef1234", stage = "prod" }]
  distributions = [{ id = "E1234567890ABC", origins = ["api"] }]
  package       = "./main.tf"
  tags          = { CostCenter = "4711" }
}

run "locks_an_api_with_a_distribution_of_the_users" {
  command = plan

  assert {
    condition     = output.lock_name == "petstore" && output.function_name == "origin-lock-petstore" && output.gate == "api-key" && output.url == null
    error_message = "What `make status` and the like need, and no distribution."
  }
}
