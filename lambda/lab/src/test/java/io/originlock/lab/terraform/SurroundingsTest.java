package io.originlock.lab.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.lab.aws.AwsLab;
import io.originlock.lab.control.SharedLab;
import io.originlock.lab.control.TestFleet;
import io.originlock.lab.control.TestGateways;
import io.originlock.lab.model.ApiCatalog.Quota;
import io.originlock.lab.model.ApiCatalog.Throttle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What stands around a lock, as Terraform makes it, reads it and takes it down again. */
@Tag("verify")
@ExtendWith(SharedLab.class)
class SurroundingsTest {
  private static final String CONFIGURATION =
      """
      terraform {
        required_providers {
          aws = {
            source = "hashicorp/aws"
          }
        }
      }

      provider "aws" {
        region                      = "us-east-1"
        access_key                  = "lab"
        secret_key                  = "lab"
        skip_credentials_validation = true
        skip_metadata_api_check     = true
        skip_requesting_account_id  = true
      }

      resource "aws_api_gateway_rest_api" "this" {
        name                         = "surroundings"
        disable_execute_api_endpoint = true
      }

      resource "aws_api_gateway_rest_api_policy" "this" {
        rest_api_id = aws_api_gateway_rest_api.this.id
        policy = jsonencode({
          Version = "2012-10-17"
          Statement = [{
            Effect = "Allow", Principal = "*", Action = "execute-api:Invoke"
            Resource = "${aws_api_gateway_rest_api.this.execution_arn}/*"
          }]
        })
      }

      resource "aws_api_gateway_method" "root" {
        rest_api_id   = aws_api_gateway_rest_api.this.id
        resource_id   = aws_api_gateway_rest_api.this.root_resource_id
        http_method   = "GET"
        authorization = "NONE"
      }

      resource "aws_api_gateway_integration" "root" {
        rest_api_id = aws_api_gateway_rest_api.this.id
        resource_id = aws_api_gateway_rest_api.this.root_resource_id
        http_method = aws_api_gateway_method.root.http_method
        type        = "MOCK"
      }

      resource "aws_api_gateway_deployment" "this" {
        rest_api_id = aws_api_gateway_rest_api.this.id
        depends_on  = [aws_api_gateway_integration.root, aws_api_gateway_rest_api_policy.this]
      }

      resource "aws_api_gateway_stage" "live" {
        rest_api_id   = aws_api_gateway_rest_api.this.id
        deployment_id = aws_api_gateway_deployment.this.id
        stage_name    = "live"
      }

      resource "aws_api_gateway_usage_plan" "this" {
        name = "surroundings"
        api_stages {
          api_id = aws_api_gateway_rest_api.this.id
          stage  = aws_api_gateway_stage.live.stage_name
        }
        throttle_settings {
          rate_limit  = 5
          burst_limit = 10
        }
        quota_settings {
          limit  = 1000
          period = "DAY"
        }
      }

      resource "aws_wafv2_web_acl" "this" {
        name  = "surroundings"
        scope = "CLOUDFRONT"
        default_action {
          allow {}
        }
        visibility_config {
          cloudwatch_metrics_enabled = false
          metric_name                = "m"
          sampled_requests_enabled   = false
        }
      }

      resource "aws_cloudfront_origin_request_policy" "this" {
        name = "surroundings"
        headers_config {
          header_behavior = "whitelist"
          headers {
            items = ["Host", "Accept"]
          }
        }
        cookies_config {
          cookie_behavior = "none"
        }
        query_strings_config {
          query_string_behavior = "all"
        }
      }

      resource "aws_cloudfront_response_headers_policy" "this" {
        name = "surroundings"
        remove_headers_config {
          items {
            header = "x-amzn-errortype"
          }
        }
      }

      data "aws_cloudfront_cache_policy" "disabled" {
        name = "Managed-CachingDisabled"
      }

      resource "aws_cloudfront_distribution" "this" {
        enabled             = true
        web_acl_id          = aws_wafv2_web_acl.this.arn
        wait_for_deployment = true
        origin {
          origin_id   = "api"
          domain_name = "api.example.com"
          custom_origin_config {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          }
        }
        origin {
          origin_id   = "other"
          domain_name = "other.example.com"
          custom_origin_config {
            http_port              = 80
            https_port             = 443
            origin_protocol_policy = "https-only"
            origin_ssl_protocols   = ["TLSv1.2"]
          }
        }
        origin_group {
          origin_id = "both"
          failover_criteria {
            status_codes = [403, 503]
          }
          member {
            origin_id = "api"
          }
          member {
            origin_id = "other"
          }
        }
        default_cache_behavior {
          target_origin_id           = "both"
          viewer_protocol_policy     = "https-only"
          allowed_methods            = ["GET", "HEAD"]
          cached_methods             = ["GET", "HEAD"]
          cache_policy_id            = data.aws_cloudfront_cache_policy.disabled.id
          origin_request_policy_id   = aws_cloudfront_origin_request_policy.this.id
          response_headers_policy_id = aws_cloudfront_response_headers_policy.this.id
        }
        ordered_cache_behavior {
          path_pattern           = "/old/*"
          target_origin_id       = "api"
          viewer_protocol_policy = "https-only"
          allowed_methods        = ["GET", "HEAD"]
          cached_methods         = ["GET", "HEAD"]
          forwarded_values {
            query_string = true
            headers      = ["Host"]
            cookies {
              forward = "none"
            }
          }
        }
        custom_error_response {
          error_code            = 403
          response_code         = 200
          response_page_path    = "/sorry"
          error_caching_min_ttl = 30
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

      output "distribution" {
        value = aws_cloudfront_distribution.this.id
      }

      output "api" {
        value = aws_api_gateway_rest_api.this.id
      }

      output "plan" {
        value = aws_api_gateway_usage_plan.this.id
      }

      output "policy" {
        value = aws_cloudfront_origin_request_policy.this.id
      }
      """;

  @TempDir private Path directory;
  private final AwsLab lab;
  private final TestFleet fleet;
  private final TestGateways gateways;

  SurroundingsTest(AwsLab lab, TestFleet fleet, TestGateways gateways) {
    this.lab = lab;
    this.fleet = fleet;
    this.gateways = gateways;
  }

  @Test
  void areMadeReadAndTakenDown() throws IOException {
    Files.writeString(directory.resolve("main.tf"), CONFIGURATION);
    TerraformRun run = lab.terraform(directory, "surroundings", Map.of(), line -> {});
    run.init();
    run.apply();

    TerraformRun.Plan again = run.plan("again");
    assertThat(again.empty()).as(again.output()).isTrue();
    String distribution = run.outputs().path("distribution").asText();
    assertThat(fleet.config(distribution))
        .contains("<OriginGroup>", "<ErrorCachingMinTTL>30<", "<ForwardedValues>");
    assertThat(
            fleet
                .policies(distribution)
                .originRequest()
                .get(run.outputs().path("policy").asText())
                .sendsHeader("host"))
        .isTrue();
    assertThat(fleet.policies(distribution).responseHeaders().values())
        .anyMatch(policy -> policy.removed().contains("x-amzn-errortype"));
    var stage = gateways.stage(run.outputs().path("api").asText(), "live").orElseThrow();
    assertThat(stage.endpoint().disabled()).isTrue();
    assertThat(stage.endpoint().policy().orElseThrow()).hasSize(1);
    String plan = run.outputs().path("plan").asText();
    assertThat(gateways.catalog().plans())
        .filteredOn(each -> each.id().equals(plan))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.throttle()).contains(new Throttle(5, 10));
              assertThat(each.quota()).contains(new Quota(1000, "DAY"));
            });

    run.destroy();
    assertThat(run.outputs()).isEmpty();
  }
}
