package io.originlock.lab.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.lab.LabException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs Terraform against the lab: one configuration, one state. */
public final class TerraformRun {
  private static final int LAST_LINES = 40;
  private static final int EMPTY = 0;
  private static final int NOT_EMPTY = 2;

  private final Path directory;
  private final Path data;
  private final URI endpoint;
  private final Map<String, Object> variables;
  private final Consumer<String> progress;
  private final Duration timeout;
  private final Optional<Path> providers = Providers.configuration();
  private final ObjectMapper mapper = new ObjectMapper();

  /**
   * Prepares to run Terraform.
   *
   * @param directory with the configuration; nothing is written there
   * @param data a directory of the lab's for the state, plans and providers
   * @param endpoint of the control plane
   * @param variables by name; texts, numbers, booleans, lists and maps
   * @param progress gets each line that Terraform prints
   * @param timeout of each command
   */
  public TerraformRun(
      Path directory,
      Path data,
      URI endpoint,
      Map<String, Object> variables,
      Consumer<String> progress,
      Duration timeout) {
    this.directory = directory.toAbsolutePath();
    this.data = data.toAbsolutePath();
    this.endpoint = endpoint;
    this.variables = new LinkedHashMap<>(variables);
    this.progress = progress;
    this.timeout = timeout;
    create(this.data);
  }

  /** The same configuration and state with other variables on top. */
  public TerraformRun with(Map<String, Object> more) {
    Map<String, Object> all = new LinkedHashMap<>(variables);
    all.putAll(more);
    return new TerraformRun(directory, data, endpoint, all, progress, timeout);
  }

  /** Copies a tree of configurations, without states and downloads. */
  public static Path copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(TerraformRun::isConfiguration).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        create(target.getParent());
        Files.copy(file, target);
      }
      return to;
    } catch (IOException e) {
      throw new LabException(from.toString(), "copy it to " + to, "See the cause.", e);
    }
  }

  /** {@code terraform init}. A lock file that is there stays as it is. */
  public void init() {
    List<String> arguments = new ArrayList<>(List.of("init", "-input=false", "-no-color"));
    if (Files.exists(directory.resolve(".terraform.lock.hcl"))) {
      arguments.add("-lockfile=readonly");
    }
    run(arguments, EMPTY);
  }

  /**
   * {@code terraform plan}.
   *
   * @param out the plan's file, {@code <name>.tfplan} in the data directory
   */
  public Plan plan(String out) {
    Path file = planFile(out);
    List<String> arguments = new ArrayList<>(withState("plan", "-detailed-exitcode"));
    arguments.addAll(variables());
    arguments.add("-out=" + file);
    Result result = run(arguments, EMPTY, NOT_EMPTY);
    return new Plan(file, result.status() == EMPTY, result.output());
  }

  /** {@code terraform apply} of a new plan. */
  public String apply() {
    List<String> arguments = new ArrayList<>(withState("apply", "-auto-approve"));
    arguments.addAll(variables());
    return run(arguments, EMPTY).output();
  }

  /** {@code terraform apply} of a saved plan, however old. */
  public String apply(Plan plan) {
    List<String> arguments = new ArrayList<>(withState("apply"));
    arguments.add(plan.file().toString());
    return run(arguments, EMPTY).output();
  }

  /** {@code terraform destroy}. */
  public String destroy() {
    List<String> arguments = new ArrayList<>(withState("destroy", "-auto-approve"));
    arguments.addAll(variables());
    return run(arguments, EMPTY).output();
  }

  /** {@code terraform plan -destroy}, as people read it. */
  public String planDestroy() {
    List<String> arguments = new ArrayList<>(withState("plan", "-destroy"));
    arguments.addAll(variables());
    return run(arguments, EMPTY).output();
  }

  /** {@code terraform show} of the state, as people read it. */
  public String show() {
    return quiet(List.of("show", "-no-color", state().toString())).output();
  }

  /** The values of the outputs by name, sensitive ones included: don't print them. */
  public JsonNode outputs() {
    List<String> command =
        List.of("output", "-json", "-no-color", "-state=" + data.resolve("terraform.tfstate"));
    String json = quiet(command).output();
    try {
      JsonNode all = mapper.readTree(json);
      var values = mapper.createObjectNode();
      all.properties()
          .forEach(output -> values.set(output.getKey(), output.getValue().path("value")));
      return values;
    } catch (JsonProcessingException e) {
      throw new LabException("terraform output", "read it as JSON", "See the cause.", e);
    }
  }

  /** The file with the state. */
  public Path state() {
    return data.resolve("terraform.tfstate");
  }

  /** A plan that was saved. */
  public record Plan(Path file, boolean empty, String output) {}

  private record Result(int status, String output) {}

  private List<String> withState(String command, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.add(command);
    arguments.addAll(List.of("-input=false", "-no-color", "-state=" + state()));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private List<String> variables() {
    return variables.entrySet().stream()
        .map(
            variable -> {
              Object value = variable.getValue();
              try {
                String text = value instanceof String s ? s : mapper.writeValueAsString(value);
                return "-var=" + variable.getKey() + "=" + text;
              } catch (JsonProcessingException e) {
                throw new LabException(
                    "variable " + variable.getKey(), "write it as JSON", "See the cause.", e);
              }
            })
        .toList();
  }

  private Path planFile(String name) {
    return data.resolve(name + ".tfplan");
  }

  private Result run(List<String> arguments, int... expected) {
    return execute(arguments, progress, expected);
  }

  private Result quiet(List<String> arguments) {
    return execute(arguments, line -> {}, EMPTY);
  }

  private Result execute(List<String> arguments, Consumer<String> listener, int... expected) {
    List<String> command = new ArrayList<>(List.of("terraform"));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    environment(builder.environment());
    String name = arguments.get(0);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new LabException(
          "terraform",
          "start it",
          "Is it on the PATH? https://developer.hashicorp.com/terraform/install",
          e);
    }
    List<String> lines = new ArrayList<>();
    Thread reader = new Thread(() -> read(process, lines, listener), "lab-terraform");
    reader.setDaemon(true);
    reader.start();
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        kill(process);
        throw failure(name, "took longer than " + timeout.toSeconds() + " s", lines);
      }
      reader.join();
    } catch (InterruptedException e) {
      kill(process);
      Thread.currentThread().interrupt();
      throw new LabException("terraform " + name, "wait for it", "Interrupted.", e);
    }
    int status = process.exitValue();
    for (int good : expected) {
      if (status == good) {
        return new Result(status, joined(lines));
      }
    }
    throw failure(name, "ended with " + status, lines);
  }

  private static void read(Process process, List<String> lines, Consumer<String> listener) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        synchronized (lines) {
          lines.add(line);
        }
        listener.accept(line);
      }
    } catch (IOException ended) {
      listener.accept("terraform's output ended: " + ended.getMessage());
    }
  }

  private static void kill(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  private static TerraformException failure(String command, String how, List<String> lines) {
    List<String> copy;
    synchronized (lines) {
      copy = List.copyOf(lines);
    }
    return new TerraformException(
        command,
        how,
        String.join("\n", copy.subList(Math.max(0, copy.size() - LAST_LINES), copy.size())),
        String.join("\n", copy));
  }

  private static String joined(List<String> lines) {
    synchronized (lines) {
      return String.join("\n", lines);
    }
  }

  private void environment(Map<String, String> environment) {
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
    environment.put("TF_IN_AUTOMATION", "1");
    environment.put("TF_DATA_DIR", data.resolve("terraform-data").toString());
    environment.remove("TF_CLI_CONFIG_FILE");
    providers.ifPresent(file -> environment.put("TF_CLI_CONFIG_FILE", file.toString()));
  }

  private static boolean isConfiguration(Path file) {
    String path = file.toString();
    return Files.isRegularFile(file)
        && !path.contains("/.terraform/")
        && !path.contains(".tfstate")
        && !path.endsWith(".tfplan");
  }

  private static void create(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new LabException(directory.toString(), "create it", "Is it writable?", e);
    }
  }
}
