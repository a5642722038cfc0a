provider "aws" {
  region = var.region
}

# Knows nothing of the lock: with the gate web-acl nothing changes in an API.
module "api" {
  source = "../../api"

  name = "two-configurations"
}
