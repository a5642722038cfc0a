package io.originlock.examine;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.survey.DomainFacts;
import io.originlock.survey.EndpointType;
import io.originlock.survey.HeaderNames;
import io.originlock.survey.KeySource;
import io.originlock.survey.Method;
import io.originlock.survey.Method.Authorization;
import io.originlock.survey.Method.Integration;
import io.originlock.survey.Method.Validator;
import io.originlock.survey.PlanFacts;
import io.originlock.survey.PlanFacts.Keys;
import io.originlock.survey.PlanFacts.Quota;
import io.originlock.survey.StageFacts.AccessLog;
import io.originlock.survey.StageFacts.Canary;
import io.originlock.survey.StageFacts.Level;
import io.originlock.survey.Target;
import io.originlock.survey.Throttle;
import io.originlock.survey.Unread;
import io.originlock.survey.WebAclFacts;
import io.originlock.survey.WebAclFacts.Decision;
import io.originlock.survey.WebAclFacts.Logging;
import io.originlock.webacl.WebAclTraits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is found of APIs and of what is around them, each with the nearest world that has it not.
 */
class FoundAtApisTest {
  private static final String STAGE = "stage prod of REST API a1b2c3d4e5";
  private static final String DEV = "stage dev of REST API a1b2c3d4e5";
  private static final String API = "REST API a1b2c3d4e5";
  private static final String GET = STAGE + ": GET /pets";

  @ParameterizedTest
  @MethodSource({
    "methods",
    "bypasses",
    "plans",
    "endpoints",
    "canaries",
    "leaks",
    "webAcls",
    "missing"
  })
  void isFound(Row row) {
    row.check();
  }

  private static Method requiringAnother() {
    return GateKind.method(
        "GET",
        "/mine",
        false,
        Authorization.NONE,
        List.of(new Method.Parameter(Method.Parameter.Place.HEADER, "X-Mine", true)),
        new Validator(true, false));
  }

  private static Consumer<World> get(Method method) {
    return world -> world.prod().replace(method);
  }

  private static Method asking(String function, long secondsKept) {
    return GateKind.method(
        "GET",
        "/pets",
        false,
        new Authorization(Authorization.Type.REQUEST, "lock", Optional.of(function), secondsKept),
        List.of(),
        Validator.NONE);
  }

  private static Method requiring(boolean required, boolean validated) {
    return GateKind.method(
        "GET",
        "/pets",
        false,
        Authorization.NONE,
        List.of(
            new Method.Parameter(Method.Parameter.Place.HEADER, GateKind.LOCK_HEADER, required)),
        new Validator(validated, true));
  }

  static Stream<Row> methods() {
    Method open = GateKind.open("GET", "/pets");
    String methodOpen = "method-open at " + GET;
    return Stream.of(
        Row.of("no key is demanded", GateKind.API_KEY, get(open), methodOpen),
        Row.of(
            "no key is demanded, before the gate is to close",
            w -> {
              w.prod().replace(open);
              w.closed = false;
            }),
        Row.of(
            "a preflight demands the key",
            w -> w.prod().replace(GateKind.API_KEY.demanding("OPTIONS", "/pets"))),
        Row.of(
            "the lock's own probe method demands nothing",
            get(GateKind.open("GET", "/origin-lock-probe"))),
        Row.of("no header is required", GateKind.VALIDATION, get(open), methodOpen),
        Row.of(
            "the header may be left out",
            GateKind.VALIDATION,
            get(requiring(false, true)),
            methodOpen),
        Row.of(
            "another header is required",
            GateKind.VALIDATION,
            w -> w.prod().methods.add(requiringAnother()),
            "method-open at " + STAGE + ": GET /mine"),
        Row.of("nobody validates", GateKind.VALIDATION, get(requiring(true, false)), methodOpen),
        Row.of("somebody validates", GateKind.VALIDATION, get(requiring(true, true))),
        Row.of("nobody asks the authorizer", GateKind.SIGNATURE, get(open), methodOpen),
        Row.of(
            "another authorizer is asked",
            GateKind.SIGNATURE,
            get(asking(GateKind.AUTHORIZER + "-of-mine", 0)),
            methodOpen),
        Row.of("the authorizer is asked", GateKind.SIGNATURE, get(asking(GateKind.AUTHORIZER, 0))),
        Row.of(
            "the authorizer's answers are kept",
            GateKind.SIGNATURE,
            get(asking(GateKind.AUTHORIZER, 300)),
            "answers-cached at " + GET),
        Row.of(
            "another authorizer's answers are kept",
            GateKind.SIGNATURE,
            w -> w.prod().methods.add(keptByAnother()),
            "method-open at " + STAGE + ": GET /mine"));
  }

  private static Method keptByAnother() {
    return GateKind.method(
        "GET",
        "/mine",
        false,
        new Authorization(Authorization.Type.TOKEN, "mine", Optional.of("arn:mine"), 300),
        List.of(),
        Validator.NONE);
  }

  private static DomainFacts.Route mapping(String stage) {
    return World.route(DomainFacts.By.MAPPING, "v1", stage);
  }

  static Stream<Row> bypasses() {
    Method open = GateKind.open("GET", "/pets");
    String domain = "domain-bypass at domain api.example.com";
    return Stream.of(
        Row.of("another stage is open", w -> w.dev().methods.add(open), "stage-open at " + DEV),
        Row.of(
            "another stage demands the key",
            w -> w.dev().methods.add(GateKind.API_KEY.demanding("GET", "/pets"))),
        Row.of(
            "another stage lets preflights in",
            w -> w.dev().methods.add(GateKind.open("OPTIONS", "/pets"))),
        Row.of(
            "another stage, of the lock",
            w -> {
              w.dev().methods.add(open);
              w.targets.add(World.DEV);
              w.plans.clear();
            },
            "method-open at " + DEV + ": GET /pets"),
        Row.of(
            "a domain leads to an open method",
            w -> {
              w.prod().replace(open);
              w.domains.add(World.domain(World.DOMAIN, mapping("prod")));
            },
            "method-open at " + GET,
            domain),
        Row.of(
            "a rule leads to an open method",
            w -> {
              w.prod().replace(open);
              w.domains.add(World.domain(World.DOMAIN, World.route(DomainFacts.By.RULE, "", null)));
            },
            "method-open at " + GET,
            domain),
        Row.of(
            "a domain leads to methods that demand the key",
            w -> w.domains.add(World.domain(World.DOMAIN, mapping("prod")))),
        Row.of(
            "a domain leads to another stage",
            w -> {
              w.prod().replace(open);
              w.domains.add(World.domain(World.DOMAIN, mapping("dev")));
            },
            "method-open at " + GET),
        Row.of(
            "a domain leads to any stage, one of which is open",
            w -> {
              w.dev().methods.add(open);
              w.domains.add(World.domain(World.DOMAIN, mapping(null)));
            },
            "stage-open at " + DEV,
            domain),
        Row.of(
            "a domain leads to an open method, and is the origin",
            w -> {
              w.prod().replace(open);
              w.domains.add(
                  World.domain(World.DOMAIN, World.route(DomainFacts.By.MAPPING, "", "prod")));
              w.edge().origins.set(0, World.origin("api", World.DOMAIN, ""));
            },
            "method-open at " + GET),
        Row.of(
            "a domain leads to an open method, and is the origin by AWS's name for it",
            w -> {
              w.prod().replace(open);
              w.domains.add(
                  World.domain(World.DOMAIN, World.route(DomainFacts.By.MAPPING, "", "prod")));
              w.edge()
                  .origins
                  .set(
                      0,
                      World.origin(
                          "api", "D-ABCDEF1234.execute-api.eu-central-1.amazonaws.com", ""));
            },
            "method-open at " + GET),
        Row.of(
            "a domain leads to another stage that is open, before the gate is to close",
            w -> {
              w.closed = false;
              w.dev().methods.add(open);
              w.domains.add(World.domain(World.DOMAIN, mapping("dev")));
            },
            "stage-open at " + DEV,
            domain),
        Row.of(
            "a domain leads to an open method, before the gate is to close",
            w -> {
              w.prod().replace(open);
              w.closed = false;
              w.domains.add(World.domain(World.DOMAIN, mapping("prod")));
            }));
  }

  private static void plan(World world, Throttle throttle, Quota quota) {
    world.plans.set(
        0,
        World.plan(
            World.PLAN,
            true,
            Keys.SOME,
            Optional.ofNullable(throttle),
            Optional.ofNullable(quota)));
  }

  private static PlanFacts otherPlan(Keys keys, Target.Stage stage) {
    return new PlanFacts(
        "p2a2n3",
        "customers",
        Set.of(stage),
        Optional.of(new Throttle(1, 1)),
        Map.of(),
        Optional.of(new Quota(1, Quota.Period.DAY)),
        keys,
        false);
  }

  private static void uncover(World world) {
    world.plans.set(
        0,
        new PlanFacts(
            World.PLAN,
            "plan " + World.PLAN,
            Set.of(World.DEV),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Keys.SOME,
            true));
  }

  static Stream<Row> plans() {
    String own = "usage plan p1a2n3 (plan p1a2n3)";
    return Stream.of(
        Row.of("a throttle", w -> plan(w, new Throttle(5, 10), null), "shared-throttle at " + own),
        Row.of(
            "a quota",
            w -> plan(w, null, new Quota(1_000, Quota.Period.DAY)),
            "shared-quota at " + own),
        Row.of(
            "a throttle of one method",
            w ->
                w.plans.set(
                    0,
                    new PlanFacts(
                        World.PLAN,
                        "plan p1a2n3",
                        Set.of(World.PROD),
                        Optional.empty(),
                        Map.of("a1b2c3d4e5/prod GET /pets", new Throttle(5, 10)),
                        Optional.empty(),
                        Keys.SOME,
                        true)),
            "shared-throttle at " + own),
        Row.of("neither", w -> plan(w, null, null)),
        Row.of(
            "a throttle that meters no key of the lock's",
            GateKind.WEB_ACL,
            w ->
                w.plans.add(
                    World.plan(
                        World.PLAN,
                        true,
                        Keys.SOME,
                        Optional.of(new Throttle(5, 10)),
                        Optional.empty()))),
        Row.of(
            "another plan with keys",
            w -> w.plans.add(otherPlan(Keys.SOME, World.PROD)),
            "other-keys at usage plan p2a2n3 (customers)"),
        Row.of("another plan without keys", w -> w.plans.add(otherPlan(Keys.NONE, World.PROD))),
        Row.of(
            "another plan with keys for another stage",
            w -> w.plans.add(otherPlan(Keys.SOME, World.DEV))),
        Row.of(
            "another plan with keys, and a gate that knows no keys",
            GateKind.SIGNATURE,
            w -> w.plans.add(otherPlan(Keys.SOME, World.PROD))),
        Row.of(
            "the plan is another stage's",
            FoundAtApisTest::uncover,
            "stage-not-in-plan at " + STAGE),
        Row.of(
            "keys come from an authorizer",
            w -> w.api.keySource = KeySource.AUTHORIZER,
            "key-source at " + API),
        Row.of(
            "keys come from an authorizer in the draft alone",
            w -> {
              w.api.keySource = KeySource.AUTHORIZER;
              w.prod().keySource = Optional.of(KeySource.HEADER);
            }),
        Row.of(
            "keys come from an authorizer, and the gate knows none",
            GateKind.WEB_ACL,
            w -> w.api.keySource = KeySource.AUTHORIZER));
  }

  @Test
  void aLimitIsNamedWithItsNumbers() {
    World world = World.of(GateKind.API_KEY).with(w -> plan(w, new Throttle(0.5, 10), null));

    assertThat(world.only().seen())
        .isEqualTo(
            "All viewers share the lock's API key, and the plan lets a key make 0.5 requests a"
                + " second, 10 at once; requests beyond that are answered 429.");
  }

  private static void domain(World world) {
    world.domains.add(World.domain(World.DOMAIN, World.route(DomainFacts.By.MAPPING, "", "prod")));
    world.edge().origins.set(0, World.origin("api", World.DOMAIN, ""));
  }

  /** Another stage that is the lock's. */
  private static void second(World world) {
    world.dev().methods.add(GateKind.API_KEY.demanding("GET", "/pets"));
    world.targets.add(World.DEV);
    world.plans.clear();
  }

  static Stream<Row> endpoints() {
    String off = "endpoint-off at " + API;
    String probe = "refused-probe at " + STAGE;
    String pending = "endpoint-switch-pending at " + API;
    Consumer<World> switched =
        w -> {
          w.api.endpointDisabled = true;
          w.prod().endpointDisabled = Optional.of(true);
        };
    Consumer<World> drafted =
        w -> {
          w.api.endpointDisabled = true;
          w.prod().endpointDisabled = Optional.of(false);
        };
    return Stream.of(
        Row.of("off", switched, off, probe),
        Row.of("off, and nobody probes there", switched.andThen(w -> w.probes.remove(0)), off),
        Row.of("off, and edges use a domain", switched.andThen(FoundAtApisTest::domain), probe),
        Row.of(
            "off, and nobody uses it",
            switched.andThen(FoundAtApisTest::domain).andThen(w -> w.probes.remove(0))),
        Row.of(
            "off, and another stage is not probed there",
            switched
                .andThen(FoundAtApisTest::second)
                .andThen(w -> w.served.get("d2").endpointDisabled = Optional.of(true)),
            off,
            probe),
        Row.of(
            "off at another stage, which no edge uses",
            drafted
                .andThen(FoundAtApisTest::second)
                .andThen(w -> w.served.get("d2").endpointDisabled = Optional.of(true))),
        Row.of("off in a draft, and no rotation deploys it", drafted),
        Row.of(
            "off in a draft that a rotation deploys, and edges alone use it",
            GateKind.VALIDATION,
            drafted.andThen(w -> w.probes.remove(0)),
            pending),
        Row.of("off in a draft that a rotation deploys", GateKind.VALIDATION, drafted, pending),
        Row.of(
            "off in a draft that a rotation deploys, and a probe alone uses it",
            GateKind.VALIDATION,
            drafted.andThen(FoundAtApisTest::domain),
            pending),
        Row.of(
            "off in a draft that a rotation deploys, and nobody uses it",
            GateKind.VALIDATION,
            drafted.andThen(FoundAtApisTest::domain).andThen(w -> w.probes.remove(0))),
        Row.of(
            "off, and it cannot be told since when",
            GateKind.VALIDATION,
            w -> w.api.endpointDisabled = true,
            off,
            probe,
            pending),
        Row.of(
            "on again in a draft", w -> w.prod().endpointDisabled = Optional.of(true), off, probe),
        Row.of(
            "a private API",
            w -> w.api.endpoints = Set.of(EndpointType.PRIVATE),
            "endpoint-private at " + API,
            probe),
        Row.of(
            "a private API, reached otherwise",
            w -> {
              w.api.endpoints = Set.of(EndpointType.PRIVATE);
              domain(w);
              w.probes.remove(0);
            }),
        Row.of("an edge-optimized API", w -> w.api.endpoints = Set.of(EndpointType.EDGE)));
  }

  private static World.Deployment canary(World world) {
    world.stage(World.PROD).canary = Optional.of(new Canary(10, "d9"));
    World.Deployment deployment = new World.Deployment();
    world.served.put("d9", deployment);
    return deployment;
  }

  static Stream<Row> canaries() {
    String found = "canary at " + STAGE;
    return Stream.of(
        Row.of(
            "a canary that is open",
            w -> canary(w).methods.add(GateKind.open("GET", "/pets")),
            found),
        Row.of(
            "a canary that demands the key",
            w -> canary(w).methods.add(GateKind.API_KEY.demanding("GET", "/pets"))),
        Row.of(
            "a canary that demands the key, where the stage does not",
            w -> {
              canary(w).methods.add(GateKind.API_KEY.demanding("GET", "/pets"));
              w.prod().replace(GateKind.open("GET", "/pets"));
            },
            "method-open at " + GET),
        Row.of(
            "a canary of one stage, and an open one of another",
            w -> {
              second(w);
              canary(w).methods.add(GateKind.API_KEY.demanding("GET", "/pets"));
              w.stage(World.DEV).canary = Optional.of(new Canary(2.5, "d8"));
              w.served.put("d8", new World.Deployment());
              w.served.get("d8").methods.add(GateKind.open("GET", "/pets"));
            },
            "canary at " + DEV),
        Row.of(
            "a canary that nobody sees",
            w -> w.stage(World.PROD).canary = Optional.of(new Canary(10, "d9")),
            found),
        Row.of(
            "a canary that nobody sees, before the gate is to close",
            w -> {
              w.stage(World.PROD).canary = Optional.of(new Canary(10, "d9"));
              w.closed = false;
            }),
        Row.of(
            "a canary that a rotation would not deploy to",
            GateKind.VALIDATION,
            w -> canary(w).methods.add(GateKind.VALIDATION.demanding("GET", "/pets")),
            "canary-stands-still at " + STAGE));
  }

  private static void integration(
      World world, Integration.Type type, boolean whole, String... mapped) {
    Method method = world.prod().methods.get(0);
    world
        .prod()
        .replace(
            new Method(
                method.verb(),
                method.path(),
                method.keyRequired(),
                method.authorization(),
                method.parameters(),
                method.validator(),
                new Integration(type, whole, HeaderNames.of(mapped))));
  }

  private static void accessLog(World world, String format) {
    world.stage(World.PROD).accessLog = Optional.of(new AccessLog("arn:log", format));
  }

  static Stream<Row> leaks() {
    String logs = "logs-secret at " + STAGE;
    String backend = "backend-receives-secret at " + GET;
    return Stream.of(
        Row.of(
            "a log has the key", w -> accessLog(w, "$context.identity.apiKey $context.ip"), logs),
        Row.of("a log has the key's id", w -> accessLog(w, "$context.identity.apiKeyId")),
        Row.of(
            "a log has the key, and the gate knows none",
            GateKind.WEB_ACL,
            w -> accessLog(w, "$context.identity.apiKey")),
        Row.of(
            "a log has the reason of refusals",
            GateKind.VALIDATION,
            w -> accessLog(w, "{\"e\":\"$context.error.messageString\"}"),
            logs),
        Row.of(
            "a log has the type of refusals",
            GateKind.VALIDATION,
            w -> accessLog(w, "$context.error.responseType")),
        Row.of(
            "whole requests are traced",
            GateKind.WEB_ACL,
            w -> w.stage(World.PROD).log(Level.ERROR, true),
            logs),
        Row.of(
            "no whole requests are traced",
            GateKind.WEB_ACL,
            w -> w.stage(World.PROD).log(Level.INFO, false)),
        Row.of(
            "whole requests are traced without keys",
            w -> w.stage(World.PROD).log(Level.INFO, true)),
        Row.of(
            "whole requests are traced without the key, which the edge took off",
            GateKind.SIGNATURE,
            w -> w.stage(World.PROD).log(Level.INFO, true)),
        Row.of(
            "refusals are logged with the name",
            GateKind.VALIDATION,
            w -> w.stage(World.PROD).log(Level.ERROR, false),
            logs),
        Row.of(
            "nothing is logged",
            GateKind.VALIDATION,
            w -> w.stage(World.PROD).log(Level.OFF, false)),
        Row.of("a proxy", w -> integration(w, Integration.Type.AWS_PROXY, true), backend),
        Row.of(
            "a proxy behind an edge that takes the key off",
            GateKind.SIGNATURE,
            w -> integration(w, Integration.Type.AWS_PROXY, true)),
        Row.of(
            "a proxy of preflights",
            w ->
                w.prod()
                    .replace(
                        new Method(
                            "OPTIONS",
                            "/pets",
                            false,
                            Authorization.NONE,
                            List.of(),
                            Validator.NONE,
                            new Integration(Integration.Type.HTTP_PROXY, true, HeaderNames.NONE)))),
        Row.of("no proxy", w -> integration(w, Integration.Type.AWS, false)),
        Row.of(
            "the header is mapped",
            w -> integration(w, Integration.Type.HTTP, false, "Accept", "X-Api-Key"),
            backend),
        Row.of(
            "another header is mapped",
            w -> integration(w, Integration.Type.HTTP, false, "Accept", "X-Api-Key-Id")),
        Row.of(
            "the header is mapped by its secret name",
            GateKind.VALIDATION,
            w -> integration(w, Integration.Type.HTTP, false, GateKind.LOCK_HEADER),
            backend),
        Row.of(
            "refusals tell the name",
            GateKind.VALIDATION,
            w ->
                w.prod()
                    .responses
                    .set(
                        0,
                        World.Deployment.response(
                            "BAD_REQUEST_PARAMETERS",
                            Map.of(),
                            "{\"m\":\"$context.error.validationErrorString\"}")),
            "refusal-tells-secret at " + STAGE),
        Row.of(
            "refusals tell the name in a header",
            GateKind.VALIDATION,
            w ->
                w.prod()
                    .responses
                    .set(
                        0,
                        World.Deployment.response(
                            "BAD_REQUEST_PARAMETERS",
                            Map.of("gatewayresponse.header.x", "context.error.message"),
                            "{}")),
            "refusal-tells-secret at " + STAGE),
        Row.of(
            "refusals would tell the name, and none is demanded yet",
            GateKind.VALIDATION,
            w -> {
              w.closed = false;
              w.prod().responses.clear();
              w.prod().methods.clear();
              w.prod().methods.add(GateKind.open("GET", "/pets"));
              w.prod().methods.add(requiringAnother());
            }),
        Row.of(
            "refusals are as all others",
            GateKind.VALIDATION,
            w -> w.prod().responses.remove(0),
            "refusal-tells-secret at " + STAGE),
        Row.of(
            "refusals are as all others, which are constant",
            GateKind.VALIDATION,
            w -> {
              w.prod().responses.clear();
              w.prod().responses.add(World.Deployment.response("DEFAULT_4XX", Map.of(), "{}"));
            }));
  }

  static Stream<Row> webAcls() {
    String missing = "web-acl-missing at " + STAGE;
    String post = STAGE + ": POST /pets";
    String[] allOpen = {missing, "method-open at " + GET, "method-open at " + post};
    return Stream.of(
        Row.of(
            "no web ACL",
            GateKind.WEB_ACL,
            w -> w.stage(World.PROD).webAcl = Optional.empty(),
            allOpen),
        Row.of(
            "no web ACL, and a gate that needs none",
            w -> w.stage(World.PROD).webAcl = Optional.empty()),
        Row.of(
            "a web ACL that could not be read",
            GateKind.WEB_ACL,
            w -> {
              w.webAcls.clear();
              w.unread.add(unread(Unread.Part.WEB_ACL, "web ACL arn:lock", Unread.Reason.DENIED));
            },
            "unread at web ACL arn:lock"),
        Row.of(
            "a web ACL without the lock's rule group",
            GateKind.WEB_ACL,
            w ->
                w.webAcls.set(
                    0,
                    World.webAcl(
                        "arn:lock",
                        List.of(World.rule("mine", 0, Decision.BLOCK, false)),
                        false,
                        Optional.empty())),
            allOpen),
        Row.of(
            "a web ACL of WAF Classic",
            GateKind.WEB_ACL,
            w -> w.webAcls.set(0, World.classic("arn:lock")),
            missing,
            "method-open at " + GET,
            "method-open at " + post,
            "unread at web ACL old"),
        Row.of(
            "a web ACL of WAF Classic before a gate that needs none",
            w -> {
              w.stage(World.PROD).webAcl = Optional.of("arn:old");
              w.webAcls.add(World.classic("arn:old"));
            },
            "unread at web ACL old"),
        Row.of(
            "the rule group only counts",
            GateKind.WEB_ACL,
            w ->
                w.webAcls.set(
                    0,
                    World.webAcl(
                        "arn:lock", List.of(World.lockRule(0, true)), false, Optional.empty())),
            "rule-group-overridden at " + STAGE,
            "method-open at " + GET,
            "method-open at " + post),
        Row.of(
            "the lock's rule counts",
            GateKind.WEB_ACL,
            w -> w.traits = new WebAclTraits(GateKind.RULE_GROUP, false),
            "method-open at " + GET,
            "method-open at " + post),
        Row.of(
            "a rule allows before it",
            GateKind.WEB_ACL,
            w -> rules(w, World.rule("mine", 0, Decision.ALLOW, false), World.lockRule(1, false)),
            "earlier-allow at " + STAGE),
        Row.of(
            "a rule blocks before it",
            GateKind.WEB_ACL,
            w -> rules(w, World.rule("mine", 0, Decision.BLOCK, false), World.lockRule(1, false))),
        Row.of(
            "a rule allows behind it",
            GateKind.WEB_ACL,
            w -> rules(w, World.lockRule(0, false), World.rule("mine", 1, Decision.ALLOW, false))),
        Row.of(
            "a rule keeps samples",
            GateKind.WEB_ACL,
            w -> rules(w, World.lockRule(0, false), World.rule("mine", 1, Decision.BLOCK, true)),
            "samples-secret at " + STAGE),
        Row.of(
            "the default action keeps samples",
            GateKind.WEB_ACL,
            w ->
                w.webAcls.set(
                    0,
                    World.webAcl(
                        "arn:lock", List.of(World.lockRule(0, false)), true, Optional.empty())),
            "samples-secret at " + STAGE),
        Row.of(
            "a log with the header",
            GateKind.WEB_ACL,
            w -> logged(w, "Authorization"),
            "logs-secret at " + STAGE),
        Row.of("a log without the header", GateKind.WEB_ACL, w -> logged(w, "X-Origin-Verify")),
        Row.of(
            "a log without the header, whose name is the secret",
            GateKind.VALIDATION,
            w -> {
              w.stage(World.PROD).webAcl = Optional.of("arn:lock");
              w.webAcls.add(World.webAcl("arn:lock", List.of(), false, Optional.empty()));
              logged(w, GateKind.LOCK_HEADER);
            },
            "logs-secret at " + STAGE));
  }

  private static void rules(World world, WebAclFacts.Rule... rules) {
    world.webAcls.set(0, World.webAcl("arn:lock", List.of(rules), false, Optional.empty()));
  }

  private static void logged(World world, String redacted) {
    world.webAcls.set(
        0,
        World.webAcl(
            "arn:lock",
            world.webAcls.get(0).rules(),
            false,
            Optional.of(new Logging(HeaderNames.of(redacted)))));
  }

  private static Unread unread(Unread.Part part, String place, Unread.Reason reason) {
    return new Unread(
        part, place, reason, "apigateway:GET is not done.", Optional.empty(), "Allow it.");
  }

  static Stream<Row> missing() {
    return Stream.of(
        Row.of("the stage is not there", w -> w.stages.clear(), "member-missing at " + STAGE),
        Row.of(
            "the stage has no deployment",
            w -> w.stage(World.PROD).deployment = Optional.empty(),
            "member-missing at " + STAGE),
        Row.of(
            "the stages could not be read",
            w -> {
              w.stages.clear();
              w.unread.add(unread(Unread.Part.STAGES, "stages of " + API, Unread.Reason.DENIED));
            },
            "unread at stages of " + API),
        Row.of(
            "the stage is not there, and other stages could not be read",
            w -> {
              w.stages.clear();
              w.dev();
              w.unread.add(
                  unread(Unread.Part.STAGES, "stages of REST API zzzzzzzzzz", Unread.Reason.BUSY));
              w.unread.add(unread(Unread.Part.SERVED, DEV, Unread.Reason.BUSY));
            },
            "member-missing at " + STAGE,
            "unread at stages of REST API zzzzzzzzzz",
            "unread at " + DEV),
        Row.of(
            "the API is not there",
            w -> {
              w.stages.clear();
              w.unread.add(unread(Unread.Part.API, API, Unread.Reason.ABSENT));
              w.unread.add(unread(Unread.Part.STAGES, "stages of " + API, Unread.Reason.ABSENT));
            },
            "member-missing at " + API),
        Row.of(
            "the usage plan is not there",
            w -> {
              w.plans.clear();
              w.unread.add(unread(Unread.Part.PLANS, "usage plan p1a2n3", Unread.Reason.ABSENT));
            },
            "member-missing at usage plan p1a2n3"),
        Row.of(
            "what the stage serves could not be read",
            w -> {
              w.served.clear();
              w.unread.add(unread(Unread.Part.SERVED, STAGE, Unread.Reason.BUSY));
            },
            "unread at " + STAGE));
  }
}
