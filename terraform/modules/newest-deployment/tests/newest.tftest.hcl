variables {
  rest_api_id = "abcdef1234"
  stage       = "prod"
  deployment  = { id = "terraform", created_date = "2026-11-26T17:00:00Z" }
}

run "there_is_none_but_terraforms" {
  command = plan

  variables {
    deployments = []
  }

  assert {
    condition     = output.id == "terraform"
    error_message = "With other gates, and before the first rotation, Terraform's is the stage's."
  }
}

run "the_worker_deployed_later" {
  command = plan

  variables {
    deployments = [{ rest_api_id = "abcdef1234", stage = "prod", id = "worker", created_at = "2026-11-26T17:00:01Z" }]
  }

  assert {
    condition     = output.id == "worker"
    error_message = "After a rotation the plan is empty."
  }
}

run "terraform_deployed_later" {
  command = plan

  variables {
    deployments = [{ rest_api_id = "abcdef1234", stage = "prod", id = "worker", created_at = "2026-11-26T16:59:59.999Z" }]
  }

  assert {
    condition     = output.id == "terraform"
    error_message = "A change of the API goes live, and stays."
  }
}

run "both_in_the_same_second" {
  command = plan

  variables {
    deployments = [{ rest_api_id = "abcdef1234", stage = "prod", id = "worker", created_at = "2026-11-26T18:00:00+01:00" }]
  }

  assert {
    condition     = output.id == "worker"
    error_message = "A tie is the worker's, in whatever zone its time is written."
  }
}

run "another_stages_is_nothing_to_this_one" {
  command = plan

  variables {
    deployments = [
      { rest_api_id = "abcdef1234", stage = "beta", id = "worker", created_at = "2026-11-26T18:00:00Z" },
      { rest_api_id = "zyxwvu9876", stage = "prod", id = "worker", created_at = "2026-11-26T18:00:00Z" },
    ]
  }

  assert {
    condition     = output.id == "terraform"
    error_message = "API and stage must both be this one's."
  }
}

run "refuses_what_is_no_time" {
  command = plan

  variables {
    deployments = [{ rest_api_id = "abcdef1234", stage = "prod", id = "worker", created_at = "yesterday" }]
  }

  expect_failures = [var.deployments]
}
