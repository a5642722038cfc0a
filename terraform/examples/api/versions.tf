terraform {
  # 1.11 is the first with ephemeral reads in every check; .terraform-version names the tested release.
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}
