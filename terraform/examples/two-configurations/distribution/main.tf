provider "aws" {
  region = var.region
}

data "terraform_remote_state" "api" {
  backend = "local"
  config  = { path = "${path.module}/../api/terraform.tfstate" }
}
