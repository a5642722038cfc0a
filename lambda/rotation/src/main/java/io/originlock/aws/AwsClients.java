package io.originlock.aws;

import io.originlock.port.Pause;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.wafv2.Wafv2Client;

/**
 * Builds the SDK's clients for a Lambda function: one HTTP client for nearly all of them, the
 * credentials from the environment, so that no start spends time on looking for profiles or
 * instance metadata.
 *
 * <p>Calls are retried by the SDK's standard mode (three attempts, with back-off and a retry
 * quota). One attempt may take 5 s, and all three 20 s; for CloudFront, whose updates are slower,
 * and for exports and deployments of whole APIs 10 s and 25 s. What AWS answers with "try again
 * later" is repeated beside that, so a call ends after 40 s, or 45 s.
 */
public final class AwsClients {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ATTEMPT = Duration.ofSeconds(5);
  private static final Duration CALL = Duration.ofSeconds(20).plus(TryAgainLater.LONGEST);
  private static final Duration SLOW_ATTEMPT = Duration.ofSeconds(10);
  private static final Duration SLOW_CALL = Duration.ofSeconds(25).plus(TryAgainLater.LONGEST);

  private final Region region;
  private final AwsCredentialsProvider credentials;
  private final Optional<URI> endpoint;
  private final Waiting waiting;
  private final SdkHttpClient http =
      UrlConnectionHttpClient.builder()
          .connectionTimeout(CONNECT)
          .socketTimeout(SLOW_ATTEMPT)
          .build();

  /**
   * How a call that is to be tried again later waits.
   *
   * @param nanoTime a clock that never goes back, in nanoseconds: {@code System::nanoTime}
   * @param random spreads the waits
   */
  public record Waiting(Pause pause, LongSupplier nanoTime, RandomGenerator random) {}

  /**
   * Clients for a region with the credentials of the environment. The SDK itself heeds {@code
   * AWS_ENDPOINT_URL}.
   *
   * @param region the API's region, such as {@code eu-central-1}
   */
  public AwsClients(String region, Waiting waiting) {
    this(region, EnvironmentVariableCredentialsProvider.create(), Optional.empty(), waiting);
  }

  /** The same with given credentials and, if there is one, an endpoint for every service. */
  public AwsClients(
      String region, AwsCredentialsProvider credentials, Optional<URI> endpoint, Waiting waiting) {
    this.region = Region.of(region);
    this.credentials = credentials;
    this.endpoint = endpoint;
    this.waiting = waiting;
  }

  /**
   * Parameter Store.
   *
   * @param kmsKey the id or ARN of the customer key that encrypts what is written; empty for the
   *     account's {@code aws/ssm} key
   * @param tags for every parameter that is created
   */
  public ParameterStore parameters(Optional<String> kmsKey, Map<String, String> tags) {
    return new ParameterStore(
        common(SsmClient.builder(), region)
            .httpClient(http)
            .overrideConfiguration(calls(ATTEMPT, CALL, List.of()))
            .build(),
        kmsKey,
        tags);
  }

  public ApiGatewayClient apiGateway() {
    return common(ApiGatewayClient.builder(), region)
        .httpClient(http)
        .overrideConfiguration(calls(ATTEMPT, CALL, List.of()))
        .build();
  }

  /**
   * The same for calls that change a part of something, which are PATCH requests. {@code
   * HttpURLConnection} knows no PATCH; the other client takes longer to start, so only what needs
   * it has it.
   */
  public ApiGatewayClient patchingApiGateway() {
    return common(ApiGatewayClient.builder(), region)
        .httpClient(
            Apache5HttpClient.builder()
                .connectionTimeout(CONNECT)
                .socketTimeout(SLOW_ATTEMPT)
                .build())
        .overrideConfiguration(calls(SLOW_ATTEMPT, SLOW_CALL, List.of()))
        .build();
  }

  /** API Gateway's second API, which alone tells of routing rules. */
  public ApiGatewayV2Client apiGatewayV2() {
    return common(ApiGatewayV2Client.builder(), region)
        .httpClient(http)
        .overrideConfiguration(calls(ATTEMPT, CALL, List.of()))
        .build();
  }

  /** WAF for what is regional. */
  public Wafv2Client waf() {
    return common(Wafv2Client.builder(), region)
        .httpClient(http)
        .overrideConfiguration(calls(ATTEMPT, CALL, List.of()))
        .build();
  }

  /** CloudFront is one service for a whole partition, whatever the region of the API. */
  public CloudFrontClient cloudFront(List<ExecutionInterceptor> interceptors) {
    return common(CloudFrontClient.builder(), cloudFrontRegion(region.id()))
        .httpClient(http)
        .overrideConfiguration(calls(SLOW_ATTEMPT, SLOW_CALL, interceptors))
        .build();
  }

  /**
   * The region that requests to CloudFront are signed for. Its pseudo-region, {@code aws-global},
   * would be signed for literally where {@code AWS_ENDPOINT_URL} is set.
   */
  static Region cloudFrontRegion(String apiRegion) {
    return apiRegion.startsWith("cn-") ? Region.CN_NORTHWEST_1 : Region.US_EAST_1;
  }

  private <B extends AwsClientBuilder<B, C>, C> B common(B builder, Region where) {
    endpoint.ifPresent(builder::endpointOverride);
    return builder.region(where).credentialsProvider(credentials);
  }

  private ClientOverrideConfiguration calls(
      Duration attempt, Duration call, List<ExecutionInterceptor> interceptors) {
    return ClientOverrideConfiguration.builder()
        .retryStrategy(
            new TryAgainLater(
                AwsRetryStrategy.standardRetryStrategy(),
                waiting.pause(),
                waiting.nanoTime(),
                waiting.random()))
        .apiCallAttemptTimeout(attempt)
        .apiCallTimeout(call)
        .executionInterceptors(interceptors)
        .build();
  }
}
