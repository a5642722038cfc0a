package io.originlock.lab.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.lab.LabException;
import io.originlock.lab.terraform.TerraformCommand.Result;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs Terraform against the lab: one configuration, one state. */
public final class TerraformRun implements AutoCloseable {
  private static final int EMPTY = 0;
  private static final int NOT_EMPTY = 2;

  private final Path directory;
  private final Path data;
  private final Map<String, Object> variables;
  private final Consumer<String> progress;
  private final TerraformCommand command;
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
    this(
        directory.toAbsolutePath(),
        data.toAbsolutePath(),
        new TerraformCommand(directory.toAbsolutePath(), data.toAbsolutePath(), endpoint, timeout),
        variables,
        progress);
    create(this.data);
  }

  private TerraformRun(
      Path directory,
      Path data,
      TerraformCommand command,
      Map<String, Object> variables,
      Consumer<String> progress) {
    this.directory = directory;
    this.data = data;
    this.command = command;
    this.variables = new LinkedHashMap<>(variables);
    this.progress = progress;
  }

  /** The same configuration and state with other variables on top. */
  public TerraformRun with(Map<String, Object> more) {
    Map<String, Object> all = new LinkedHashMap<>(variables);
    all.putAll(more);
    return new TerraformRun(directory, data, command, all, progress);
  }

  /**
   * Copies a tree of configurations, without states, downloads and what somebody set for his own.
   */
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
    String json = quiet(List.of("output", "-json", "-no-color", "-state=" + state())).output();
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
    return command.run(arguments, progress, expected);
  }

  private Result quiet(List<String> arguments) {
    return command.run(arguments, line -> {}, EMPTY);
  }

  /** Ends what its commands share; another command starts it again. */
  @Override
  public void close() {
    command.close();
  }

  private static boolean isConfiguration(Path file) {
    String path = file.toString();
    return Files.isRegularFile(file)
        && !path.contains("/.terraform/")
        && !path.contains(".tfstate")
        && !path.endsWith(".tfvars")
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
