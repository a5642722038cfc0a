package io.originlock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.originlock.apikey.ApiKeyGate;
import io.originlock.aws.ApiStage;
import io.originlock.aws.CustomDomains;
import io.originlock.aws.ParameterStore;
import io.originlock.cloudfront.CloudFrontDistributions;
import io.originlock.cloudfront.Member;
import io.originlock.cloudfront.Routes;
import io.originlock.fake.ElapsedTime;
import io.originlock.fake.FakeApiGateway;
import io.originlock.fake.FakeCloudFront;
import io.originlock.fake.FakeServer;
import io.originlock.fake.FakeServer.Call;
import io.originlock.fake.FakeServer.Reply;
import io.originlock.fake.FakeSsm;
import io.originlock.fake.FakeWaf;
import io.originlock.fake.TestClients;
import io.originlock.model.Header;
import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import io.originlock.model.Secrets;
import io.originlock.model.Stage;
import io.originlock.port.Announcement;
import io.originlock.port.Demand;
import io.originlock.port.DesiredGate;
import io.originlock.port.Gate;
import io.originlock.port.Published;
import io.originlock.signature.SignatureGate;
import io.originlock.state.SsmPublished;
import io.originlock.state.SsmStateLog;
import io.originlock.validation.DraftedApi;
import io.originlock.validation.ProtectedMethods;
import io.originlock.validation.RequestValidationGate;
import io.originlock.webacl.WebAclGate;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.wafv2.Wafv2Client;

/** Every writing call of every adapter, while AWS answers that it should be tried again later. */
class TryAgainLaterTest {
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String PATH = "/origin-lock/prod";
  private static final ApiStage PROD = new ApiStage(FakeApiGateway.API, "prod");
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A user's own header, of a form that nothing but its being sent tells. */
  private static final String USERS_OWN = "open.Sesame, please!";

  private static final String CONFIG =
      """
      <DistributionConfig><Origins><Quantity>1</Quantity><Items><Origin><Id>api</Id>\
      <DomainName>d</DomainName><CustomHeaders><Quantity>1</Quantity><Items><OriginCustomHeader>\
      <HeaderName>x-own</HeaderName><HeaderValue>%s</HeaderValue></OriginCustomHeader></Items>\
      </CustomHeaders></Origin></Items></Origins></DistributionConfig>\
      """
          .formatted(USERS_OWN);

  private static final ElapsedTime TIME = new ElapsedTime();
  private static final FakeApiGateway API_GATEWAY = new FakeApiGateway();
  private static final FakeSsm SSM = new FakeSsm();
  private static final FakeWaf WAF = new FakeWaf();
  private static final FakeCloudFront CLOUDFRONT = new FakeCloudFront();
  private static final DraftedApi.Host DRAFTS = new DraftedApi.Host(TIME);
  private static final ApiGatewayClient API_GATEWAY_CLIENT =
      TestClients.at(API_GATEWAY.server.uri(), TIME).apiGateway();
  private static final ParameterStore PARAMETERS =
      TestClients.at(SSM.server.uri(), TIME).parameters(Optional.empty(), Map.of());
  private static final Wafv2Client WAF_CLIENT = TestClients.at(WAF.server.uri(), TIME).waf();
  private static final CloudFrontDistributions DISTRIBUTIONS =
      new CloudFrontDistributions(
          TestClients.at(CLOUDFRONT.server.uri(), TIME),
          List.of(new Member("E1", List.of("api"))),
          "x-api-key"::equals,
          false,
          new Routes(
              List.of(),
              new CustomDomains(
                  API_GATEWAY_CLIENT,
                  TestClients.at(API_GATEWAY.server.uri(), TIME).apiGatewayV2())));

  private static final SsmStateLog LOG = new SsmStateLog(PARAMETERS, PATH);

  private static final Reply CONFLICT =
      json(
          409,
          "ConflictException",
          "Unable to complete operation due to concurrent modification. Please try again later.");

  /** The message of this one is recorded as empty. */
  private static final Reply TOO_MANY = json(400, "TooManyUpdates", "");

  private static final Reply UNAVAILABLE =
      json(
          400,
          "WAFUnavailableEntityException",
          "AWS WAF couldn’t retrieve the resource that you requested. Retry your request.");

  private static final Reply INTERNAL =
      xml(503, "ServiceUnavailable", "CloudFront encountered an internal error. Please try again.");

  /**
   * A writing call of an adapter's.
   *
   * @param at which of the requests it is
   * @param again what AWS answers in place of it
   * @param prepare makes the world in which it is due
   * @param write has the adapter make it
   */
  private record Write(
      String name,
      FakeServer server,
      Predicate<Call> at,
      Reply again,
      Runnable prepare,
      Runnable write) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** For how long it is to be tried again. */
  private enum Trouble {
    ONCE(1, Duration.ofDays(1)),
    THREE_TIMES(3, Duration.ofDays(1)),
    FOR_20_SECONDS(Integer.MAX_VALUE, LONGEST);

    private final int times;
    private final Duration span;

    Trouble(int times, Duration span) {
      this.times = times;
      this.span = span;
    }
  }

  private static Stream<Write> writes() {
    return Stream.of(
        key("CreateApiKey", "POST /apikeys", () -> {}, () -> honour(keys(), 1)),
        key("CreateUsagePlanKey", "POST /usageplans/.*/keys", () -> {}, () -> honour(keys(), 1)),
        key(
            "DeleteApiKey",
            "DELETE /apikeys/.*",
            () -> honour(keys(), 1),
            () -> honour(keys(), 2, 1)),
        key(
            "TagResource",
            "PUT /tags/.*",
            () -> API_GATEWAY.put("theirs", secret(1).value().reveal(), true, Map.of()),
            () -> keys().adopt(secret(1))),
        draft("UpdateMethod", "PATCH .*/methods/.*", gate -> {}, gate -> honour(gate, 1)),
        draft("CreateDeployment", "POST .*/deployments", gate -> {}, gate -> honour(gate, 1)),
        draft("UpdateStage", "PATCH .*/stages/prod", gate -> {}, gate -> honour(gate, 1)),
        draft(
            "DeleteDeployment",
            "DELETE .*/deployments/.*",
            gate -> {
              honour(gate, 1);
              honour(gate, 2, 1);
            },
            Gate::tidy),
        new Write(
            "UpdateRuleGroup",
            WAF.server,
            target("UpdateRuleGroup"),
            UNAVAILABLE,
            () -> WAF.group.putArray("Rules"),
            () -> honour(rules(), 1)),
        new Write(
            "GetRuleGroup",
            WAF.server,
            target("GetRuleGroup"),
            UNAVAILABLE,
            () -> WAF.group.putArray("Rules"),
            () -> honour(rules(), 1)),
        new Write(
            "UpdateDistribution",
            CLOUDFRONT.server,
            call -> call.method().equals("PUT"),
            INTERNAL,
            () -> CLOUDFRONT.configs.put("E1", CONFIG),
            () ->
                DISTRIBUTIONS.present(
                    DISTRIBUTIONS.read().get(0), List.of(new Header("x-api-key", value(1))))),
        parameter("PutParameter of the state", () -> {}, () -> LOG.append(state(1))),
        parameter(
            "PutParameter published",
            () ->
                SSM.parameters.put(
                    PATH + "/published", new FakeSsm.Stored("SecureString", "{}", "")),
            () ->
                new SsmPublished(PARAMETERS, "prod", PATH)
                    .write(
                        new Published.Document(
                            1, List.of(new Header("x-own", USERS_OWN)), Demand.NONE))),
        parameter("PutParameter honoured", () -> {}, () -> honour(signatures(), 1)),
        parameter(
            "DeleteParameters of the state",
            () -> IntStream.rangeClosed(1, 3).forEach(n -> LOG.append(state(n))),
            LOG::erase),
        parameter(
            "DeleteParameters honoured",
            () -> honour(signatures(), 1),
            () -> honour(signatures(), 2, 1)));
  }

  private static Stream<Arguments> troubles() {
    return writes()
        .flatMap(write -> Arrays.stream(Trouble.values()).map(each -> Arguments.of(write, each)));
  }

  @BeforeEach
  void begin() {
    API_GATEWAY.keys.clear();
    API_GATEWAY.plan.clear();
    SSM.parameters.clear();
    Stream.of(API_GATEWAY.server, SSM.server, WAF.server, CLOUDFRONT.server, DRAFTS.server)
        .forEach(server -> server.instead(call -> Optional.empty()));
  }

  @AfterAll
  static void end() {
    DRAFTS.close();
    API_GATEWAY_CLIENT.close();
    WAF_CLIENT.close();
    API_GATEWAY.close();
    SSM.close();
    WAF.close();
    CLOUDFRONT.close();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("troubles")
  void theCallSucceedsInTheEnd(Write write, Trouble trouble) {
    write.prepare().run();
    Duration begin = TIME.elapsed();
    int[] struck = {0};
    write
        .server()
        .instead(
            call -> {
              boolean strikes =
                  write.at().test(call)
                      && struck[0] < trouble.times
                      && TIME.elapsed().minus(begin).compareTo(trouble.span) < 0;
              struck[0] += strikes ? 1 : 0;
              return strikes ? Optional.of(write.again()) : Optional.empty();
            });

    write.write().run();

    assertThat(struck[0]).isPositive().isLessThanOrEqualTo(trouble.times);
    assertThat(TIME.elapsed().minus(begin)).isPositive().isLessThanOrEqualTo(LONGEST);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("writes")
  void afterTwentySecondsItFailsWithWhatAwsSaid(Write write) {
    write.prepare().run();
    Duration begin = TIME.elapsed();
    int before = write.server().calls().size();
    write
        .server()
        .instead(call -> write.at().test(call) ? Optional.of(write.again()) : Optional.empty());

    LockException failure = catchThrowableOfType(LockException.class, write.write()::run);

    assertThat(TIME.elapsed().minus(begin)).isEqualTo(LONGEST);
    assertThat(write.server().calls().size() - before).as("calls").isBetween(6, 60);
    assertThat(failure.operation()).contains("although it was repeated for 20 s");
    assertThat(failure.remedy()).contains("next tick tries again").contains("terraform apply");
    if (write.again() != TOO_MANY) {
      assertThat(failure.operation()).containsIgnoringCase("try");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("writes")
  void aRefusalThatQuotesTheWholeRequestGivesNoSecretAway(Write write) {
    write.prepare().run();
    Duration begin = TIME.elapsed();
    write
        .server()
        .instead(
            call ->
                write.at().test(call)
                    ? Optional.of(
                        write.again() == INTERNAL
                            ? xml(400, "InvalidArgument", "Not valid: " + call.uri() + call.body())
                            : json(
                                400,
                                "ValidationException",
                                "Not valid: " + call.uri() + call.body()))
                    : Optional.empty());

    LockException failure = catchThrowableOfType(LockException.class, write.write()::run);

    assertThat(TIME.elapsed()).as("not repeated").isEqualTo(begin);
    assertThat(failure).hasMessageContaining("Not valid: ").hasNoCause();
    for (String secret : List.of(value(1), value(2), hex(1), hex(2), USERS_OWN)) {
      assertThat(failure.getMessage()).doesNotContainIgnoringCase(secret.substring(8));
    }
  }

  /** What means something else is the adapters' at once, with any text. */
  @ParameterizedTest
  @EnumSource
  void whatMeansSomethingElseIsNotRepeated(Other other) {
    SSM.server.instead(call -> Optional.of(json(other.status, other.name(), other.text)));
    Duration begin = TIME.elapsed();
    int before = SSM.server.calls().size();

    LockException failure = catchThrowableOfType(LockException.class, () -> LOG.lastSequence());

    assertThat(failure).hasMessageContaining(other.name());
    assertThat(SSM.server.calls()).hasSize(before + 1);
    assertThat(TIME.elapsed()).isEqualTo(begin);
  }

  private enum Other {
    ConflictException(409, "API Key already exists"),
    WAFOptimisticLockException(
        400,
        "AWS WAF couldn’t save your changes because someone changed the resource after you started"
            + " to edit it. Reapply your changes."),
    PreconditionFailed(
        412,
        "The request failed because it didn't meet the preconditions in one or more request-header"
            + " fields."),
    AccessDeniedException(403, "Not authorized. Check the policy and try again."),
    WAFNonexistentItemException(
        400, "AWS WAF couldn’t perform the operation because your resource doesn’t exist."),
    BadRequestException(400, "Active stages pointing to this deployment must be moved or deleted");

    private final int status;
    private final String text;

    Other(int status, String text) {
      this.status = status;
      this.text = text;
    }
  }

  private static Write key(String name, String at, Runnable prepare, Runnable write) {
    return new Write(name, API_GATEWAY.server, request(at), CONFLICT, prepare, write);
  }

  private static Write draft(String name, String at, Consumer<Gate> prepare, Consumer<Gate> write) {
    Gate[] gate = {null};
    return new Write(
        name,
        DRAFTS.server,
        request(at),
        CONFLICT,
        () -> {
          gate[0] = validation();
          prepare.accept(gate[0]);
        },
        () -> write.accept(gate[0]));
  }

  private static Write parameter(String name, Runnable prepare, Runnable write) {
    return new Write(name, SSM.server, target(name.split(" ")[0]), TOO_MANY, prepare, write);
  }

  private static Predicate<Call> request(String pattern) {
    return call -> (call.method() + " " + call.uri().getPath()).matches(pattern);
  }

  private static Predicate<Call> target(String operation) {
    return call -> call.headers().getOrDefault("X-Amz-Target", "").endsWith("." + operation);
  }

  private static Gate keys() {
    return new ApiKeyGate(
        API_GATEWAY_CLIENT,
        "prod",
        "eu-central-1",
        Map.of(),
        FakeApiGateway.PLAN,
        Optional.empty(),
        List.of(PROD),
        Set.of(),
        RANDOM);
  }

  private static Gate validation() {
    return new RequestValidationGate(
        DRAFTS.of(new DraftedApi()),
        "prod",
        List.of(DraftedApi.PROD),
        new ProtectedMethods(Optional.empty(), Set.of("/probe")),
        false,
        RANDOM,
        Clock.fixed(NOW, ZoneOffset.UTC),
        () -> 0L,
        duration -> {});
  }

  private static Gate rules() {
    return new WebAclGate(
        WAF_CLIENT,
        API_GATEWAY_CLIENT,
        FakeWaf.GROUP,
        List.of(PROD),
        RANDOM,
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static Gate signatures() {
    return new SignatureGate(
        PARAMETERS,
        API_GATEWAY_CLIENT,
        PATH,
        "arn:aws:lambda:eu-central-1:123456789012:function:shop-lock",
        true,
        List.of(PROD),
        Set.of(),
        RANDOM);
  }

  private static void honour(Gate gate, int number, int... removable) {
    Secret secret =
        gate instanceof RequestValidationGate
            ? new Secret(new SecretId(number), new SecretValue(hex(number)), NOW)
            : secret(number);
    Set<SecretId> gone =
        Arrays.stream(removable).mapToObj(SecretId::new).collect(Collectors.toSet());
    gate.honour(
        new DesiredGate(false, List.of(secret), gone),
        gate.observe(List.of(secret)),
        Announcement.none());
  }

  private static LockState state(long sequence) {
    return LockState.of(
        sequence,
        Stage.ADMIT,
        NOW,
        new Secrets(
            secret(1),
            new Secret(new SecretId(2), new SecretValue(USERS_OWN), NOW),
            List.of(),
            Set.of()),
        "a test");
  }

  private static Secret secret(int number) {
    return new Secret(new SecretId(number), new SecretValue(value(number)), NOW);
  }

  private static String value(int number) {
    return "kQ7vT2mX9pL4sR8wZ1cB6nH3gF5dJ0yA2eU7iO9" + number;
  }

  private static String hex(int number) {
    return "5e1f9c03a7d24b6880f2c94e7b1d6a3" + number;
  }

  private static Reply json(int status, String code, String message) {
    return new Reply(
        status,
        Map.of("x-amzn-ErrorType", code),
        JsonNodeFactory.instance
            .objectNode()
            .put("__type", code)
            .put("message", message)
            .toString());
  }

  private static Reply xml(int status, String code, String message) {
    return Reply.of(
        status,
        "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"
            .formatted(code, message.replace("&", "&amp;").replace("<", "&lt;")));
  }
}
