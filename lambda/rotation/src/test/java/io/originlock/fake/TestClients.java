package io.originlock.fake;

import io.originlock.aws.AwsClients;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The worker's own clients, led to a server of the test's. */
public final class TestClients {
  private TestClients() {}

  public static AwsClients at(URI endpoint) {
    return new AwsClients(
        "eu-central-1",
        StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")),
        Optional.of(endpoint));
  }
}
