package io.originlock.lab.functions;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import io.originlock.lab.LabException;
import io.originlock.lab.control.Caller;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** Starts the processes of functions, as Lambda does but for what the lab must give them. */
final class SandboxFactory {
  private final Path directory;
  private final CodeStore code;
  private final ClassArchives archives;
  private final Credentials credentials;
  private final Supplier<URI> endpoint;
  private final List<String> jvmOptions;

  SandboxFactory(
      Path directory,
      CodeStore code,
      ClassArchives archives,
      Credentials credentials,
      Supplier<URI> endpoint,
      List<String> jvmOptions) {
    this.directory = directory;
    this.code = code;
    this.archives = archives;
    this.credentials = credentials;
    this.endpoint = endpoint;
    this.jvmOptions = List.copyOf(jvmOptions);
  }

  Sandbox start(FunctionConfig config) {
    if (config.runtime().startsWith("java")) {
      Path jar = archives.place(code.get(config.codeSha256()));
      Optional<ClassArchive> archive = archives.of(jar);
      return start(config, java(jar, archive, config.handler()), archive);
    }
    if (config.runtime().startsWith("nodejs")) {
      return start(config, NodeRuntime.command(directory.resolve("functions")), Optional.empty());
    }
    throw new LabException(
        config.arn(),
        "run runtime " + config.runtime(),
        "The lab runs Java and Node.js functions.");
  }

  private Sandbox start(
      FunctionConfig config, List<String> command, Optional<ClassArchive> archive) {
    RuntimeApi api = new RuntimeApi();
    String id = UUID.randomUUID().toString();
    return Sandbox.start(
        id, config, api, command, environment(config, api, id), log(config.name()), archive);
  }

  FunctionLog log(String function) {
    return new FunctionLog(directory.resolve("functions"), function);
  }

  private List<String> java(Path jar, Optional<ClassArchive> archive, String handler) {
    String classPath =
        Stream.concat(Stream.of(jar.toString()), runtimeInterfaceClient())
            .collect(Collectors.joining(File.pathSeparator));
    // 256 MB is what the worker must do with; a small Lambda sandbox has the serial collector.
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC"));
    archive.map(ClassArchive::flags).ifPresent(command::addAll);
    command.addAll(NativeClient.flags(directory.resolve("functions")));
    command.addAll(List.of("-cp", classPath, AWSLambda.class.getName(), handler));
    return command;
  }

  private static Stream<String> runtimeInterfaceClient() {
    return Stream.of(
            AWSLambda.class,
            PojoSerializer.class,
            RequestHandler.class,
            SdkInternalThreadLocal.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .map(
            location -> {
              try {
                return Path.of(location.toURI()).toString();
              } catch (URISyntaxException e) {
                throw new LabException(
                    location.toString(), "use it on a class path", "Move it to a plainer path.", e);
              }
            })
        .distinct();
  }

  private void javaOptions(FunctionConfig config, Map<String, String> environment) {
    String options =
        Stream.concat(
                Stream.ofNullable(config.environment().get("JAVA_TOOL_OPTIONS")),
                jvmOptions.stream())
            .collect(Collectors.joining(" "));
    if (!options.isEmpty()) {
      environment.put("JAVA_TOOL_OPTIONS", options);
    }
  }

  private Map<String, String> environment(FunctionConfig config, RuntimeApi api, String id) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    environment.put("LANG", "en_US.UTF-8");
    environment.put("TZ", ":UTC");
    environment.putAll(config.environment());
    if (config.runtime().startsWith("java")) {
      javaOptions(config, environment);
    }
    environment.put("AWS_LAMBDA_RUNTIME_API", api.address());
    environment.put("AWS_ENDPOINT_URL", endpoint.get().toString());
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_DEFAULT_REGION", "us-east-1");
    environment.put("AWS_ACCESS_KEY_ID", credentials.issue(new Caller(config.name(), id)));
    environment.put("AWS_SECRET_ACCESS_KEY", "lab");
    environment.put("AWS_SESSION_TOKEN", "lab");
    environment.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + config.runtime());
    environment.put("AWS_LAMBDA_FUNCTION_NAME", config.name());
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", config.version());
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(config.memory()));
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", config.logging().group());
    environment.put("AWS_LAMBDA_LOG_FORMAT", config.logging().json() ? "JSON" : "Text");
    if (config.logging().json()) {
      environment.put("AWS_LAMBDA_LOG_LEVEL", config.logging().level());
    }
    environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "[" + config.version() + "]" + id);
    environment.put("_HANDLER", config.handler());
    environment.put(
        "LAMBDA_TASK_ROOT",
        config.runtime().startsWith("nodejs")
            ? code.unpacked(config.codeSha256()).toString()
            : "/var/task");
    environment.put("LAMBDA_RUNTIME_DIR", "/var/runtime");
    return environment;
  }
}
