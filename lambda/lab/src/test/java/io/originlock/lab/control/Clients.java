package io.originlock.lab.control;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The real SDK's clients of the lab, without retries. */
public final class Clients implements AutoCloseable {
  private final ApiGatewayClient apiGateway;
  private final ApiGatewayV2Client apiGatewayV2;
  private final CloudFrontClient cloudFront;
  private final IamClient iam;
  private final LambdaClient lambda;
  private final SchedulerClient scheduler;
  private final SsmClient ssm;

  public Clients(URI endpoint) {
    // The client for URLs knows no PATCH: API Gateway gets the SDK's default one.
    apiGateway = configured(ApiGatewayClient.builder(), endpoint).build();
    apiGatewayV2 =
        configured(ApiGatewayV2Client.builder(), endpoint)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    cloudFront =
        configured(CloudFrontClient.builder(), endpoint)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    iam =
        configured(IamClient.builder(), endpoint)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    lambda =
        configured(LambdaClient.builder(), endpoint)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    scheduler =
        configured(SchedulerClient.builder(), endpoint)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    ssm =
        configured(SsmClient.builder(), endpoint)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
  }

  public ApiGatewayClient apiGateway() {
    return apiGateway;
  }

  public ApiGatewayV2Client apiGatewayV2() {
    return apiGatewayV2;
  }

  public CloudFrontClient cloudFront() {
    return cloudFront;
  }

  public IamClient iam() {
    return iam;
  }

  public LambdaClient lambda() {
    return lambda;
  }

  public SchedulerClient scheduler() {
    return scheduler;
  }

  public SsmClient ssm() {
    return ssm;
  }

  @Override
  public void close() {
    apiGateway.close();
    apiGatewayV2.close();
    cloudFront.close();
    iam.close();
    lambda.close();
    scheduler.close();
    ssm.close();
  }

  private static <B extends AwsClientBuilder<B, ?> & SdkSyncClientBuilder<B, ?>> B configured(
      B builder, URI endpoint) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("lab", "lab")))
        .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()));
  }
}
