package io.originlock.examine;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.survey.Attached;
import io.originlock.survey.Behaviour;
import io.originlock.survey.DomainFacts;
import io.originlock.survey.EdgeFunction;
import io.originlock.survey.EdgeFunction.Event;
import io.originlock.survey.ErrorPage;
import io.originlock.survey.Forwarding;
import io.originlock.survey.HeaderNames;
import io.originlock.survey.Origin;
import io.originlock.survey.Origin.Protocol;
import io.originlock.survey.OriginGroup;
import io.originlock.survey.Selection;
import io.originlock.survey.Target;
import io.originlock.survey.Unread;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is found of distributions, each with the nearest world that has it not. */
class FoundAtDistributionsTest {
  private static final String E1 = " of CloudFront distribution E1A2B3C4D5E6F7";
  private static final String E2 = "CloudFront distribution E2A2B3C4D5E6F7";
  private static final String OTHER = "arn:aws:lambda:us-east-1:123456789012:function:rewrite:7";
  private static final String WEB_ACL = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/shop/1";

  @ParameterizedTest
  @MethodSource({
    "hosts",
    "edges",
    "destinations",
    "probes",
    "permissions",
    "pages",
    "functions",
    "members"
  })
  void isFound(Row row) {
    row.check();
  }

  private static Forwarding headers(Selection headers) {
    return new Forwarding(headers, Selection.ALL);
  }

  private static void legacy(World.Path path, Selection headers) {
    path.policies = Behaviour.Policies.NONE;
    path.forwarding = Optional.of(headers(headers));
  }

  private static void throughDomain(World world) {
    world.edge().origins.set(0, World.origin("api", World.DOMAIN, ""));
    world.domains.add(World.domain(World.DOMAIN, World.route(DomainFacts.By.MAPPING, "", "prod")));
    world.edge().all().forwarding = Optional.of(headers(Selection.ALL));
    world.edge().aliases.clear();
    world.edge().aliases.add(World.DOMAIN);
    world.probes.remove(1);
  }

  static Stream<Row> hosts() {
    String all = "forwarded-host at behaviour *" + E1;
    return Stream.of(
        Row.of(
            "all headers by policy",
            w -> w.edge().all().forwarding = Optional.of(headers(Selection.ALL)),
            all),
        Row.of(
            "all headers but Host",
            w ->
                w.edge().all().forwarding = Optional.of(headers(Selection.allBut(Set.of("host"))))),
        Row.of(
            "Host among ForwardedValues",
            w -> legacy(w.edge().all(), Selection.only(Set.of("Accept", "Host"))),
            all),
        Row.of(
            "Accept among ForwardedValues",
            w -> legacy(w.edge().all(), Selection.only(Set.of("Accept")))),
        Row.of(
            "all headers to a bucket",
            w -> w.edge().assets().forwarding = Optional.of(headers(Selection.ALL))),
        Row.of(
            "all headers to a group with the API",
            w -> {
              w.edge().groups.add(new OriginGroup("both", List.of("assets", "api"), List.of(404)));
              w.edge().assets().target = "both";
              w.edge().assets().forwarding = Optional.of(headers(Selection.ALL));
            },
            "forwarded-host at behaviour /static/*" + E1),
        Row.of(
            "all headers to a group of buckets",
            w -> {
              w.edge().origins.add(World.bucket("spare"));
              w.edge()
                  .groups
                  .add(new OriginGroup("both", List.of("assets", "spare"), List.of(404)));
              w.edge().assets().target = "both";
              w.edge().assets().forwarding = Optional.of(headers(Selection.ALL));
            }),
        Row.of(
            "all headers to a stranger's origin, who may want them",
            w -> {
              api(w, "stranger.example.net", "", Protocol.HTTPS_ONLY);
              w.edge().all().forwarding = Optional.of(headers(Selection.ALL));
            },
            "foreign-origin at origin api" + E1),
        Row.of(
            "Host in the key of a cache",
            w -> {
              w.edge().all().policies =
                  new Behaviour.Policies(
                      Optional.of("cache-1"), Optional.empty(), Optional.empty(), Optional.empty());
              w.edge().all().forwarding = Optional.of(headers(Selection.only(Set.of("Host"))));
            },
            all),
        Row.of(
            "a policy that could not be read", w -> w.edge().all().forwarding = Optional.empty()),
        Row.of(
            "a custom domain name that is the distribution's",
            FoundAtDistributionsTest::throughDomain),
        Row.of(
            "a custom domain name that is one of two of the distribution's",
            w -> {
              throughDomain(w);
              w.edge().aliases.add("www.example.com");
            },
            all),
        Row.of(
            "a custom domain name, and no name of the distribution's own",
            w -> {
              throughDomain(w);
              w.edge().aliases.clear();
            },
            all),
        Row.of(
            "the distribution's name as a custom domain name of another API",
            w -> {
              throughDomain(w);
              w.edge().aliases.set(0, "www.example.com");
              w.domains.add(World.domain("www.example.com"));
            },
            all),
        Row.of(
            "the distribution's name as a custom domain name of another stage",
            w -> {
              throughDomain(w);
              w.edge().aliases.set(0, "www.example.com");
              w.domains.add(
                  World.domain("www.example.com", World.route(DomainFacts.By.RULE, "", "dev")));
            },
            all));
  }

  private static World.Edge second(World world) {
    World.Edge edge = new World.Edge("E2A2B3C4D5E6F7", GateKind.API_KEY);
    world.edges.add(edge);
    return edge;
  }

  static Stream<Row> edges() {
    String more = "unguarded-origin at origin more" + E1;
    return Stream.of(
        Row.of(
            "another origin to the stage",
            w -> {
              w.edge().origins.add(World.origin("more", World.PROD.host(), "/prod"));
              w.edge().path("/more/*", "more");
            },
            more),
        Row.of(
            "another origin to the stage that no behaviour uses",
            w -> w.edge().origins.add(World.origin("more", World.PROD.host(), "/prod"))),
        Row.of(
            "another origin to another stage",
            w -> {
              w.edge().origins.add(World.origin("more", World.PROD.host(), "/dev"));
              w.edge().path("/more/*", "more");
            }),
        Row.of(
            "another origin to the stage, covered",
            w -> {
              w.edge().origins.add(World.origin("more", World.PROD.host(), "/prod"));
              w.edge().path("/more/*", "more");
              w.origins.put(World.DISTRIBUTION, Set.of("api", "more"));
            }),
        Row.of(
            "another origin to the stage, as the second of a group",
            w -> {
              w.edge().origins.add(World.origin("more", World.PROD.host(), "/prod"));
              w.edge().groups.add(new OriginGroup("both", List.of("api", "more"), List.of(500)));
              w.edge().all().target = "both";
            },
            more),
        Row.of("another distribution", w -> second(w), "unguarded-distribution at " + E2),
        Row.of(
            "another origin to the stage, with a header of the lock's name",
            w -> {
              w.edge()
                  .origins
                  .add(
                      new Origin(
                          "more",
                          World.PROD.host(),
                          "/prod",
                          Protocol.HTTPS_ONLY,
                          HeaderNames.of("X-Api-Key")));
              w.edge().path("/more/*", "more");
            },
            more),
        Row.of("another distribution, disabled", w -> second(w).enabled = false),
        Row.of(
            "another distribution, of the lock",
            w -> {
              second(w);
              w.origins.put("E2A2B3C4D5E6F7", Set.of("api"));
            }),
        Row.of(
            "another distribution to another API",
            w ->
                second(w)
                    .origins
                    .set(
                        0,
                        World.origin(
                            "api", "zzzzzzzzzz.execute-api.eu-central-1.amazonaws.com", "/prod"))),
        Row.of(
            "a staging distribution",
            w -> second(w).staging = true,
            "unguarded-distribution at " + E2));
  }

  @Test
  void aStagingDistributionIsNamedAsOne() {
    World world = World.of(GateKind.API_KEY).with(w -> second(w).staging = true);

    assertThat(world.only().seen())
        .isEqualTo(
            "It is a staging distribution, which takes a part of another's viewers, and leads to"
                + " stage prod of REST API a1b2c3d4e5 by origin api, and is not of the lock: it"
                + " sends no secret of the lock's.");
  }

  private static void api(World world, String domain, String path, Protocol protocol) {
    world.edge().origins.set(0, new Origin("api", domain, path, protocol, HeaderNames.NONE));
  }

  private static Unread unread(Unread.Part part, String place, Unread.Reason reason) {
    return new Unread(
        part, place, reason, "apigateway:GET is not done.", Optional.empty(), "Allow it.");
  }

  private static void probe(World world, String url) {
    world.probes.set(0, new Probe.Direct(World.PROD, URI.create(url)));
  }

  static Stream<Row> destinations() {
    String stranger = "foreign-origin at origin api" + E1;
    String plain = "plain-origin at origin api" + E1;
    String stage = "stage prod of REST API a1b2c3d4e5";
    return Stream.of(
        Row.of(
            "a stranger's domain",
            w -> api(w, "stranger.example.net", "", Protocol.HTTPS_ONLY),
            stranger),
        Row.of(
            "another API",
            w ->
                api(
                    w,
                    "zzzzzzzzzz.execute-api.eu-central-1.amazonaws.com",
                    "/prod",
                    Protocol.HTTPS_ONLY),
            stranger),
        Row.of(
            "another stage", w -> api(w, World.PROD.host(), "/dev", Protocol.HTTPS_ONLY), stranger),
        Row.of("a bucket", w -> w.edge().origins.set(0, World.bucket("api")), stranger),
        Row.of("a VPC origin", w -> api(w, "inner.example.com", "", Protocol.VPC), stranger),
        Row.of(
            "a custom domain name that leads there",
            w -> {
              throughDomain(w);
              w.edge().all().forwarding = Optional.of(headers(Selection.NONE));
            }),
        Row.of(
            "a custom domain name that leads elsewhere",
            w -> {
              throughDomain(w);
              w.edge().all().forwarding = Optional.of(headers(Selection.NONE));
              w.domains.set(0, World.domain(World.DOMAIN));
            },
            stranger),
        Row.of(
            "a domain of which it is not known whether it is one of API Gateway's",
            w -> {
              api(w, World.DOMAIN, "", Protocol.HTTPS_ONLY);
              w.unread.add(unread(Unread.Part.DOMAINS, "custom domain names", Unread.Reason.BUSY));
            },
            "unread at custom domain names"),
        Row.of("HTTP alone", w -> api(w, World.PROD.host(), "/prod", Protocol.HTTP_ONLY), plain),
        Row.of(
            "HTTP for viewers who come by it",
            w -> {
              api(w, World.PROD.host(), "/prod", Protocol.MATCH_VIEWER);
              w.edge().all().viewers = Behaviour.Viewers.ALLOW_ALL;
            },
            plain),
        Row.of(
            "HTTP for viewers who come by it, and none does",
            w -> {
              api(w, World.PROD.host(), "/prod", Protocol.MATCH_VIEWER);
              w.edge().assets().viewers = Behaviour.Viewers.ALLOW_ALL;
            }),
        Row.of(
            "a probe of a stranger",
            w -> probe(w, "https://stranger.example.net/prod/origin-lock-probe"),
            "foreign-probe at " + stage),
        Row.of(
            "a probe by HTTP",
            w -> probe(w, "http://" + World.PROD.host() + "/prod/origin-lock-probe"),
            "plain-probe at " + stage),
        Row.of(
            "a probe by a custom domain name",
            w -> {
              probe(w, "https://" + World.DOMAIN + "/origin-lock-probe");
              w.domains.add(
                  World.domain(World.DOMAIN, World.route(DomainFacts.By.RULE, "", "prod")));
            }),
        Row.of(
            "a probe by the name that AWS gave a domain",
            w -> {
              probe(w, "https://d-abcdef1234.execute-api.eu-central-1.amazonaws.com/probe");
              w.domains.add(
                  World.domain(World.DOMAIN, World.route(DomainFacts.By.RULE, "", "prod")));
            }),
        Row.of(
            "a probe of a stranger beside a domain that leads there",
            w -> {
              probe(w, "https://stranger.example.net/prod/origin-lock-probe");
              w.domains.add(
                  World.domain(World.DOMAIN, World.route(DomainFacts.By.RULE, "", "prod")));
            },
            "foreign-probe at " + stage),
        Row.of(
            "a probe of nobody",
            w -> probe(w, "https:///origin-lock-probe"),
            "foreign-probe at " + stage),
        Row.of(
            "a probe by a custom domain name that leads elsewhere",
            w -> {
              probe(w, "https://" + World.DOMAIN + "/origin-lock-probe");
              w.domains.add(
                  World.domain(World.DOMAIN, World.route(DomainFacts.By.RULE, "", "dev")));
            },
            "foreign-probe at " + stage));
  }

  private static void through(World world, String url) {
    world.probes.set(1, new Probe.Through(World.DISTRIBUTION, URI.create(url)));
  }

  static Stream<Row> probes() {
    String all = " at behaviour *" + E1;
    return Stream.of(
        Row.of(
            "answers are kept",
            w -> w.edge().all().caching = Optional.of(World.caching(60, Selection.NONE)),
            "cached-probe" + all),
        Row.of(
            "answers are kept by another distribution of the lock",
            w -> {
              second(w).all().caching = Optional.of(World.caching(60, Selection.NONE));
              w.origins.put("E2A2B3C4D5E6F7", Set.of("api"));
            }),
        Row.of(
            "the probe goes to the root",
            w -> {
              through(w, "https://www.example.com");
              w.edge().path("/", "assets");
            },
            "astray-probe at behaviour /" + E1),
        Row.of(
            "answers are kept by the query",
            w -> w.edge().all().caching = Optional.of(World.caching(60, Selection.ALL))),
        Row.of(
            "answers are kept of other paths",
            w -> w.edge().assets().caching = Optional.of(World.caching(60, Selection.NONE))),
        Row.of(
            "answers are kept, and nobody probes",
            w -> {
              w.edge().all().caching = Optional.of(World.caching(60, Selection.NONE));
              w.probes.remove(1);
            }),
        Row.of(
            "the probe's query is not sent on",
            w ->
                w.edge().all().forwarding =
                    Optional.of(new Forwarding(Selection.NONE, Selection.NONE)),
            "astray-probe" + all),
        Row.of(
            "the probe's parameter alone is sent on",
            w ->
                w.edge().all().forwarding =
                    Optional.of(new Forwarding(Selection.NONE, Selection.only(Set.of("nonce"))))),
        Row.of(
            "the probe's path leads to a bucket",
            w -> w.edge().path("/origin-lock-*", "assets"),
            "astray-probe at behaviour /origin-lock-*" + E1),
        Row.of(
            "the probe's path leads to a group with the API",
            w -> {
              w.edge().groups.add(new OriginGroup("both", List.of("assets", "api"), List.of(404)));
              w.edge().path("/origin-lock-*", "both");
            }),
        Row.of(
            "the probe goes to another host",
            w -> through(w, "https://shop.example.com/origin-lock-probe"),
            "astray-probe at CloudFront distribution E1A2B3C4D5E6F7"),
        Row.of(
            "the probe goes to the distribution's own name",
            w -> through(w, "https://de1a2b3c4d5e6f7.cloudfront.net/origin-lock-probe")),
        Row.of(
            "the probe goes to a name of the distribution's by a wildcard",
            w -> {
              through(w, "https://shop.example.com/origin-lock-probe");
              w.edge().aliases.add("*.example.com");
            }),
        Row.of(
            "the distribution is disabled",
            w -> w.edge().enabled = false,
            "astray-probe at CloudFront distribution E1A2B3C4D5E6F7"),
        Row.of(
            "viewers need signed URLs",
            w -> w.edge().all().signedViewersOnly = true,
            "refused-probe" + all),
        Row.of(
            "viewers of other paths need signed URLs",
            w -> w.edge().assets().signedViewersOnly = true));
  }

  private static void attach(World world, String webAcl, String bucket) {
    world.edge().attached =
        new Attached(Optional.ofNullable(webAcl), Optional.ofNullable(bucket), Optional.empty());
  }

  private static void china(World world) {
    Target.Stage stage = new Target.Stage("cn-north-1", World.API, "prod");
    world.targets.set(0, stage);
    world.stages.set(0, new World.Stage(stage, "d1"));
    world.edge().origins.set(0, World.origin("api", stage.host(), "/prod"));
    world.probes.remove(0);
    world.plans.clear();
  }

  private static void grant(World world, String... actionsAndResources) {
    world.granted =
        Optional.of(
            new Granted(
                Stream.of(actionsAndResources)
                    .map(each -> each.split(" "))
                    .map(each -> new Granted.Permission(each[0], each[1]))
                    .toList()));
  }

  static Stream<Row> permissions() {
    String missing = "missing-permission at CloudFront distribution E1A2B3C4D5E6F7";
    EdgeFunction viewer = World.function(OTHER, Event.VIEWER_REQUEST);
    return Stream.of(
        Row.of("a web ACL", w -> attach(w, WEB_ACL, null), missing),
        Row.of(
            "a web ACL that the role may read",
            w -> {
              attach(w, WEB_ACL, null);
              grant(w, "wafv2:GetWebACL " + WEB_ACL);
            }),
        Row.of(
            "a web ACL beside the one that the role may read",
            w -> {
              attach(w, WEB_ACL.replace("shop", "blog"), null);
              grant(w, "wafv2:GetWebACL " + WEB_ACL);
            },
            missing),
        Row.of(
            "a web ACL, and nobody knows the role",
            w -> {
              attach(w, WEB_ACL, null);
              w.granted = Optional.empty();
            }),
        Row.of("a web ACL of WAF Classic", w -> attach(w, "0123-4567", null), missing),
        Row.of(
            "a web ACL of WAF Classic that the role may read",
            w -> {
              attach(w, "0123-4567", null);
              grant(w, "waf:GetWebACL *");
            }),
        Row.of(
            "a log bucket of China that the role may prepare",
            w -> {
              attach(w, null, "shop.s3.cn-north-1.amazonaws.com.cn");
              grant(w, "s3:* arn:aws-cn:s3:::sho?");
              china(w);
            }),
        Row.of("a log bucket", w -> attach(w, null, "shop.logs.s3.amazonaws.com"), missing),
        Row.of(
            "a log bucket that the role may prepare",
            w -> {
              attach(w, null, "shop.logs.s3.amazonaws.com");
              grant(
                  w,
                  "s3:GetBucketAcl arn:aws:s3:::shop.logs",
                  "s3:PutBucketAcl arn:aws:s3:::shop.logs");
            }),
        Row.of(
            "a log bucket that the role may only read",
            w -> {
              attach(w, null, "shop.logs.s3.eu-central-1.amazonaws.com");
              grant(w, "s3:GetBucketAcl arn:aws:s3:::shop.logs");
            },
            missing),
        Row.of("a function", w -> w.edge().assets().functions.add(viewer), missing),
        Row.of(
            "a function at two behaviours",
            w -> {
              w.edge().assets().functions.add(viewer);
              w.edge().all().functions.add(viewer);
            },
            missing),
        Row.of(
            "a function that the role may replicate",
            w -> {
              w.edge().assets().functions.add(viewer);
              grant(w, "lambda:GetFunction " + OTHER, "lambda:EnableReplication* " + OTHER);
            }),
        Row.of(
            "a CloudFront Function",
            w ->
                w.edge()
                    .assets()
                    .functions
                    .add(
                        new EdgeFunction(
                            "arn:aws:cloudfront::123456789012:function/rewrite",
                            Event.VIEWER_REQUEST,
                            EdgeFunction.Kind.CLOUDFRONT_FUNCTION))));
  }

  @Test
  void aMissingPermissionIsNamedWithWhatAsksForIt() {
    World world =
        World.of(GateKind.API_KEY).with(w -> attach(w, null, "shop.logs.s3.amazonaws.com"));

    assertThat(world.only().seen())
        .isEqualTo(
            "The log bucket shop.logs is attached, so that cloudfront:UpdateDistribution asks for"
                + " s3:GetBucketAcl and s3:PutBucketAcl on arn:aws:s3:::shop.logs, which the"
                + " worker's role does not have.");
  }

  static Stream<Row> pages() {
    String hidden = "hidden-refusals at CloudFront distribution E1A2B3C4D5E6F7";
    return Stream.of(
        Row.of(
            "a page over 403",
            w ->
                w.edge()
                    .errorPages
                    .add(new ErrorPage(403, Optional.of(200), Optional.of("/index.html"), 10)),
            hidden),
        Row.of(
            "a page over 404",
            w ->
                w.edge()
                    .errorPages
                    .add(new ErrorPage(404, Optional.of(200), Optional.of("/index.html"), 10))),
        Row.of(
            "403 with another page",
            w ->
                w.edge()
                    .errorPages
                    .add(new ErrorPage(403, Optional.of(403), Optional.of("/403.html"), 10)),
            hidden),
        Row.of(
            "403 as 404",
            w ->
                w.edge().errorPages.add(new ErrorPage(403, Optional.of(404), Optional.empty(), 10)),
            hidden),
        Row.of(
            "403 kept for a time",
            w ->
                w.edge().errorPages.add(new ErrorPage(403, Optional.empty(), Optional.empty(), 5))),
        Row.of(
            "a page over 400, which is no refusal of this gate",
            w ->
                w.edge()
                    .errorPages
                    .add(new ErrorPage(400, Optional.empty(), Optional.of("/400.html"), 10))),
        Row.of(
            "a page over 400, which is a refusal of this gate",
            GateKind.VALIDATION,
            w ->
                w.edge()
                    .errorPages
                    .add(new ErrorPage(400, Optional.empty(), Optional.of("/400.html"), 10)),
            hidden));
  }

  private static void mayReplicate(World world) {
    grant(
        world,
        "lambda:GetFunction arn:aws:lambda:us-east-1:*",
        "lambda:EnableReplication* arn:aws:lambda:us-east-1:*");
  }

  private static Origin sendingNothing(Origin origin) {
    return new Origin(
        origin.id(), origin.domain(), origin.path(), origin.protocol(), HeaderNames.NONE);
  }

  static Stream<Row> functions() {
    String all = " at behaviour *" + E1;
    return Stream.of(
        Row.of(
            "nobody signs",
            GateKind.SIGNATURE,
            w -> w.edge().all().functions.clear(),
            "unsigned-behaviour" + all,
            "edge-sends-secret" + all),
        Row.of(
            "nobody signs yet, and no method asks for it",
            GateKind.SIGNATURE,
            w -> {
              w.edge().all().functions.clear();
              w.closed = false;
              w.prod().methods.replaceAll(each -> GateKind.open(each.verb(), each.path()));
            },
            "edge-sends-secret" + all),
        Row.of(
            "nobody signs yet, and nothing is sent",
            GateKind.SIGNATURE,
            w -> {
              w.edge().all().functions.clear();
              w.closed = false;
              w.prod().methods.replaceAll(each -> GateKind.open(each.verb(), each.path()));
              w.edge().origins.replaceAll(FoundAtDistributionsTest::sendingNothing);
            }),
        Row.of(
            "another version signs",
            GateKind.SIGNATURE,
            w -> w.edge().all().functions.set(0, World.signer("9"))),
        Row.of(
            "the signer runs too late",
            GateKind.SIGNATURE,
            w ->
                w.edge()
                    .all()
                    .functions
                    .set(0, World.function(GateKind.SIGNER + ":1", Event.ORIGIN_RESPONSE)),
            "unsigned-behaviour" + all,
            "edge-sends-secret" + all),
        Row.of(
            "somebody else's function is in its place",
            GateKind.SIGNATURE,
            w -> {
              mayReplicate(w);
              w.edge().all().functions.set(0, World.function(OTHER, Event.ORIGIN_REQUEST));
            },
            "unsigned-behaviour" + all,
            "edge-sends-secret" + all,
            "function-receives-secret" + all),
        Row.of(
            "some function is in its place, and the lock's is not known",
            GateKind.SIGNATURE,
            w -> {
              mayReplicate(w);
              w.functions = Set.of();
              w.edge().all().functions.set(0, World.function(OTHER, Event.ORIGIN_REQUEST));
            }),
        Row.of(
            "nobody signs for a group with the API",
            GateKind.SIGNATURE,
            w -> {
              w.edge().groups.add(new OriginGroup("both", List.of("assets", "api"), List.of(404)));
              w.edge().assets().target = "both";
            },
            "unsigned-behaviour at behaviour /static/*" + E1,
            "edge-sends-secret at behaviour /static/*" + E1),
        Row.of(
            "nobody signs for a group of buckets",
            GateKind.SIGNATURE,
            w -> {
              w.edge().origins.add(World.bucket("spare"));
              w.edge()
                  .groups
                  .add(new OriginGroup("both", List.of("assets", "spare"), List.of(404)));
              w.edge().assets().target = "both";
            }),
        Row.of(
            "a function is shown the key",
            w -> {
              mayReplicate(w);
              w.edge().all().functions.add(World.function(OTHER, Event.ORIGIN_RESPONSE));
            },
            "function-receives-secret" + all),
        Row.of(
            "a function runs before the key is there",
            w -> {
              mayReplicate(w);
              w.edge().all().functions.add(World.function(OTHER, Event.VIEWER_REQUEST));
            }));
  }

  static Stream<Row> members() {
    return Stream.of(
        Row.of(
            "a covered origin is not there",
            w -> w.origins.put(World.DISTRIBUTION, Set.of("api", "gone")),
            "member-missing at origin gone" + E1),
        Row.of(
            "a distribution is not there",
            w -> {
              w.origins.put("E2A2B3C4D5E6F7", Set.of("api"));
              w.unread.add(unread(Unread.Part.DISTRIBUTION, E2, Unread.Reason.ABSENT));
            },
            "member-missing at " + E2),
        Row.of(
            "a distribution could not be read",
            w -> {
              w.origins.put("E2A2B3C4D5E6F7", Set.of("api"));
              w.unread.add(unread(Unread.Part.DISTRIBUTION, E2, Unread.Reason.DENIED));
            },
            "unread at " + E2));
  }
}
