package io.originlock.lab.make;

import io.originlock.lab.demo.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A copy of the Makefile and its scripts beside small sources, and a PATH of nothing but what they
 * use. The tools that reach further are fakes that write down how they were called.
 */
final class Checkout {
  static final String WORKER = "lambda/rotation/target/origin-lock-worker.jar";
  static final String AUTHORIZER = "lambda/authorizer/target/origin-lock-authorizer.jar";
  static final String EDGE = "lambda/edge-signer/target/origin-lock-edge-signer.zip";

  /** The root module. */
  static final String VARIABLES =
      """
      variable "package" {
        type    = string
        default = null # "where make package puts it"
      }
      variable "package_s3" {
        type    = object({ bucket = string, key = string })
        default = null
      }
      variable "gate" {
        type = object({
          api_key = optional(object({}))
          signature = optional(object({
            edge_package          = optional(string)
            authorizer_package    = optional(string)
            authorizer_package_s3 = optional(object({ bucket = string }))
          }))
        })
        default = { api_key = {} }
      }
      """;

  private static final List<String> TOOLS =
      List.of(
          "bash", "sh", "env", "make", "awk", "cat", "dirname", "find", "grep", "head", "ls",
          "mkdir", "mktemp", "mv", "python3", "rm", "sed", "sort", "tee", "tr", "wc");

  private final Path folder;
  private final Path root;
  private final Path bin;
  private final Map<String, String> environment = new HashMap<>();

  /** How a command ended, and what it printed. */
  record Outcome(int status, String out, String err) {}

  /**
   * @param folder an empty one
   */
  Checkout(Path folder) throws IOException {
    this.folder = folder.toRealPath();
    root = Files.createDirectories(this.folder.resolve("check out"));
    bin = Files.createDirectories(this.folder.resolve("bin"));
    Path repository = Repository.find().root();
    for (String file : List.of("Makefile", ".terraform-version")) {
      Files.copy(repository.resolve(file), root.resolve(file));
    }
    Files.createDirectories(root.resolve("scripts"));
    try (Stream<Path> scripts = Files.list(repository.resolve("scripts"))) {
      for (Path script : scripts.filter(Files::isRegularFile).toList()) {
        Files.copy(script, root.resolve("scripts").resolve(script.getFileName()));
      }
    }
    sources();
    for (String tool : TOOLS) {
      Files.createSymbolicLink(bin.resolve(tool), onPath(tool));
    }
    Fakes.write(bin);
    environment.put("PATH", bin.toString());
    environment.put("HOME", this.folder.toString());
    environment.put("FAKES", this.folder.toString());
    environment.put("TF_CLI_CONFIG_FILE", write("terraform.rc", "").toString());
  }

  private void sources() {
    for (String module : List.of("signing", "testing", "rotation", "authorizer")) {
      String depends =
          switch (module) {
            case "rotation" -> dependency("signing", "compile") + dependency("testing", "test");
            case "authorizer" -> dependency("signing", "compile");
            default -> "";
          };
      pom(module, depends);
      write("check out/lambda/" + module + "/src/main/java/A.java", "class A {} // " + module);
      write("check out/lambda/" + module + "/src/test/java/ATest.java", "class ATest {}");
    }
    write("check out/terraform/main.tf", VARIABLES);
    write("check out/lambda/pom.xml", "<project/>");
    write("check out/lambda/.mvn/jvm.config", "-Xmx1g");
    write("check out/lambda/edge-signer/index.mjs", "// index");
    write("check out/lambda/edge-signer/canonical.mjs", "// canonical");
  }

  /** The POM of a module, with these dependencies. */
  void pom(String module, String dependencies) {
    write(
        "check out/lambda/" + module + "/pom.xml",
        "<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><artifactId>origin-lock-"
            + module
            + "</artifactId><dependencies>"
            + dependencies
            + "</dependencies></project>");
  }

  static String dependency(String module, String scope) {
    return "<dependency><artifactId>origin-lock-"
        + module
        + "</artifactId><scope>"
        + scope
        + "</scope></dependency>";
  }

  private static Path onPath(String tool) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(place -> Path.of(place, tool))
        .filter(Files::isExecutable)
        .filter(file -> !isScript(file))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(tool + " is not on the PATH"));
  }

  /** True of a shim, which needs more than this PATH. */
  private static boolean isScript(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == '#' && in.read() == '!';
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the copy is; a relative path is meant from its parent. */
  Path root() {
    return root;
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  Path write(String name, String content) {
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sets an environment variable for all that runs from now on. */
  void set(String name, String value) {
    environment.put(name, value);
  }

  /** Puts a tool of this machine in the place of its fake, and all that it may need. */
  void real(String tool) throws IOException {
    without(tool);
    set("PATH", bin + ":" + System.getenv("PATH"));
  }

  /** Takes a tool off the PATH. */
  void without(String... tools) throws IOException {
    for (String tool : tools) {
      Files.delete(bin.resolve(tool));
    }
  }

  /**
   * Runs a command, as a shell does that stands in a folder.
   *
   * @param place the folder
   */
  Outcome run(Path place, String... command) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(place.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    // Found by its whole path: Java looks on its own PATH.
    builder.command().set(0, bin.resolve(command[0]).toString());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("PWD", place.toString());
    int status = builder.start().waitFor();
    return new Outcome(status, Files.readString(out), Files.readString(err));
  }

  /**
   * What becomes of {@code TF_ARGS}: a line each for init, the command and the packages it needs.
   *
   * @param place where the user stands
   * @param terraform the Terraform folder
   */
  Outcome arguments(String command, String words, Path place, Path terraform)
      throws IOException, InterruptedException {
    String script =
        """
        TF_ARGS="$1" CALLED_FROM="$2"
        export TF_ARGS CALLED_FROM
        source "$4/scripts/common.sh"
        read_arguments "$3" "$5"
        printf '[%s]' "${init[@]}"
        echo
        printf '[%s]' "${arguments[@]}"
        echo
        echo "${packages[*]}"
        """;
    return run(
        place,
        "bash",
        "-c",
        script,
        "bash",
        words,
        place.toString(),
        command,
        root.toString(),
        terraform.toString());
  }

  /** {@code make} in the checkout. */
  Outcome make(String... arguments) throws IOException, InterruptedException {
    return run(root, Stream.concat(Stream.of("make"), Stream.of(arguments)).toArray(String[]::new));
  }

  /** The calls of a fake so far, each argument in brackets; they are forgotten. */
  List<String> calls(String tool) throws IOException {
    Path calls = folder.resolve(tool + ".calls");
    if (!Files.exists(calls)) {
      return List.of();
    }
    List<String> lines = Files.readAllLines(calls);
    Files.delete(calls);
    return lines;
  }
}
