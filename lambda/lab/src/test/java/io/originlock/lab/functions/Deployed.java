package io.originlock.lab.functions;

import io.originlock.lab.control.Clients;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.LoggingConfig;
import software.amazon.awssdk.services.lambda.model.Runtime;

/**
 * A function that a test deployed, with a role of its own.
 *
 * @param name of the function and of its role
 */
public record Deployed(String name, String role) {
  private static final String HANDLER = SampleFunction.class.getName() + "::handleRequest";

  /** Deploys and publishes {@link SampleFunction}, allowed to do what the statements say. */
  public static Deployed deploy(Clients clients, int timeoutSeconds, String statements) {
    String name = "fn-" + UUID.randomUUID();
    String role = role(clients, name, "lambda.amazonaws.com", statements);
    clients
        .lambda()
        .createFunction(
            r ->
                r.functionName(name)
                    .role(role)
                    .runtime(Runtime.JAVA21)
                    .handler(HANDLER)
                    .timeout(timeoutSeconds)
                    .publish(true)
                    .environment(e -> e.variables(Map.of("GREETING", "hello")))
                    .code(c -> c.zipFile(SdkBytes.fromByteArray(zip()))));
    return new Deployed(name, role);
  }

  /**
   * Deploys and publishes a function in Node.js that edges may run, allowed to write its logs.
   *
   * @param source of its one module
   * @param logging of its logs
   */
  public static Deployed atTheEdge(Clients clients, String source, LoggingConfig logging) {
    String name = "fn-" + UUID.randomUUID();
    String role =
        role(
            clients,
            name,
            "lambda.amazonaws.com\",\"edgelambda.amazonaws.com",
            statement(
                "Logs",
                "logs:CreateLogGroup,logs:CreateLogStream,logs:PutLogEvents",
                "arn:aws:logs:*:123456789012:log-group:" + logging.logGroup() + "*"));
    clients
        .lambda()
        .createFunction(
            r ->
                r.functionName(name)
                    .role(role)
                    .runtime(Runtime.NODEJS22_X)
                    .handler("index.handler")
                    .timeout(10)
                    .publish(true)
                    .loggingConfig(logging)
                    .code(
                        c ->
                            c.zipFile(
                                SdkBytes.fromByteArray(
                                    zip("index.mjs", source.getBytes(StandardCharsets.UTF_8))))));
    return new Deployed(name, role);
  }

  /** The ARN of the version that was published. */
  public String version() {
    return "arn:aws:lambda:us-east-1:123456789012:function:" + name + ":1";
  }

  /** Makes a role that a service may assume, with one inline policy. */
  public static String role(Clients clients, String name, String service, String statements) {
    String trust =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"Service\":[\"%s\"]}}]}"
            .formatted(service);
    String arn =
        clients
            .iam()
            .createRole(r -> r.roleName(name).assumeRolePolicyDocument(trust))
            .role()
            .arn();
    allow(clients, name, statements);
    return arn;
  }

  /** Replaces the policy of a role. */
  public static void allow(Clients clients, String role, String statements) {
    clients
        .iam()
        .putRolePolicy(
            r ->
                r.roleName(role)
                    .policyName("policy")
                    .policyDocument(
                        "{\"Version\":\"2012-10-17\",\"Statement\":[%s]}".formatted(statements)));
  }

  /** One statement. */
  public static String statement(String sid, String action, String resource) {
    return "{\"Sid\":\"%s\",\"Effect\":\"Allow\",\"Action\":[%s],\"Resource\":[\"%s\"]}"
        .formatted(sid, "\"" + action.replace(",", "\",\"") + "\"", resource);
  }

  /** The statement that lets a function's logs be delivered. */
  public static String logs() {
    return statement(
        "Logs",
        "logs:CreateLogGroup,logs:CreateLogStream,logs:PutLogEvents",
        "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/*");
  }

  private static byte[] zip() {
    String entry = SampleFunction.class.getName().replace('.', '/') + ".class";
    try (InputStream type = SampleFunction.class.getResourceAsStream("/" + entry)) {
      return zip(entry, type.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] zip(String entry, byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(content);
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
