package io.originlock.lab.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.lab.Eventually;
import io.originlock.lab.aws.Options.Control;
import io.originlock.lab.control.Faults;
import io.originlock.lab.control.Faults.Effect;
import io.originlock.lab.control.Faults.Moment;
import io.originlock.lab.demo.QuickSettings;
import io.originlock.lab.demo.Readiness;
import io.originlock.lab.demo.Repository;
import io.originlock.lab.demo.Settings;
import io.originlock.lab.demo.Settings.Hosts;
import io.originlock.lab.demo.Settings.Lock;
import io.originlock.lab.demo.Site;
import io.originlock.lab.demo.Stack;
import io.originlock.lab.functions.Outcome;
import io.originlock.lab.gate.GateView;
import io.originlock.lab.load.Intruders;
import io.originlock.lab.load.Target;
import io.originlock.lab.load.Viewers;
import io.originlock.lab.model.Header;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;

/**
 * A petstore behind its lock in a lab of its own, quick enough for tests: 6 edges that take a
 * change within 0.9 s, 3 hosts that learn of one within 0.3 s, a soak and a grace of a second each.
 * Viewers come all the time.
 */
final class LabLock implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Until the last host knows of a change, and a little more for a busy machine. */
  static final Duration HOSTS_LAG = Duration.ofMillis(300 + 600);

  /** The worker keeps 60 s for its last step, so of these none is left to wait in. */
  static final Duration NO_TIME_TO_WAIT = Duration.ofSeconds(60);

  private static final String FUNCTIONS = "arn:aws:lambda:us-east-1:123456789012:function:";
  private static final Duration LONGEST_LOAD = Duration.ofMinutes(30);
  private static final Duration LONGEST_REST = Duration.ofSeconds(90);

  private final Site site;
  private final Stack stack;
  private final Path answers;
  private Viewers viewers;
  private Intruders intruders;

  private LabLock(Settings settings, Optional<Path> more, Map<String, Object> variables) {
    Path directory = settings.directory();
    this.site = Site.start(settings);
    this.answers = directory.resolve("answers.log");
    Path terraformLog = directory.resolve("terraform.log");
    this.stack =
        Stack.prepare(site, Repository.find(), more, variables, line -> append(terraformLog, line));
  }

  /** Applies the petstore with these variables, engages it, and lets viewers come. */
  static LabLock start(String name, GateView gate, Map<String, Object> variables) {
    return start(name, gate, variables, faults -> {});
  }

  /** The same while these faults strike; the first apply must succeed. */
  static LabLock start(
      String name, GateView gate, Map<String, Object> variables, Consumer<Faults> trouble) {
    LabLock lock = new LabLock(ordinary(name, gate), Optional.empty(), variables);
    trouble.accept(lock.site.aws().faults());
    lock.stack.apply();
    lock.rest();
    lock.load();
    return lock;
  }

  /** The same with something added to the example; nobody comes yet. */
  static LabLock with(String name, GateView gate, Path more, Map<String, Object> variables) {
    LabLock lock = new LabLock(ordinary(name, gate), Optional.of(more), variables);
    lock.stack.apply();
    lock.rest();
    return lock;
  }

  /** A petstore of which nothing is applied yet. */
  static LabLock prepared(String name, GateView gate) {
    return new LabLock(ordinary(name, gate), Optional.empty(), Map.of());
  }

  /** The same where a minute of AWS's takes a second. */
  static LabLock hurried(String name, GateView gate) {
    Settings usual = ordinary(name, gate);
    Settings settings =
        new Settings(
            usual.directory(),
            usual.lock(),
            usual.edges(),
            usual.hosts(),
            new Control(0, 60, usual.control().limits()));
    return new LabLock(settings, Optional.empty(), Map.of());
  }

  /**
   * A locked petstore with 4 hosts, the last of which learns of a change a third later than a soak
   * is over; viewers come, 150 a second.
   */
  static LabLock withLateHosts(String name, GateView gate, Duration soak) {
    Settings usual = QuickSettings.of(directory(name), new Lock(gate, soak, soak), 6, 4, true);
    Hosts late = new Hosts(4, soak.multipliedBy(4).dividedBy(3), usual.hosts().authorizerPath());
    LabLock lock =
        new LabLock(
            new Settings(usual.directory(), usual.lock(), usual.edges(), late, usual.control()),
            Optional.empty(),
            Map.of());
    lock.stack.apply();
    lock.rest();
    lock.hostsKnow();
    lock.viewers = lock.site.viewers(lock.stack, 150, LONGEST_LOAD);
    lock.load();
    return lock;
  }

  /** A lock that need not wait for anything, with 3 edges and 2 hosts, for a {@link DrivenLock}. */
  static LabLock quick(String name, GateView gate) {
    Lock impatient = new Lock(gate, Duration.ZERO, Duration.ZERO);
    Settings settings = QuickSettings.of(directory(name), impatient, 3, 2, false);
    // The matrices have hundreds of rotations, each of which would wait for more.
    LabLock lock = new LabLock(settings, Optional.empty(), Map.of("probes", 5));
    lock.stack.apply();
    lock.rest();
    return lock;
  }

  private static Settings ordinary(String name, GateView gate) {
    return QuickSettings.of(directory(name), gate);
  }

  private static Path directory(String name) {
    return Path.of("target", "e2e", name).toAbsolutePath();
  }

  /**
   * Viewers, 40 a second through all edges, and intruders, 5 a second, once every host knows: a
   * gate that has just closed may let one in at a host that does not.
   */
  void load() {
    hostsKnow();
    if (viewers == null) {
      viewers = site.viewers(stack, 40, LONGEST_LOAD);
    }
    if (intruders == null) {
      intruders = site.intruders(stack, 5, LONGEST_LOAD);
    }
  }

  /** No intruders, while an API that demands nothing lets them in. */
  void viewersAlone() throws IOException {
    intruders.close();
    intruders = null;
  }

  /** Waits until every host knows of all changes so far. */
  void hostsKnow() {
    Eventually.await("every host knows", () -> site.hosts().spread().behind() == 0);
  }

  /** Waits until every edge gets an answer from every host. */
  void untilServed() {
    Readiness readiness = new Readiness(site, stack, line -> append(answers, line));
    Eventually.await("every edge serves", readiness::everyEdgeFromEveryHost);
  }

  /** Viewers through another distribution of the same lock, 20 a second. */
  Viewers viewersOf(String domain) {
    return viewersOf(domain, List.of("/pets"));
  }

  /** The same who ask for these paths in turn. */
  Viewers viewersOf(String domain, List<String> paths) {
    Target target = new Target(site.plane().edges(), domain, paths);
    return Viewers.start(
        target, site.fleet().size(), 20, LONGEST_LOAD, site.ledger(), site.clock());
  }

  Site site() {
    return site;
  }

  Stack stack() {
    return stack;
  }

  RawCloudFront cloudFront() {
    return new RawCloudFront(site.aws().endpoint(), stack.output("distribution_id"));
  }

  /** Ends the authorizer's instances that are idle, so that others start. */
  void chillAuthorizer() {
    String name = stack.output("authorizer_function_name");
    site.aws().functions().served().chill(FUNCTIONS + name);
  }

  /** A rotate event, as the schedule sends it. */
  static String rotation(String id) {
    return "{\"action\":\"rotate\",\"request_id\":\"" + id + "\"}";
  }

  /** Somebody deletes the state log. */
  void loseStates() {
    List<String> all = states();
    assertThat(all).as("states to lose").isNotEmpty();
    try (SsmClient ssm = ssm()) {
      // One by one: DeleteParameters takes ten at most.
      all.forEach(name -> ssm.deleteParameter(request -> request.name(name)));
    }
  }

  /** The worker dies right after its next call of this operation, in a rotation that begins now. */
  void rotateAndDieAfter(String operation) {
    site.aws()
        .faults()
        .injectOnce(Faults.operation(operation), Moment.AFTER, new Effect.KillCaller());
    assertThat(invoke(rotation("dies " + UUID.randomUUID())).failed()).isTrue();
  }

  /** The names of the entries of the state log. */
  List<String> states() {
    try (SsmClient ssm = ssm()) {
      return ssm.getParametersByPathPaginator(r -> r.path(stack.output("path") + "/state")).stream()
          .flatMap(page -> page.parameters().stream())
          .map(Parameter::name)
          .sorted()
          .toList();
    }
  }

  SsmClient ssm() {
    return SsmClient.builder()
        .endpointOverride(site.aws().endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("lab", "lab")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  /** Invokes the worker and expects an answer. */
  JsonNode ask(String event) {
    return ask("", event);
  }

  /** The same of a lock that was added, by the prefix of its outputs. */
  JsonNode ask(String prefix, String event) {
    return answer(event, invoke(prefix, event));
  }

  /** The same, and the worker returns where it would wait. */
  JsonNode askWithoutWaiting(String event) {
    return answer(event, logged(stack.invoke(event, NO_TIME_TO_WAIT)));
  }

  private static JsonNode answer(String event, Outcome outcome) {
    if (outcome.failed()) {
      throw new AssertionError(event + " failed: " + outcome.text());
    }
    return json(outcome.text());
  }

  /** Invokes the worker and expects an error; returns its message. */
  String fails(String event) {
    Outcome outcome = invoke(event);
    if (!outcome.failed()) {
      throw new AssertionError(event + " should have failed: " + outcome.text());
    }
    return json(outcome.text()).path("errorMessage").asText();
  }

  Outcome invoke(String event) {
    return invoke("", event);
  }

  private Outcome invoke(String prefix, String event) {
    return logged(stack.invokeOther(prefix, event));
  }

  private Outcome logged(Outcome outcome) {
    append(answers, outcome.text());
    return outcome;
  }

  JsonNode status() {
    return ask("{\"action\":\"status\"}");
  }

  /** The number of the current secret: 3 for g3. */
  int current() {
    return Integer.parseInt(status().path("current").asText().substring(1));
  }

  /** Ticks until the lock rests, as the schedule would. */
  JsonNode rest() {
    return rest("");
  }

  /** The same of a lock that was added, by the prefix of its outputs. */
  JsonNode rest(String prefix) {
    Instant deadline = site.clock().instant().plus(LONGEST_REST);
    while (true) {
      Outcome outcome = invoke(prefix, "{\"action\":\"tick\"}");
      if (!outcome.failed() && json(outcome.text()).path("outcome").asText().equals("done")) {
        return json(outcome.text());
      }
      if (site.clock().instant().isAfter(deadline)) {
        throw new AssertionError("Not at rest after 90 s: " + outcome.text());
      }
    }
  }

  /** Rotates and waits until the lock rests. */
  JsonNode rotate(String id) {
    ask(rotation(id));
    return rest();
  }

  GateView gate() {
    return site.settings().gate();
  }

  /** The secret that the published document has CloudFront send; empty unless it is one. */
  Optional<String> published() {
    try (SsmClient ssm = ssm()) {
      String name = stack.output("path") + "/published";
      String text = ssm.getParameter(r -> r.name(name).withDecryption(true)).parameter().value();
      JsonNode headers = json(text).path("headers");
      JsonNode header = headers.path(0);
      return headers.size() == 1
          ? gate().secret(new Header(header.path("name").asText(), header.path("value").asText()))
          : Optional.empty();
    }
  }

  /** The lock's API keys in AWS by name, with their values. */
  Map<String, String> keys() {
    Map<String, String> all = new TreeMap<>();
    JsonNode items =
        site.aws()
            .moto()
            .read("apigateway", "/apikeys?includeValues=true")
            .orElseThrow()
            .path("item");
    StreamSupport.stream(items.spliterator(), false)
        .filter(key -> key.path("name").asText().startsWith("origin-lock.petstore."))
        .forEach(key -> all.put(key.path("name").asText(), key.path("value").asText()));
    return all;
  }

  long refused() {
    return site.ledger().viewerRefused();
  }

  long passed() {
    return site.ledger().intruderPassed();
  }

  /** Puts the lock on again where the worker closes its gate, and waits until it has. */
  void engage() {
    ask("{\"action\":\"engage\"}");
    ask("{\"action\":\"enforce\"}");
    rest();
  }

  /** Takes the lock off, and waits until it is. */
  void disengage() {
    Eventually.await(
        "the lock is off",
        () -> ask("{\"action\":\"disengage\"}").path("stage").asText().equals("open"));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("Not JSON: " + text, e);
    }
  }

  private static void append(Path file, String line) {
    try {
      Files.writeString(
          file,
          line + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Ends the load alone. */
  void quiet() throws IOException {
    if (viewers != null) {
      viewers.close();
      viewers = null;
    }
    if (intruders != null) {
      intruders.close();
      intruders = null;
    }
  }

  @Override
  public void close() throws IOException {
    quiet();
    site.close();
  }
}
