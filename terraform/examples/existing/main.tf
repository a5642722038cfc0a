provider "aws" {
  region = var.region
}

# CloudFront's web ACLs and functions live here, wherever the API is.
provider "aws" {
  alias  = "us_east_1"
  region = "us-east-1"
}
