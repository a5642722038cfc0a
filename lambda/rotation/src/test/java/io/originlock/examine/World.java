package io.originlock.examine;

import io.originlock.finding.Accepted;
import io.originlock.finding.Finding;
import io.originlock.finding.Findings;
import io.originlock.survey.ApiFacts;
import io.originlock.survey.Attached;
import io.originlock.survey.Behaviour;
import io.originlock.survey.Caching;
import io.originlock.survey.DistributionFacts;
import io.originlock.survey.DomainFacts;
import io.originlock.survey.EdgeFunction;
import io.originlock.survey.EndpointType;
import io.originlock.survey.ErrorPage;
import io.originlock.survey.Forwarding;
import io.originlock.survey.HeaderNames;
import io.originlock.survey.KeySource;
import io.originlock.survey.Method;
import io.originlock.survey.Origin;
import io.originlock.survey.OriginGroup;
import io.originlock.survey.PlanFacts;
import io.originlock.survey.Policy;
import io.originlock.survey.Scope;
import io.originlock.survey.Selection;
import io.originlock.survey.Served;
import io.originlock.survey.Served.GatewayResponse;
import io.originlock.survey.StageFacts;
import io.originlock.survey.StageFacts.MethodSettings;
import io.originlock.survey.Survey;
import io.originlock.survey.Target;
import io.originlock.survey.Throttle;
import io.originlock.survey.Unread;
import io.originlock.survey.WebAclFacts;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A lock, and a world around it in which nothing is found. A test changes something, and looks what
 * is found then.
 */
final class World {
  static final String REGION = "eu-central-1";
  static final String API = "a1b2c3d4e5";
  static final Target.Stage PROD = new Target.Stage(REGION, API, "prod");
  static final Target.Stage DEV = new Target.Stage(REGION, API, "dev");
  static final String DISTRIBUTION = "E1A2B3C4D5E6F7";
  static final String PLAN = "p1a2n3";
  static final String DOMAIN = "api.example.com";

  final GateKind kind;
  GateTraits traits;
  boolean closed = true;
  Optional<Granted> granted;
  Set<String> functions = Set.of(GateKind.SIGNER);
  final List<Probe> probes = new ArrayList<>();
  final List<Accepted> accepted = new ArrayList<>();

  final Map<String, Set<String>> origins = new HashMap<>(Map.of(DISTRIBUTION, Set.of("api")));
  final List<Target.Stage> targets = new ArrayList<>(List.of(PROD));
  final List<Edge> edges = new ArrayList<>();
  final Api api = new Api();
  final List<Stage> stages = new ArrayList<>();
  final Map<String, Deployment> served = new HashMap<>();
  final List<PlanFacts> plans = new ArrayList<>();
  final List<DomainFacts> domains = new ArrayList<>();
  final List<WebAclFacts> webAcls = new ArrayList<>();
  final List<Unread> unread = new ArrayList<>();

  private World(GateKind kind) {
    this.kind = kind;
    this.traits = kind.traits;
    this.granted =
        Optional.of(
            new Granted(
                List.of(
                    new Granted.Permission("lambda:GetFunction", GateKind.SIGNER + ":*"),
                    new Granted.Permission("lambda:EnableReplication*", GateKind.SIGNER + ":*"))));
    edges.add(new Edge(DISTRIBUTION, kind));
    stages.add(new Stage(PROD, "d1"));
    Deployment deployment = new Deployment();
    deployment.methods.add(kind.demanding("GET", "/pets"));
    deployment.methods.add(kind.demanding("POST", "/pets"));
    deployment.methods.add(GateKind.open("OPTIONS", "/pets"));
    deployment.methods.add(kind.demanding("GET", "/origin-lock-probe"));
    served.put("d1", deployment);
    probes.add(
        new Probe.Direct(PROD, URI.create("https://" + PROD.host() + "/prod/origin-lock-probe")));
    probes.add(
        new Probe.Through(DISTRIBUTION, URI.create("https://www.example.com/origin-lock-probe")));
    if (kind == GateKind.API_KEY) {
      plans.add(plan(PLAN, true, PlanFacts.Keys.SOME, Optional.empty(), Optional.empty()));
    }
    if (kind == GateKind.WEB_ACL) {
      stage(PROD).webAcl = Optional.of("arn:lock");
      webAcls.add(webAcl("arn:lock", List.of(lockRule(0, false)), false, Optional.empty()));
    }
  }

  static World of(GateKind kind) {
    return new World(kind);
  }

  /** The same world with one change. */
  World with(Consumer<World> change) {
    change.accept(this);
    return this;
  }

  Edge edge() {
    return edges.get(0);
  }

  Stage stage(Target.Stage stage) {
    return stages.stream().filter(each -> each.id.equals(stage)).findFirst().orElseThrow();
  }

  Deployment prod() {
    return served.get("d1");
  }

  /** Another stage of the same API, with a deployment of its own. */
  Deployment dev() {
    stages.add(new Stage(DEV, "d2"));
    Deployment deployment = new Deployment();
    served.put("d2", deployment);
    return deployment;
  }

  Survey survey() {
    return new Survey(
        new Scope(targets, origins, Optional.of(PLAN)),
        edges.stream().map(Edge::facts).toList(),
        List.of(api.facts()),
        stages.stream().map(Stage::facts).toList(),
        served.entrySet().stream().map(each -> each.getValue().facts(each.getKey())).toList(),
        plans,
        domains,
        webAcls,
        unread);
  }

  LockFacts lock() {
    return new LockFacts(traits, closed, Set.of("/origin-lock-probe"), probes, granted, functions);
  }

  Findings findings() {
    return new LockExaminer(lock(), accepted).examine(survey());
  }

  /** What is found, as {@code method-open at stage prod of …: GET /pets}. */
  List<String> found() {
    return findings().counted().stream()
        .map(each -> each.kind().label() + " at " + each.place())
        .toList();
  }

  /** The only thing that is found. */
  Finding only() {
    List<Finding> all = findings().counted();
    if (all.size() != 1) {
      throw new AssertionError(all);
    }
    return all.get(0);
  }

  static PlanFacts plan(
      String id,
      boolean ofTheLock,
      PlanFacts.Keys keys,
      Optional<Throttle> throttle,
      Optional<PlanFacts.Quota> quota) {
    return new PlanFacts(
        id, "plan " + id, Set.of(PROD), throttle, Map.of(), quota, keys, ofTheLock);
  }

  static WebAclFacts webAcl(
      String arn,
      List<WebAclFacts.Rule> rules,
      boolean samples,
      Optional<WebAclFacts.Logging> logging) {
    return new WebAclFacts(
        arn,
        "lock",
        WebAclFacts.Generation.V2,
        Optional.of(WebAclFacts.Decision.ALLOW),
        rules,
        samples,
        logging);
  }

  static WebAclFacts classic(String arn) {
    return new WebAclFacts(
        arn,
        "old",
        WebAclFacts.Generation.CLASSIC,
        Optional.empty(),
        List.of(),
        false,
        Optional.empty());
  }

  static WebAclFacts.Rule lockRule(int priority, boolean onlyCounts) {
    return new WebAclFacts.Rule(
        "lock",
        priority,
        WebAclFacts.Decision.GROUP,
        Optional.of(GateKind.RULE_GROUP),
        onlyCounts,
        false);
  }

  static WebAclFacts.Rule rule(
      String name, int priority, WebAclFacts.Decision decision, boolean samples) {
    return new WebAclFacts.Rule(name, priority, decision, Optional.empty(), false, samples);
  }

  static DomainFacts domain(String name, DomainFacts.Route... routes) {
    return new DomainFacts(
        name,
        Set.of("d-abcdef1234.execute-api.eu-central-1.amazonaws.com"),
        EndpointType.REGIONAL,
        DomainFacts.Mode.RULES_THEN_MAPPINGS,
        false,
        List.of(routes));
  }

  static DomainFacts.Route route(DomainFacts.By by, String basePath, String stage) {
    return new DomainFacts.Route(by, basePath, API, Optional.ofNullable(stage), false);
  }

  static Origin origin(String id, String domain, String path) {
    return new Origin(id, domain, path, Origin.Protocol.HTTPS_ONLY, HeaderNames.NONE);
  }

  /** With the lock's header. */
  private static Origin sending(Origin origin, GateKind kind) {
    return new Origin(
        origin.id(),
        origin.domain(),
        origin.path(),
        origin.protocol(),
        HeaderNames.of(kind.traits.header().orElse(GateKind.LOCK_HEADER)));
  }

  static Origin bucket(String id) {
    return new Origin(
        id, id + ".s3.eu-central-1.amazonaws.com", "", Origin.Protocol.S3, HeaderNames.NONE);
  }

  /** A distribution: the API below {@code *}, a bucket below {@code /static/*}. */
  static final class Edge {
    final String id;
    boolean enabled = true;
    boolean staging;
    final List<String> aliases = new ArrayList<>(List.of("www.example.com"));
    final List<Origin> origins =
        new ArrayList<>(List.of(origin("api", PROD.host(), "/prod"), bucket("assets")));
    final List<OriginGroup> groups = new ArrayList<>();
    final List<Path> behaviours = new ArrayList<>();
    final List<ErrorPage> errorPages = new ArrayList<>();
    Attached attached = Attached.NOTHING;

    Edge(String id, GateKind kind) {
      this.id = id;
      origins.set(0, sending(origins.get(0), kind));
      behaviours.add(new Path("/static/*", "assets"));
      Path all = new Path("*", "api");
      if (kind == GateKind.SIGNATURE) {
        all.functions.add(signer("1"));
      }
      behaviours.add(all);
    }

    Path assets() {
      return behaviours.get(0);
    }

    Path all() {
      return behaviours.get(behaviours.size() - 1);
    }

    /** One that goes first. */
    Path path(String pattern, String target) {
      Path path = new Path(pattern, target);
      behaviours.add(0, path);
      return path;
    }

    DistributionFacts facts() {
      return new DistributionFacts(
          id,
          "d" + id.toLowerCase(Locale.ROOT) + ".cloudfront.net",
          aliases,
          enabled,
          true,
          staging,
          Optional.empty(),
          origins,
          groups,
          behaviours.stream().map(Path::facts).toList(),
          errorPages,
          attached);
    }
  }

  static EdgeFunction signer(String version) {
    return function(GateKind.SIGNER + ":" + version, EdgeFunction.Event.ORIGIN_REQUEST);
  }

  static EdgeFunction function(String arn, EdgeFunction.Event event) {
    return new EdgeFunction(arn, event, EdgeFunction.Kind.LAMBDA_AT_EDGE);
  }

  /** A behaviour that keeps nothing and sends all but the viewer's Host on. */
  static final class Path {
    final String pattern;
    String target;
    Behaviour.Viewers viewers = Behaviour.Viewers.REDIRECT_TO_HTTPS;
    boolean signedViewersOnly;
    final List<EdgeFunction> functions = new ArrayList<>();
    Behaviour.Policies policies =
        new Behaviour.Policies(
            Optional.of("cache-1"), Optional.of("request-1"), Optional.empty(), Optional.empty());
    Optional<Forwarding> forwarding =
        Optional.of(new Forwarding(Selection.allBut(Set.of("Host")), Selection.ALL));
    Optional<Caching> caching = Optional.of(caching(0, Selection.NONE));

    Path(String pattern, String target) {
      this.pattern = pattern;
      this.target = target;
    }

    Behaviour facts() {
      return new Behaviour(
          pattern,
          target,
          viewers,
          signedViewersOnly,
          Set.of("GET", "HEAD"),
          functions,
          policies,
          forwarding,
          caching);
    }
  }

  static Caching caching(long maximum, Selection query) {
    return new Caching(0, maximum, maximum, Selection.NONE, query);
  }

  /** An API that answers at its own host name. */
  static final class Api {
    KeySource keySource = KeySource.HEADER;
    Set<EndpointType> endpoints = Set.of(EndpointType.REGIONAL);
    boolean endpointDisabled;
    Optional<Policy> policy = Optional.empty();

    ApiFacts facts() {
      return new ApiFacts(
          API, "petstore", keySource, endpoints, endpointDisabled, policy, Set.of());
    }
  }

  /** A stage without logs. */
  static final class Stage {
    final Target.Stage id;
    Optional<String> deployment;
    final Map<String, MethodSettings> settings = new HashMap<>();
    Optional<StageFacts.AccessLog> accessLog = Optional.empty();
    Optional<String> webAcl = Optional.empty();
    Optional<StageFacts.Canary> canary = Optional.empty();

    Stage(Target.Stage id, String deployment) {
      this.id = id;
      this.deployment = Optional.of(deployment);
    }

    void log(StageFacts.Level level, boolean dataTrace) {
      settings.put("* *", new MethodSettings(Optional.empty(), level, dataTrace, false));
    }

    StageFacts facts() {
      return new StageFacts(id, deployment, false, List.of(), settings, accessLog, webAcl, canary);
    }
  }

  /** A deployment, with the constant refusal that the module gate-request-validation makes. */
  static final class Deployment {
    final List<Method> methods = new ArrayList<>();
    final List<GatewayResponse> responses =
        new ArrayList<>(
            List.of(
                response("BAD_REQUEST_PARAMETERS", Map.of(), "{\"message\":\"Forbidden\"}"),
                response("DEFAULT_4XX", Map.of(), "{\"m\":$context.error.messageString}")));
    Optional<KeySource> keySource = Optional.empty();
    Optional<Boolean> endpointDisabled = Optional.empty();
    Optional<Policy> policy = Optional.empty();

    static GatewayResponse response(String type, Map<String, String> parameters, String template) {
      return new GatewayResponse(
          type, Optional.empty(), parameters, Map.of("application/json", template));
    }

    /** Another in the place of the method with its label. */
    void replace(Method method) {
      methods.replaceAll(each -> each.label().equals(method.label()) ? method : each);
    }

    Served facts(String id) {
      return new Served(
          API,
          id,
          "",
          Instant.parse("2026-11-29T12:00:00Z"),
          methods,
          responses,
          keySource,
          endpointDisabled,
          policy);
    }
  }
}
