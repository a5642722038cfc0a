package io.originlock.fake;

import io.originlock.aws.AwsClients;
import io.originlock.aws.AwsClients.Waiting;
import java.net.URI;
import java.util.Optional;
import java.util.SplittableRandom;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The worker's own clients, led to a server of the test's. */
public final class TestClients {
  private TestClients() {}

  /** Clients whose waits for "try again later" pass at once. */
  public static AwsClients at(URI endpoint) {
    return at(endpoint, new ElapsedTime());
  }

  /** The same on a clock of the test's. */
  public static AwsClients at(URI endpoint, ElapsedTime time) {
    return new AwsClients(
        "eu-central-1",
        StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")),
        Optional.of(endpoint),
        new Waiting(time, time, new SplittableRandom(1)));
  }
}
