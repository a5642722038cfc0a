package io.originlock.examine;

import io.originlock.survey.EndpointType;
import io.originlock.survey.Method.Authorization;
import io.originlock.survey.Method.Authorization.Type;
import io.originlock.survey.Method.Validator;
import io.originlock.survey.Policy;
import io.originlock.survey.Policy.Condition;
import io.originlock.survey.Policy.Elements;
import io.originlock.survey.Policy.Statement;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is found of resource policies, each with the nearest one that lets edges in. */
class FoundInPoliciesTest {
  private static final String STAGE = "stage prod of REST API a1b2c3d4e5";
  private static final String REFUSES = "policy-refuses at " + STAGE;
  private static final String UNCLEAR = "policy-unclear at " + STAGE;
  private static final String PROBE = "refused-probe at " + STAGE;

  private static final String ALL = "execute-api:/*";
  private static final List<String> OFFICE = List.of("192.0.2.0/24", "198.51.100.7");
  private static final List<String> EDGES =
      List.of(
          "130.176.0.0/17",
          "64.252.64.0/18",
          "64.252.128.0/18",
          "70.132.0.0/18",
          "15.158.0.0/16",
          "18.68.0.0/16",
          "2600:9000::/28");

  @ParameterizedTest
  @MethodSource("rows")
  void isFound(Row row) {
    row.check();
  }

  static Stream<Row> rows() {
    return Stream.of(everybody(), addresses(), networks(), resources(), authorization())
        .flatMap(rows -> rows);
  }

  private static Row row(String name, List<Statement> statements, String... found) {
    return Row.of(name, policy(statements), found);
  }

  private static Consumer<World> policy(List<Statement> statements) {
    return world -> world.prod().policy = Optional.of(new Policy(statements));
  }

  private static Elements these(String... values) {
    return new Elements(false, List.of(values));
  }

  private static Statement statement(boolean allows, String resource, Condition... conditions) {
    return new Statement(
        allows, these("*"), these("execute-api:Invoke"), these(resource), List.of(conditions));
  }

  private static Statement allow(Condition... conditions) {
    return statement(true, ALL, conditions);
  }

  private static Statement deny(Condition... conditions) {
    return statement(false, ALL, conditions);
  }

  private static Condition at(String operator, List<String> addresses) {
    return new Condition(operator, "aws:sourceip", addresses);
  }

  private static Condition by(String operator, String key, String value) {
    return new Condition(operator, key, List.of(value));
  }

  static Stream<Row> everybody() {
    return Stream.of(
        row("everybody is allowed", List.of(allow())),
        row("nobody is allowed", List.of(), REFUSES, PROBE),
        row("everybody is denied", List.of(allow(), deny()), REFUSES, PROBE),
        row(
            "an account is allowed",
            List.of(
                new Statement(
                    true,
                    these("AWS:arn:aws:iam::123456789012:root"),
                    these("execute-api:*"),
                    these(ALL),
                    List.of())),
            REFUSES,
            PROBE),
        row(
            "an account is denied",
            List.of(
                allow(),
                new Statement(
                    false,
                    these("AWS:arn:aws:iam::123456789012:root"),
                    these("execute-api:*"),
                    these(ALL),
                    List.of()))),
        row(
            "all but an account are denied",
            List.of(
                allow(),
                new Statement(
                    false,
                    new Elements(true, List.of("AWS:arn:aws:iam::123456789012:root")),
                    these("execute-api:*"),
                    these(ALL),
                    List.of())),
            REFUSES,
            PROBE),
        row(
            "another action is allowed",
            List.of(
                new Statement(
                    true,
                    these("*"),
                    these("execute-api:ManageConnections"),
                    these(ALL),
                    List.of())),
            REFUSES,
            PROBE),
        row(
            "another action is denied",
            List.of(
                allow(),
                new Statement(
                    false,
                    these("*"),
                    new Elements(true, List.of("execute-api:inv*")),
                    these(ALL),
                    List.of()))),
        Row.of(
            "nobody is allowed at a private API, where that is as it should be",
            policy(List.<Statement>of())
                .andThen(w -> w.api.endpoints = Set.of(EndpointType.PRIVATE)),
            "endpoint-private at REST API a1b2c3d4e5",
            PROBE));
  }

  static Stream<Row> addresses() {
    return Stream.of(
        row("an office is allowed", List.of(allow(at("IpAddress", OFFICE))), REFUSES, PROBE),
        row("edges are allowed", List.of(allow(at("IpAddress", EDGES))), PROBE),
        Row.of(
            "edges are allowed, and nobody probes past them",
            policy(List.of(allow(at("IpAddress", EDGES)))).andThen(w -> w.probes.remove(0))),
        row(
            "some edges are allowed",
            List.of(allow(at("IpAddress", List.of("130.176.12.0/24")))),
            UNCLEAR,
            PROBE),
        row("every address is allowed", List.of(allow(at("IpAddress", List.of("0.0.0.0/0"))))),
        row(
            "all but an office are denied",
            List.of(allow(), deny(at("NotIpAddress", OFFICE))),
            REFUSES,
            PROBE),
        row("all but edges are denied", List.of(allow(), deny(at("NotIpAddress", EDGES))), PROBE),
        row("an office is denied", List.of(allow(), deny(at("IpAddress", OFFICE))), PROBE),
        row("edges are denied", List.of(allow(), deny(at("IpAddress", EDGES))), REFUSES, PROBE),
        row(
            "an office and edges are allowed",
            List.of(allow(at("IpAddress", OFFICE)), allow(at("IpAddress", EDGES))),
            PROBE),
        row(
            "what is no address is allowed",
            List.of(
                allow(
                    at(
                        "IpAddress",
                        List.of("130.176.0.256", "130.176.0.0/33", "64.256.0.0/9", "office")))),
            REFUSES,
            PROBE),
        row(
            "neighbours of edges are allowed",
            List.of(allow(at("IpAddress", List.of("130.177.0.0/16", "64.252.0.0/18")))),
            REFUSES,
            PROBE),
        row(
            "a block around some edges is allowed",
            List.of(allow(at("IpAddress", List.of("130.176.0.0/16")))),
            UNCLEAR,
            PROBE),
        row(
            "the last address of edges is allowed",
            List.of(allow(at("IpAddress", List.of("15.158.255.255/32")))),
            UNCLEAR,
            PROBE),
        row(
            "two halves of all addresses are allowed",
            List.of(allow(at("IpAddress", List.of("0.0.0.0/1", "128.0.0.0/1")))),
            PROBE),
        row(
            "an address is compared as a text",
            List.of(allow(at("StringEquals", EDGES))),
            UNCLEAR,
            PROBE));
  }

  static Stream<Row> networks() {
    return Stream.of(
        row(
            "an endpoint is allowed",
            List.of(allow(by("StringEquals", "aws:sourcevpce", "vpce-1"))),
            REFUSES,
            PROBE),
        row(
            "an endpoint is allowed, and who comes by none",
            List.of(allow(by("StringEqualsIfExists", "aws:sourcevpce", "vpce-1")))),
        row(
            "all but an endpoint are denied",
            List.of(allow(), deny(by("StringNotEquals", "aws:sourcevpce", "vpce-1"))),
            REFUSES,
            PROBE),
        row(
            "an endpoint is denied",
            List.of(allow(), deny(by("StringEquals", "aws:sourcevpce", "vpce-1")))),
        row(
            "addresses in a VPC are denied",
            List.of(
                allow(),
                deny(new Condition("IpAddress", "aws:vpcsourceip", List.of("10.0.0.0/8"))))),
        row(
            "who comes by no VPC is denied",
            List.of(allow(), deny(by("Null", "aws:sourcevpc", "true"))),
            REFUSES,
            PROBE),
        row(
            "who comes by a VPC is denied",
            List.of(allow(), deny(by("Null", "aws:sourcevpc", "false")))),
        row(
            "plain HTTP is denied",
            List.of(allow(), deny(by("Bool", "aws:securetransport", "false")))),
        row(
            "a referer is allowed",
            List.of(allow(by("StringLike", "aws:referer", "https://www.example.com/*"))),
            UNCLEAR,
            PROBE),
        row(
            "an office with a referer is allowed",
            List.of(
                allow(
                    at("IpAddress", OFFICE),
                    by("StringLike", "aws:referer", "https://www.example.com/*"))),
            REFUSES,
            PROBE));
  }

  static Stream<Row> resources() {
    return Stream.of(
        row(
            "another stage is allowed",
            List.of(statement(true, "execute-api:/dev/*")),
            REFUSES,
            PROBE),
        row("the stage is allowed", List.of(statement(true, "execute-api:/prod/*"))),
        row(
            "a method is denied, as its owner wills",
            List.of(allow(), statement(false, "execute-api:/prod/POST/*"))),
        Row.of(
            "the probe of one stage of two is denied",
            policy(List.of(allow(), statement(false, "execute-api:/prod/GET/origin-lock-*")))
                .andThen(FoundInPoliciesTest::second),
            PROBE),
        Row.of(
            "the probe of one stage is denied, and that of another is sent",
            policy(List.of(allow(at("IpAddress", EDGES))))
                .andThen(FoundInPoliciesTest::second)
                .andThen(w -> w.probes.remove(0))),
        row(
            "the probe is denied",
            List.of(allow(), statement(false, "execute-api:/prod/GET/origin-lock-*")),
            PROBE),
        row("the root alone is allowed", List.of(statement(true, "execute-api:/")), REFUSES, PROBE),
        row(
            "APIs of every account are allowed",
            List.of(statement(true, "arn:aws:execute-api:*:*:*"))),
        row(
            "APIs of another region are allowed",
            List.of(statement(true, "arn:aws:execute-api:us-east-1:*:*")),
            REFUSES,
            PROBE),
        row(
            "all but another stage are denied",
            List.of(
                allow(),
                new Statement(
                    false,
                    these("*"),
                    these("execute-api:Invoke"),
                    new Elements(true, List.of("execute-api:/dev/*")),
                    List.of())),
            REFUSES,
            PROBE));
  }

  private static void second(World world) {
    World.Deployment dev = world.dev();
    dev.methods.add(GateKind.API_KEY.demanding("GET", "/pets"));
    dev.policy = Optional.of(new Policy(List.of(allow())));
    world.targets.add(World.DEV);
    world.plans.clear();
    world.probes.add(
        new Probe.Direct(
            World.DEV, URI.create("https://" + World.DEV.host() + "/dev/origin-lock-probe")));
  }

  private static void authorized(World world, Type type) {
    world.prod().methods.clear();
    world
        .prod()
        .methods
        .add(
            GateKind.method(
                "ANY",
                "/pets",
                true,
                new Authorization(type, "mine", Optional.empty(), 0),
                List.of(),
                Validator.NONE));
  }

  static Stream<Row> authorization() {
    Consumer<World> nobody = policy(List.<Statement>of());
    Consumer<World> denied = policy(List.of(deny()));
    return Stream.of(
        Row.of("an authorizer allows", nobody.andThen(w -> authorized(w, Type.REQUEST)), PROBE),
        Row.of("IAM allows", nobody.andThen(w -> authorized(w, Type.AWS_IAM)), PROBE),
        Row.of(
            "a user pool does not allow",
            nobody.andThen(w -> authorized(w, Type.COGNITO_USER_POOLS)),
            REFUSES,
            PROBE),
        Row.of(
            "viewers are denied, and preflights are not",
            policy(
                List.of(
                    statement(true, "execute-api:/prod/OPTIONS/*"),
                    statement(true, "execute-api:/prod/GET/origin-lock-probe"))),
            REFUSES),
        Row.of(
            "an authorizer does not allow what is denied",
            denied.andThen(w -> authorized(w, Type.REQUEST)),
            REFUSES,
            PROBE));
  }
}
