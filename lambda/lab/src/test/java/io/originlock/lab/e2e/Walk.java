package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.lab.Eventually;
import io.originlock.lab.demo.QuickSettings;
import io.originlock.lab.demo.Repository;
import io.originlock.lab.demo.SecretSearch;
import io.originlock.lab.demo.Site;
import io.originlock.lab.edge.EdgeFleet;
import io.originlock.lab.gate.Gates;
import io.originlock.lab.gateway.GatewayHosts;
import io.originlock.lab.load.Target;
import io.originlock.lab.load.Viewers;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Wire;
import io.originlock.lab.terraform.LabEnvironment;
import io.originlock.lab.terraform.TerraformRun;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Somebody who follows an example's README in a checkout of his own: what he types is what stands
 * there in {@code sh} blocks, and his account is a lab. Viewers come all the time.
 */
final class Walk implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");
  private static final Pattern CHANGE = Pattern.compile("(?m)^ *# (\\S+) (?:will|must) be ");
  private static final int LAST_LINES = 40;
  private static final Duration LONGEST_STEP = Duration.ofMinutes(5);
  private static final Duration LONGEST_LOAD = Duration.ofMinutes(30);
  private static final Duration ANSWERED = Duration.ofSeconds(10);

  /** What a make that runs the tests has told its own scripts. */
  private static final List<String> OF_MAKE =
      List.of(
          "MAKEFLAGS",
          "MFLAGS",
          "MAKELEVEL",
          "CALLED_FROM",
          "GATE",
          "DIR",
          "TF_ARGS",
          "FUNCTION",
          "REQUEST_ID",
          "FORCE",
          "ADOPT",
          "YES");

  private final Site site;
  private final Path checkout;
  private final List<Path> roots;
  private final Map<String, List<String>> chapters;
  private final URI url;
  private final URI apiUrl;
  private final Viewers viewers;

  /** Begins where the user is before the lock: the chapter Before of the README. */
  private Walk(Site site, String example) throws IOException {
    this.site = site;
    Path directory = site.settings().directory();
    this.checkout = directory.resolve("checkout");
    Repository repository = Repository.find();
    TerraformRun.copy(repository.terraform(), checkout.resolve("terraform"));
    TerraformRun.copy(repository.root().resolve("scripts"), checkout.resolve("scripts"));
    for (String file : List.of("Makefile", ".terraform-version")) {
      Files.copy(repository.root().resolve(file), checkout.resolve(file));
    }
    Path folder = checkout.resolve("terraform/examples").resolve(example);
    this.roots = roots(folder);
    this.chapters = chapters(Files.readString(folder.resolve("README.md")));
    site.aws().schedules().set(true);
    chapters.get("Before").forEach(this::type);
    this.url = output("url");
    this.apiUrl = output("api_url");
    Eventually.await("every edge serves", this::everyEdgeServes);
    this.viewers =
        Viewers.start(
            new Target(site.plane().edges(), url.getHost(), url.getPath()),
            site.fleet().size(),
            40,
            LONGEST_LOAD,
            site.ledger(),
            site.clock());
  }

  /**
   * Starts a lab, and applies what there is before the lock.
   *
   * @param example its folder's name
   * @param gate what locks it
   */
  static Walk begin(String example, String gate) throws IOException {
    Path directory = Path.of("target", "e2e", "walk-" + example).toAbsolutePath();
    Site site = Site.start(QuickSettings.of(directory, Gates.named(gate)));
    try {
      return new Walk(site, example);
    } catch (IOException | RuntimeException | AssertionError failed) {
      site.close();
      throw failed;
    }
  }

  /** The folders that Terraform is run in. */
  private static List<Path> roots(Path folder) throws IOException {
    try (var all = Files.walk(folder, 2)) {
      return all.filter(file -> file.endsWith("versions.tf"))
          .map(Path::getParent)
          .sorted()
          .toList();
    }
  }

  private static Map<String, List<String>> chapters(String readme) {
    Map<String, List<String>> chapters = new HashMap<>();
    for (String chapter : readme.split("(?m)^## ")) {
      String title = chapter.lines().findFirst().orElse("");
      chapters.put(title, BLOCK.matcher(chapter).results().map(m -> m.group(1)).toList());
    }
    return chapters;
  }

  /**
   * How things stand after a step.
   *
   * @param pastCloudFront what the API's own endpoint answers, from every host
   * @param planned the addresses of what Terraform would change then
   */
  record After(Set<Integer> pastCloudFront, Set<String> planned) {
    static After open(String... planned) {
      return new After(Set.of(200), Set.of(planned));
    }

    static After closed(String... planned) {
      return new After(Set.of(403), Set.of(planned));
    }
  }

  /** Takes a chapter's steps, and looks around after each. */
  List<After> take(String chapter) {
    return chapters.get(chapter).stream().map(this::step).toList();
  }

  private After step(String commands) {
    type(commands);
    Set<String> planned = planned();
    Eventually.await("every host knows", () -> site.hosts().spread().behind() == 0);
    assertThat(refused()).as("refused by then: %s", commands).isZero();
    return new After(pastCloudFront(), planned);
  }

  /** What Terraform would change now in the configurations that have been applied. */
  private Set<String> planned() {
    return roots.stream()
        .filter(Walk::applied)
        .map(root -> type("terraform -chdir=" + root + " plan -no-color"))
        .flatMap(plan -> CHANGE.matcher(plan).results().map(change -> change.group(1)))
        .collect(Collectors.toSet());
  }

  private static boolean applied(Path root) {
    Path state = root.resolve("terraform.tfstate");
    try {
      return Files.exists(state) && Files.readString(state).contains("\"mode\": \"managed\"");
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  /** Nobody comes any more, and what there was before the lock goes too. */
  void leave() throws IOException {
    viewers.close();
    chapters.get("After").forEach(this::type);
  }

  long refused() {
    return site.ledger().viewerRefused();
  }

  /** Everything that exists, by kind. */
  Map<String, List<String>> resources() {
    return site.aws().inventory();
  }

  Site site() {
    return site;
  }

  /** The files, what the terminal showed among them, that hold a secret. */
  List<String> spilled() {
    for (Path root : roots) {
      type("terraform -chdir=" + root + " show -no-color");
    }
    Set<String> secrets = site.ledger().secrets().all();
    assertThat(secrets).as("secrets to look for").isNotEmpty();
    return SecretSearch.in(site.settings().directory(), secrets);
  }

  /** Runs commands as a shell does that stops at the first that fails; returns what they print. */
  String type(String commands) {
    try {
      Path output = Files.createTempFile(site.settings().directory(), "step", ".log");
      ProcessBuilder builder =
          new ProcessBuilder("bash", "-e", "-u", "-o", "pipefail", "-c", commands)
              .directory(checkout.toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      environment(builder.environment());
      Process shell = builder.start();
      boolean ended = shell.waitFor(LONGEST_STEP.toSeconds(), TimeUnit.SECONDS);
      if (!ended) {
        shell.descendants().forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly();
      }
      String printed = Files.readString(output);
      List<String> lines = printed.lines().toList();
      assertThat(ended && shell.exitValue() == 0).as("%s%n…%n%s", commands, last(lines)).isTrue();
      return printed;
    } catch (IOException failed) {
      throw new AssertionError(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  private static String last(List<String> lines) {
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  private void environment(Map<String, String> environment) {
    OF_MAKE.forEach(environment::remove);
    LabEnvironment.set(environment, site.aws().endpoint());
    environment.put("TF_INPUT", "0");
    environment.put("TF_CLI_ARGS_apply", "-auto-approve");
    environment.put("TF_CLI_ARGS_destroy", "-auto-approve");
    environment.put("TF_VAR_package", Repository.find().worker().toString());
    environment.put("TF_VAR_soak_seconds", "1");
    environment.put("TF_VAR_grace_seconds", "1");
    // A minute of schedules is seconds here, and ticks would overlap that on AWS do not.
    environment.put("TF_VAR_reserved_concurrency", "1");
    // The provider watches a new lifecycle rule of a bucket for most of a minute.
    environment.put("TF_VAR_log_retention_days", "0");
  }

  private URI output(String name) throws IOException {
    for (Path root : roots) {
      JsonNode outputs = JSON.readTree(type("terraform -chdir=" + root + " output -json"));
      if (outputs.has(name)) {
        return URI.create(outputs.path(name).path("value").asText());
      }
    }
    throw new AssertionError("no output " + name + " in " + roots);
  }

  private boolean everyEdgeServes() {
    for (int edge = 0; edge < site.fleet().size(); edge++) {
      int status =
          status(
              site.plane().edges(),
              Request.of("GET", url.getPath())
                  .with("host", url.getHost())
                  .with(EdgeFleet.EDGE_HEADER, String.valueOf(edge)));
      if (status != 200) {
        return false;
      }
    }
    return true;
  }

  private Set<Integer> pastCloudFront() {
    Set<Integer> answers = new TreeSet<>();
    for (int host = 0; host < site.hosts().size(); host++) {
      answers.add(
          status(
              site.plane().gateway(),
              Request.of("GET", apiUrl.getPath())
                  .with("host", apiUrl.getHost())
                  .with(GatewayHosts.HOST_HEADER, String.valueOf(host))));
    }
    return answers;
  }

  private static int status(InetSocketAddress to, Request request) {
    try (Wire wire = new Wire(ANSWERED, 1)) {
      return wire.send(to, request).status();
    } catch (IOException failed) {
      return 0;
    }
  }

  @Override
  public void close() throws IOException {
    viewers.close();
    site.close();
  }
}
