package io.originlock.lab.e2e;

import static io.originlock.lab.functions.Deployed.statement;

import io.originlock.lab.aws.AwsLab;
import io.originlock.lab.control.Clients;
import io.originlock.lab.demo.Repository;
import io.originlock.lab.functions.Deployed;
import io.originlock.lab.functions.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * The worker in an AWS that is made without Terraform. It may do everything, so that no permission
 * stops it, and returns where it would wait.
 */
final class BareWorker {
  private final AwsLab lab;
  private final String function;

  private BareWorker(AwsLab lab, String function) {
    this.lab = lab;
    this.function = function;
  }

  /** What every worker is told, whatever its gate. */
  static Map<String, String> variables(String lock, String distributions, String stages) {
    return Map.of(
        "ORIGIN_LOCK_NAME",
        lock,
        "ORIGIN_LOCK_PATH",
        path(lock),
        "ORIGIN_LOCK_DISTRIBUTIONS",
        distributions,
        "ORIGIN_LOCK_STAGES",
        stages,
        "ORIGIN_LOCK_SOAK_SECONDS",
        "0");
  }

  private static String path(String lock) {
    return "/origin-lock/" + lock;
  }

  /** Makes the parameter that Terraform makes before a lock begins. */
  static void publishNothing(Clients clients, String lock) {
    clients
        .ssm()
        .putParameter(
            r ->
                r.name(path(lock) + "/published")
                    .type(ParameterType.SECURE_STRING)
                    .value(
                        "{\"schema\":1,\"lock\":\"%s\",\"sequence\":0,\"headers\":[]}"
                            .formatted(lock)));
  }

  /** Deploys it as a function of this name. */
  static BareWorker deploy(
      AwsLab lab, Clients clients, String function, Map<String, String> variables) {
    String role =
        Deployed.role(
            clients,
            function,
            "lambda.amazonaws.com",
            statement("All", "ssm:*,cloudfront:*,apigateway:*,wafv2:*,logs:*", "*"));
    clients
        .lambda()
        .createFunction(
            r ->
                r.functionName(function)
                    .role(role)
                    .runtime(Runtime.JAVA21)
                    .handler("io.originlock.handler.RotationHandler::handleRequest")
                    .timeout(60)
                    .environment(e -> e.variables(variables))
                    .code(c -> c.zipFile(code())));
    return new BareWorker(lab, function);
  }

  private static SdkBytes code() {
    try {
      return SdkBytes.fromByteArray(Files.readAllBytes(Repository.find().worker()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  String function() {
    return function;
  }

  /** Sends an event; the answer may be an error. */
  Outcome ask(String event) {
    return lab.functions()
        .invoke(function, "", event.getBytes(StandardCharsets.UTF_8), LabLock.NO_TIME_TO_WAIT);
  }
}
