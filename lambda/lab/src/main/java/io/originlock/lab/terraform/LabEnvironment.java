package io.originlock.lab.terraform;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** The environment of a program that knows the lab and none of the user's accounts. */
public final class LabEnvironment {
  private LabEnvironment() {}

  /**
   * Points Terraform and the AWS CLI at the lab.
   *
   * @param environment of a program that is about to start
   * @param endpoint of the local AWS
   */
  public static void set(Map<String, String> environment, URI endpoint) {
    List.of(
            "AWS_PROFILE",
            "AWS_SESSION_TOKEN",
            "AWS_CA_BUNDLE",
            "TF_CLI_ARGS",
            "TF_WORKSPACE",
            "TF_LOG")
        .forEach(environment::remove);
    environment.put("AWS_ENDPOINT_URL", endpoint.toString());
    environment.put("AWS_ACCESS_KEY_ID", "lab");
    environment.put("AWS_SECRET_ACCESS_KEY", "lab");
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_DEFAULT_REGION", "us-east-1");
    environment.put("AWS_MAX_ATTEMPTS", "3");
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("AWS_CONFIG_FILE", "/dev/null");
    environment.put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
    environment.put("NO_PROXY", "127.0.0.1");
    environment.put("CHECKPOINT_DISABLE", "1");
    // Every command starts providers, and a third of their time is garbage collection.
    environment.put("GOGC", "400");
    environment.put("TF_IN_AUTOMATION", "1");
    environment.remove("TF_CLI_CONFIG_FILE");
    Providers.configuration()
        .ifPresent(file -> environment.put("TF_CLI_CONFIG_FILE", file.toString()));
  }
}
