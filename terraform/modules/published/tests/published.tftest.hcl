run "before_there_is_a_secret" {
  command = plan

  variables {
    document = jsonencode({ schema = 1, lock = "petstore", sequence = 0, headers = [] })
    current  = jsonencode({ schema = 1, lock = "petstore", sequence = 0, headers = [] })
  }

  assert {
    condition     = length(nonsensitive(output.presented)) == 0 && output.required_header == null && length(output.deployments) == 0
    error_message = "The empty document says nothing."
  }
}

run "before_the_worker_has_taken_over_what_only_it_sees" {
  command = plan

  variables {
    document = jsonencode({ schema = 1, lock = "petstore", sequence = 0, headers = null })
    current  = jsonencode({ schema = 1, lock = "petstore", sequence = 0, headers = null })
  }

  assert {
    condition     = output.presented == null && output.required_header == null
    error_message = "Null fails the plan of what reads it; an empty list would take a header off."
  }
}

run "of_a_worker_that_has_no_other_fields" {
  command = plan

  variables {
    document = jsonencode({ schema = 1, lock = "petstore", sequence = 7, headers = [{ name = "x-api-key", value = "not-a-secret" }] })
    current  = jsonencode({ schema = 1, lock = "petstore", sequence = 7, headers = [{ name = "x-api-key", value = "not-a-secret" }] })
  }

  assert {
    condition     = nonsensitive(output.presented) == [{ name = "x-api-key", value = "not-a-secret" }]
    error_message = "The header is presented."
  }

  assert {
    condition     = output.required_header == null && length(output.deployments) == 0 && length(output.members) == 0
    error_message = "What an old document does not say is nothing."
  }
}

run "while_nothing_is_required" {
  command = plan

  variables {
    document = jsonencode({ schema = 1, lock = "petstore", sequence = 7, headers = [], required = null, deployments = null })
    current  = jsonencode({ schema = 1, lock = "petstore", sequence = 7, headers = [], required = null, deployments = null })
  }

  assert {
    condition     = output.required_header == null && length(output.deployments) == 0
    error_message = "Null is none."
  }
}

run "in_the_middle_of_a_rotation" {
  command = plan

  variables {
    document = jsonencode({
      schema   = 1
      lock     = "petstore"
      sequence = 9
      headers = [
        { name = "x-origin-lock-0123456789abcdef0123456789abcdef", value = "1" },
        { name = "x-origin-lock-fedcba9876543210fedcba9876543210", value = "1" },
      ]
      required = "x-origin-lock-fedcba9876543210fedcba9876543210"
      deployments = [
        { rest_api_id = "abcdef1234", stage = "prod", id = "d1", created_at = "2026-11-26T17:00:00Z" },
        { rest_api_id = "abcdef1234", stage = "beta", id = "d1", created_at = "2026-11-26T17:00:00Z" },
      ]
      something_newer = true
    })
    current = jsonencode({
      schema   = 1
      lock     = "petstore"
      sequence = 9
      headers = [
        { name = "x-origin-lock-0123456789abcdef0123456789abcdef", value = "1" },
        { name = "x-origin-lock-fedcba9876543210fedcba9876543210", value = "1" },
      ]
      required = "x-origin-lock-fedcba9876543210fedcba9876543210"
      deployments = [
        { rest_api_id = "abcdef1234", stage = "prod", id = "d1", created_at = "2026-11-26T17:00:00Z" },
        { rest_api_id = "abcdef1234", stage = "beta", id = "d1", created_at = "2026-11-26T17:00:00Z" },
      ]
      something_newer = true
    })
  }

  assert {
    condition = nonsensitive(output.presented) == [
      { name = "x-origin-lock-0123456789abcdef0123456789abcdef", value = "1" },
      { name = "x-origin-lock-fedcba9876543210fedcba9876543210", value = "1" },
    ]
    error_message = "Both headers are presented."
  }

  assert {
    condition     = nonsensitive(output.required_header) == "x-origin-lock-fedcba9876543210fedcba9876543210"
    error_message = "One of them is required."
  }

  assert {
    condition = output.deployments == [
      { rest_api_id = "abcdef1234", stage = "prod", id = "d1", created_at = "2026-11-26T17:00:00Z" },
      { rest_api_id = "abcdef1234", stage = "beta", id = "d1", created_at = "2026-11-26T17:00:00Z" },
    ]
    error_message = "The live deployments are no secret."
  }

  assert {
    condition     = issensitive(output.presented) && issensitive(output.required_header) && !issensitive(output.deployments)
    error_message = "No plan may show a header."
  }
}

run "refuses_a_newer_schema" {
  command = plan

  variables {
    document = jsonencode({ schema = 2, lock = "petstore", sequence = 7, headers = [] })
    current  = jsonencode({ schema = 2, lock = "petstore", sequence = 7, headers = [] })
  }

  expect_failures = [var.document]
}

run "refuses_what_is_no_document" {
  command = plan

  variables {
    document = "x-api-key: not-a-secret"
    current  = "x-api-key: not-a-secret"
  }

  expect_failures = [var.document]
}

run "refuses_a_plan_that_is_older_than_the_last_rotation" {
  command = plan

  variables {
    document = jsonencode({ schema = 1, lock = "petstore", sequence = 7, headers = [] })
    current  = jsonencode({ schema = 1, lock = "petstore", sequence = 8, headers = [] })
  }

  expect_failures = [output.presented, output.required_header, output.deployments, output.members]
}

run "with_members_of_kinds_that_are_known_and_yet_to_come" {
  command = plan

  variables {
    document = jsonencode({ schema = 1, lock = "petstore", sequence = 7, headers = [], members = { distributions = ["E1234567890ABC"], stages = ["abcdef1234/prod"], http_apis = ["zyxwvu9876/prod"] } })
    current  = jsonencode({ schema = 1, lock = "petstore", sequence = 7, headers = [], members = { distributions = ["E1234567890ABC"], stages = ["abcdef1234/prod"], http_apis = ["zyxwvu9876/prod"] } })
  }

  assert {
    condition     = output.members == toset(["E1234567890ABC", "abcdef1234/prod", "zyxwvu9876/prod"]) && !issensitive(output.members)
    error_message = "Members are names, and no secret."
  }
}
