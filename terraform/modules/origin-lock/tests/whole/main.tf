# A root as a user has it, for scripts/terraform-plans.py: the lock, and a distribution that reads what it presents.
terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}

variable "gate" {
  type = any
}

variable "adopt_existing" {
  type    = bool
  default = false
}

variable "adopt_value" {
  type      = string
  default   = null
  sensitive = true
}

variable "enforce" {
  type    = bool
  default = false
}

variable "force_disengage" {
  type    = bool
  default = false
}

variable "memory_size" {
  type    = number
  default = 512
}

variable "tags" {
  type    = map(string)
  default = {}
}

provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

module "origin_lock" {
  source    = "../.."
  providers = { aws = aws, aws.us_east_1 = aws }

  name       = "petstore"
  region     = "eu-west-1"
  account_id = "123456789012"
  package    = "${path.module}/main.tf"
  gate       = var.gate
  stages     = [{ rest_api_id = "abcdef1234", stage = "prod" }]

  distributions = [{ id = "E1234567890ABC", origins = ["api"] }]

  adopt_existing  = var.adopt_existing
  adopt_value     = var.adopt_value
  enforce         = var.enforce
  force_disengage = var.force_disengage
  memory_size     = var.memory_size
  tags            = var.tags
}

resource "aws_cloudfront_distribution" "api" {
  enabled = true

  origin {
    origin_id   = "api"
    domain_name = "abcdef1234.execute-api.eu-west-1.amazonaws.com"
    origin_path = "/prod"

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }

    dynamic "custom_header" {
      for_each = module.origin_lock.presented

      content {
        name  = custom_header.value.name
        value = custom_header.value.value
      }
    }
  }

  default_cache_behavior {
    target_origin_id       = "api"
    viewer_protocol_policy = "https-only"
    allowed_methods        = ["GET", "HEAD"]
    cached_methods         = ["GET", "HEAD"]
    cache_policy_id        = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = true
  }
}
