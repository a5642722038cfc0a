package io.originlock.lab.conformance;

import io.originlock.aws.AwsClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Something that says it is AWS: Systems Manager, API Gateway's control plane, and deployed stages
 * that answer requests, all behind one endpoint, as LocalStack has it.
 */
final class Cloud implements AutoCloseable {
  static final String REGION = "us-east-1";

  private static final AwsCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final URI endpoint;
  private final StageUrl stages;
  private final Duration patience;
  private final AwsClients worker;
  private final SsmClient ssm;
  private final ApiGatewayClient apiGateway;
  private final HttpClient http;

  /** Clients that wait 20 s at most for an answer. */
  Cloud(URI endpoint) {
    this(endpoint, LONGEST_ANSWER);
  }

  /**
   * @param longest how long an answer is waited for, repetitions included
   */
  Cloud(URI endpoint, Duration longest) {
    this.endpoint = endpoint;
    this.stages = StageUrl.EXECUTE_API;
    this.patience = PATIENCE;
    this.http = HttpClient.newBuilder().connectTimeout(longest).build();
    this.worker =
        new AwsClients(
            REGION,
            CREDENTIALS,
            Optional.of(endpoint),
            new AwsClients.Waiting(Cloud::sleep, System::nanoTime, new SplittableRandom()));
    this.ssm =
        SsmClient.builder()
            .endpointOverride(endpoint)
            .region(Region.of(REGION))
            .credentialsProvider(CREDENTIALS)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .overrideConfiguration(o -> o.apiCallTimeout(longest))
            .build();
    // The client for URLs knows no PATCH: API Gateway gets the SDK's default one.
    this.apiGateway =
        ApiGatewayClient.builder()
            .endpointOverride(endpoint)
            .region(Region.of(REGION))
            .credentialsProvider(CREDENTIALS)
            .overrideConfiguration(o -> o.apiCallTimeout(longest))
            .build();
  }

  private static void sleep(Duration duration) {
    LockSupport.parkNanos(duration.toNanos());
  }

  private Cloud(Cloud same, StageUrl stages, Duration patience) {
    this.endpoint = same.endpoint;
    this.worker = same.worker;
    this.ssm = same.ssm;
    this.apiGateway = same.apiGateway;
    this.http = same.http;
    this.stages = stages;
    this.patience = patience;
  }

  /** The same, its stages addressed so. */
  Cloud with(StageUrl other) {
    return new Cloud(this, other, patience);
  }

  /** The same, given this long for a change to reach its stages. */
  Cloud with(Duration otherPatience) {
    return new Cloud(this, stages, otherPatience);
  }

  URI endpoint() {
    return endpoint;
  }

  /** How long a change may take to reach the stages. */
  Duration patience() {
    return patience;
  }

  /** The worker's own clients. */
  AwsClients worker() {
    return worker;
  }

  /** What a person or Terraform would use. */
  SsmClient ssm() {
    return ssm;
  }

  /** What a person or Terraform would use. */
  ApiGatewayClient apiGateway() {
    return apiGateway;
  }

  /** What a deployed stage answered. */
  record Answer(int status, String body) {}

  /** Sends a request to a deployed stage. */
  Answer send(String method, String api, String stage, String path, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(endpoint + stages.of(api, stage, path)))
            .timeout(LONGEST_ANSWER)
            .method(method, HttpRequest.BodyPublishers.noBody());
    headers.forEach(request::header);
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a request was answered.", e);
    }
  }

  @Override
  public void close() {
    ssm.close();
    apiGateway.close();
  }
}
