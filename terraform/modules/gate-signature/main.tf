locals {
  full_name = "origin-lock-${var.lock.name}"

  # By the API's name where it is said. Places in the list would do as well, until the first API leaves it.
  rest_apis = { for api, ids in { for stage in var.lock.stages : stage.api => stage.rest_api_id... } : api => ids[0] }

  # docs/signature.md says what is in them.
  key_header       = "x-origin-lock-key"
  signature_header = "x-origin-lock-signature"
}
