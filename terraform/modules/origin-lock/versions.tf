terraform {
  # 1.11 is the first with ephemeral reads in every check; .terraform-version names the tested release.
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"

      # CloudFront takes its functions from there, wherever the API is.
      configuration_aliases = [aws.us_east_1]
    }
  }
}
