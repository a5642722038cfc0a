data "aws_caller_identity" "current" {
  count = var.account_id == null ? 1 : 0
}

data "aws_canonical_user_id" "current" {
  count = var.access_logs ? 1 : 0
}

data "aws_cloudfront_log_delivery_canonical_user_id" "cloudfront" {
  count = var.access_logs ? 1 : 0
}

resource "aws_s3_bucket" "logs" {
  count = var.access_logs ? 1 : 0

  bucket        = "${var.name}-edge-logs-${coalesce(var.account_id, one(data.aws_caller_identity.current[*].account_id))}"
  force_destroy = var.destroy_logs
  tags          = var.tags

  lifecycle {
    # The account may be unknown in a plan, and another name would be another bucket.
    ignore_changes = [bucket]
  }
}

# Standard logging writes through an ACL, which new buckets refuse unless ownership says otherwise.
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html
resource "aws_s3_bucket_ownership_controls" "logs" {
  count = var.access_logs ? 1 : 0

  bucket = aws_s3_bucket.logs[0].id

  rule {
    object_ownership = "BucketOwnerPreferred"
  }
}

resource "aws_s3_bucket_public_access_block" "logs" {
  count = var.access_logs ? 1 : 0

  bucket                  = aws_s3_bucket.logs[0].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# CloudFront would add its grant by itself at the first UpdateDistribution; said here, the plan stays empty.
resource "aws_s3_bucket_acl" "logs" {
  count = var.access_logs ? 1 : 0

  bucket = aws_s3_bucket.logs[0].id

  access_control_policy {
    owner {
      id = data.aws_canonical_user_id.current[0].id
    }

    grant {
      permission = "FULL_CONTROL"

      grantee {
        type = "CanonicalUser"
        id   = data.aws_canonical_user_id.current[0].id
      }
    }

    grant {
      permission = "FULL_CONTROL"

      grantee {
        type = "CanonicalUser"
        id   = data.aws_cloudfront_log_delivery_canonical_user_id.cloudfront[0].id
      }
    }
  }

  depends_on = [aws_s3_bucket_ownership_controls.logs, aws_s3_bucket_public_access_block.logs]

  lifecycle {
    # Nobody can change a bucket's owner, and not every S3 calls it by its canonical id.
    ignore_changes = [access_control_policy[0].owner]
  }
}

# Standard logging cannot write into a bucket that is encrypted with an AWS managed KMS key.
resource "aws_s3_bucket_server_side_encryption_configuration" "logs" {
  count = var.access_logs ? 1 : 0

  bucket = aws_s3_bucket.logs[0].id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "logs" {
  count = var.access_logs && var.log_retention_days > 0 ? 1 : 0

  bucket = aws_s3_bucket.logs[0].id

  rule {
    id     = "expire"
    status = "Enabled"

    filter {}

    expiration {
      days = var.log_retention_days
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}
