package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.lab.Eventually;
import io.originlock.lab.demo.QuickSettings;
import io.originlock.lab.demo.SecretSearch;
import io.originlock.lab.demo.Site;
import io.originlock.lab.edge.EdgeFleet;
import io.originlock.lab.gate.Gates;
import io.originlock.lab.gateway.GatewayHosts;
import io.originlock.lab.load.Target;
import io.originlock.lab.load.Viewers;
import io.originlock.lab.net.Request;
import io.originlock.lab.net.Wire;
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
  private static final Duration LONGEST_LOAD = Duration.ofMinutes(30);
  private static final Duration ANSWERED = Duration.ofSeconds(10);

  private final Site site;
  private final Terminal terminal;
  private final List<Path> roots;
  private final Map<String, List<String>> chapters;
  private final URI url;
  private final URI apiUrl;
  private final Viewers viewers;

  /** Begins where the user is before the lock: the chapter Before of the README. */
  private Walk(Site site, String example) throws IOException {
    this.site = site;
    Path checkout = site.settings().directory().resolve("checkout");
    this.terminal = Terminal.in(checkout, site);
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

  /** Takes one of a chapter's steps, the first of which is 0. */
  After take(String chapter, int step) {
    return step(chapters.get(chapter).get(step));
  }

  /** Takes one of a chapter's steps, which fails. */
  void stumble(String chapter, int step) {
    String commands = chapters.get(chapter).get(step);
    terminal.fail(commands);
    assertThat(refused()).as("refused by then: %s", commands).isZero();
  }

  private After step(String commands) {
    long before = site.ledger().viewerRequests();
    type(commands);
    Set<String> planned = planned();
    Eventually.await("every host knows", () -> site.hosts().spread().behind() == 0);
    assertThat(site.ledger().viewerRequests()).as("viewers").isGreaterThan(before);
    assertThat(refused()).as("refused by then: %s", commands).isZero();
    return new After(pastCloudFront(), planned);
  }

  /** What Terraform would change now in the configurations that have been applied. */
  Set<String> planned() {
    return roots.stream()
        .filter(Walk::applied)
        .map(root -> terminal.type("terraform -chdir=" + root + " plan -no-color"))
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

  /** Types commands that must succeed. */
  void type(String commands) {
    terminal.type(commands);
  }

  private URI output(String name) throws IOException {
    for (Path root : roots) {
      JsonNode outputs = JSON.readTree(terminal.type("terraform -chdir=" + root + " output -json"));
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
