package io.originlock.validation;

import static io.originlock.validation.DraftedApi.API;
import static io.originlock.validation.DraftedApi.PROD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.aws.ApiStage;
import io.originlock.fake.FakeServer.Reply;
import io.originlock.model.Header;
import io.originlock.model.LockException;
import io.originlock.model.LostRaceException;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import io.originlock.port.Acceptance;
import io.originlock.port.Announcement;
import io.originlock.port.Demand;
import io.originlock.port.DesiredGate;
import io.originlock.port.HinderedException;
import io.originlock.port.Inspection;
import io.originlock.port.ObservedGate;
import io.originlock.port.OvertakenException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RequestValidationGateTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final ApiStage DEV = new ApiStage(API, "dev");

  private static final DraftedApi.Host HOST = new DraftedApi.Host();

  private final DraftedApi api = new DraftedApi();
  private final List<Duration> pauses = new ArrayList<>();
  private final List<Demand> announced = new ArrayList<>();
  private final RequestValidationGate gate = gate(Optional.empty(), false, PROD);

  @AfterAll
  static void stop() {
    HOST.close();
  }

  private RequestValidationGate gate(
      Optional<Set<String>> methods, boolean deploysDrafts, ApiStage... stages) {
    return new RequestValidationGate(
        HOST.of(api),
        "prod",
        List.of(stages),
        new ProtectedMethods(methods, Set.of("/probe")),
        deploysDrafts,
        new SecureRandom(),
        Clock.fixed(NOW, ZoneOffset.UTC),
        pauses::add);
  }

  private static Secret secret(int number) {
    return new Secret(new SecretId(number), new SecretValue("%032x".formatted(number)), NOW);
  }

  private static String header(int number) {
    return "X-Origin-Lock-%032x".formatted(number);
  }

  private static String parameter(int number) {
    return "method.request.header." + header(number);
  }

  private static DesiredGate only(int number) {
    return new DesiredGate(false, List.of(secret(number)), Set.of());
  }

  private static final DesiredGate OPEN = new DesiredGate(true, List.of(secret(1)), Set.of());

  private ObservedGate observe() {
    return gate.observe(List.of(secret(1), secret(2)));
  }

  private boolean honour(DesiredGate honoured) {
    return honour(gate, honoured);
  }

  private boolean honour(RequestValidationGate which, DesiredGate honoured) {
    return which.honour(honoured, which.observe(List.of(secret(1), secret(2))), announced::add);
  }

  @Test
  void itIsAnAllOfGateThatTheWorkerOpens() {
    assertThat(gate.acceptance()).isEqualTo(Acceptance.ALL_OF);
    assertThat(gate.opensItself()).isTrue();
  }

  @Test
  void theSecretIsTheNameInTheLettersThatCloudFrontSendsAndApiGatewayWants() {
    SecretValue value = gate.generate();
    Header header = gate.present(List.of(new Secret(new SecretId(1), value, NOW))).get(0);

    assertThat(header.name()).matches("X-Origin-Lock-[0-9A-F][0-9a-f]{31}");
    assertThat(header.value()).isEqualTo("1");
    assertThat(gate.carriedBy(header)).contains(value);
    assertThat(LockHeader.name(new SecretValue("b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0")))
        .as("what CloudFront would make a capital is one")
        .isEqualTo("X-Origin-Lock-B0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0");
    assertThat(gate.owns(header.name().toUpperCase(java.util.Locale.ROOT))).isTrue();
    assertThat(gate.owns("x-origin-lock-probe")).isFalse();
    assertThat(gate.owns(header.name() + "0")).isFalse();
    assertThat(gate.generate()).isNotEqualTo(value);
    assertThat(gate.present(List.of(secret(2), secret(1))))
        .extracting(Header::name)
        .containsExactly(header(1), header(2));
  }

  @Test
  void anApiThatDemandsNothingIsOpen() {
    assertThat(observe())
        .isEqualTo(
            new ObservedGate(
                Set.of(),
                true,
                true,
                API + "/prod=d1",
                new Demand(
                    Optional.empty(),
                    List.of(new Demand.Deployment(API, "prod", "d1", NOW.plusSeconds(10))))));
  }

  @Test
  void everyMethodButOptionsRequiresTheHeaderAndKeepsItsOwnParameters() {
    assertThat(honour(only(1))).isTrue();

    assertThat(api.methods.get("GET /pets").parameters)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("method.request.querystring.type", false, parameter(1), true));
    assertThat(api.methods.get("POST /pets").parameters)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("method.request.header.x-tenant", true, parameter(1), true));
    assertThat(api.methods.get("OPTIONS /pets").parameters).isEmpty();
    assertThat(api.methods.get("GET /probe").parameters).containsEntry(parameter(1), true);
    assertThat(api.writes())
        .containsExactly(
            "PATCH /resources/r1/methods/GET",
            "PATCH /resources/r2/methods/GET",
            "PATCH /resources/r1/methods/POST",
            "POST /deployments",
            "PATCH /stages/prod");
    assertThat(api.deployments.get(api.stages.get("prod")).description())
        .isEqualTo("origin-lock prod g1");
    assertThat(pauses).containsExactly(Duration.ofMillis(200), Duration.ofMillis(200));
    ObservedGate after = observe();
    assertThat(after.honoured()).containsExactly(new SecretId(1));
    assertThat(after.open()).isFalse();
    assertThat(after.alone()).isTrue();
    assertThat(after.demand().header()).contains(header(1));
  }

  @Test
  void theNextSecretTakesTheFirstOnesPlace() {
    honour(only(1));
    announced.clear();

    assertThat(honour(only(2))).isTrue();

    assertThat(api.methods.get("GET /pets").parameters)
        .containsOnlyKeys("method.request.querystring.type", parameter(2));
    assertThat(observe().honoured()).containsExactly(new SecretId(2));
    assertThat(announced).hasSize(2);
    assertThat(announced.get(0).header()).contains(header(2));
    assertThat(announced.get(0).deployments()).extracting(d -> d.id()).containsExactly("d2");
    assertThat(announced.get(1))
        .isEqualTo(
            new Demand(
                Optional.of(header(2)),
                List.of(new Demand.Deployment(API, "prod", "d3", NOW.plusSeconds(30)))));
  }

  @Test
  void whatIsSoAlreadyIsLeftAlone() {
    honour(only(1));
    observe();
    int before = api.calls().size();

    assertThat(honour(only(1))).isFalse();

    assertThat(api.calls().subList(before, api.calls().size()))
        .as("a look costs a call, and the change looks again")
        .hasSize(2);
  }

  @Test
  void openedNothingIsRequiredAndNobodysParametersAreLost() {
    honour(only(1));

    assertThat(honour(OPEN)).isTrue();

    assertThat(api.methods.get("POST /pets").parameters)
        .containsExactly(Map.entry("method.request.header.x-tenant", true));
    assertThat(observe().open()).isTrue();
    assertThat(api.deployments.get(api.stages.get("prod")).description())
        .isEqualTo("origin-lock prod g1 open");
    assertThat(honour(OPEN)).isFalse();
  }

  @Test
  void listedMethodsAndTheProbeAreProtectedAndNoOthers() {
    api.method("ANY /{proxy+}");
    api.deploy("by hand", "prod");
    RequestValidationGate listed =
        gate(Optional.of(Set.of("ANY /{proxy+}", "OPTIONS /pets")), false, PROD);

    honour(listed, only(1));

    assertThat(demanding())
        .containsExactlyInAnyOrder("ANY /{proxy+}", "OPTIONS /pets", "GET /probe");
    assertThat(listed.inspect().openMethods())
        .containsExactlyInAnyOrder("prod: GET /pets", "prod: POST /pets");
  }

  private List<String> demanding() {
    return api.methods.entrySet().stream()
        .filter(
            each -> each.getValue().parameters.keySet().stream().anyMatch(p -> p.contains("Lock")))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Test
  void aMethodThatIsNotProtectedAnyMoreIsLetGo() {
    honour(only(1));
    RequestValidationGate listed = gate(Optional.of(Set.of("GET /pets")), false, PROD);

    assertThat(listed.observe(List.of(secret(1))).alone()).isFalse();
    honour(listed, only(1));

    assertThat(demanding()).containsExactlyInAnyOrder("GET /pets", "GET /probe");
  }

  @Test
  void aMethodThatCameWithoutTheHeaderIsNoticed() {
    honour(only(1));
    api.method("GET /orders");
    api.deploy("by hand", "prod");

    ObservedGate seen = observe();
    assertThat(seen.honoured()).containsExactly(new SecretId(1));
    assertThat(seen.alone()).isFalse();
    assertThat(seen.open()).isFalse();
    assertThat(honour(only(1))).isTrue();
    assertThat(observe().alone()).isTrue();
  }

  @Test
  void aHeaderOfTheLocksFormThatItDoesNotKnowIsNoticedAndGoes() {
    api.method("GET /pets").parameters.put(parameter(77), true);
    api.deploy("by hand", "prod");

    assertThat(observe().honoured()).isEmpty();
    assertThat(observe().open()).isFalse();
    assertThat(observe().alone()).isFalse();
    assertThat(observe().demand().header()).isEmpty();
    honour(only(1));
    assertThat(api.methods.get("GET /pets").parameters).doesNotContainKey(parameter(77));
  }

  @Test
  void aHeaderThatIsDeclaredAndNotRequiredIsMadeRequired() {
    api.method("GET /pets").parameters.put(parameter(1), false);
    api.deploy("by hand", "prod");

    assertThat(observe().open()).isTrue();
    honour(only(1));

    assertThat(api.methods.get("GET /pets").parameters).containsEntry(parameter(1), true);
  }

  @Test
  void anUnfinishedDraftIsNotDeployed() {
    api.method("GET /pets").uri = "http://example.com/unfinished";

    assertThatThrownBy(() -> honour(only(1)))
        .isInstanceOf(HinderedException.class)
        .hasMessageContaining("GET /pets integration uri")
        .hasMessageNotContaining("unfinished");
    assertThat(api.writes()).isEmpty();
    assertThat(announced).isEmpty();

    api.deploy("by hand", "prod");
    assertThat(honour(only(1))).isTrue();
  }

  @Test
  void ofManyDifferencesSomeAreNamed() {
    for (int i = 0; i < 9; i++) {
      api.method("GET /new" + i);
    }

    assertThatThrownBy(() -> honour(only(1)))
        .hasMessageContaining("GET /new0;")
        .hasMessageMatching(".* and \\d+ more");
  }

  @Test
  void anOptionDeploysWhateverIsThere() {
    api.method("GET /pets").uri = "http://example.com/unfinished";

    assertThat(honour(gate(Optional.empty(), true, PROD), only(1))).isTrue();
  }

  @Test
  void aHalfPatchedDraftIsFinishedAndNoDifference() {
    api.method("GET /pets").parameters.put(parameter(1), true);

    assertThat(honour(only(1))).isTrue();

    assertThat(api.writes()).filteredOn(w -> w.startsWith("PATCH /resources")).hasSize(2);
    assertThat(observe().alone()).isTrue();
  }

  @Test
  void whatChangedWhileItWasDeployedIsNotServed() {
    api.onDeployment = () -> api.method("GET /pets").uri = "http://example.com/meanwhile";

    assertThatThrownBy(() -> honour(only(1)))
        .isInstanceOf(HinderedException.class)
        .hasMessageContaining("GET /pets integration uri");

    assertThat(api.stages).containsEntry("prod", "d1");
    assertThat(api.deployments).containsOnlyKeys("d1");
  }

  @Test
  void aHeaderThatSomebodyTookAwayWhileItWasDeployedIsNotServedEither() {
    RequestValidationGate bold = gate(Optional.empty(), true, PROD);
    api.onDeployment = () -> api.method("GET /pets").parameters.remove(parameter(1));

    assertThatThrownBy(() -> honour(bold, only(1))).isInstanceOf(HinderedException.class);

    assertThat(api.stages).containsEntry("prod", "d1");
  }

  @Test
  void aCanaryIsRefusedAndWaitedFor() {
    api.canary = "prod";

    assertThatThrownBy(gate::check)
        .isInstanceOf(LockException.class)
        .hasMessageContaining("canary");
    assertThatThrownBy(() -> honour(only(1)))
        .isInstanceOf(HinderedException.class)
        .hasMessageContaining("canary of the stage prod");
    assertThat(api.writes()).isEmpty();
    assertThat(gate.inspect().warnings()).anyMatch(warning -> warning.contains("canary"));
  }

  @Test
  void aCanaryWithoutTrafficIsNoneUntilItIsGivenSome() {
    api.canary = "prod";
    api.canaryTraffic = 0;
    api.canaryDeployment = "d1";

    gate.check();
    assertThat(honour(only(1))).isTrue();
    assertThat(gate.inspect().warnings()).isEmpty();

    api.canaryTraffic = 0.5;
    assertThatThrownBy(() -> honour(only(2))).hasMessageContaining("canary");
    assertThat(gate.inspect().warnings()).anyMatch(warning -> warning.contains("canary"));
  }

  @Test
  void aDeploymentThatACanaryStillPointsToIsNotDeleted() {
    honour(only(1));
    api.canary = "prod";
    api.canaryTraffic = 0;
    api.canaryDeployment = api.stages.get("prod");
    honour(only(2));

    gate.tidy();

    assertThat(api.deployments).containsKey(api.canaryDeployment);
    assertThat(api.writes()).noneMatch(write -> write.startsWith("DELETE"));
  }

  @Test
  void aRefusalThatWouldNameTheHeaderIsRefused() {
    for (String telling :
        new String[] {
          null, "{\"message\":$context.error.messageString}", "$context.error.message"
        }) {
      api.refusal = telling;
      api.deploy("by hand", "prod");
      assertThatThrownBy(gate::check).hasMessageContaining("would name the header");
      assertThatThrownBy(() -> honour(only(1)))
          .isInstanceOf(HinderedException.class)
          .hasMessageContaining("would name the header");
    }
    api.refusal = DraftedApi.CONSTANT;
    api.deploy("by hand", "prod");
    gate.check();
  }

  @Test
  void aStageThatSomebodyMovedSinceIsLookedAtAgain() {
    ObservedGate seen = observe();
    api.deploy("by hand", "prod");

    assertThatThrownBy(() -> gate.honour(only(1), seen, announced::add))
        .isInstanceOf(OvertakenException.class);
    assertThat(api.writes()).isEmpty();
  }

  @Test
  void whoIsOvertakenMovesNoStage() {
    Announcement second =
        demand -> {
          announced.add(demand);
          if (announced.size() == 2) {
            throw new LostRaceException("state 9");
          }
        };

    assertThatThrownBy(() -> gate.honour(only(1), observe(), second))
        .isInstanceOf(LostRaceException.class);
    assertThat(api.stages).containsEntry("prod", "d1");
  }

  @Test
  void twoStagesOfAnApiShareADeployment() {
    api.stages.put("dev", "d1");
    RequestValidationGate both = gate(Optional.empty(), false, PROD, DEV);

    honour(both, only(1));

    assertThat(api.stages).containsEntry("prod", "d2").containsEntry("dev", "d2");
    assertThat(api.writes()).filteredOn(w -> w.equals("POST /deployments")).hasSize(1);
    assertThat(announced.get(1).deployments())
        .extracting(d -> d.stage())
        .containsExactly("prod", "dev");
  }

  @Test
  void aStageThatServesSomethingElseHoldsBothBack() {
    api.stages.put("dev", "d1");
    api.method("GET /pets").uri = "http://example.com/next";
    api.deploy("by hand", "dev");
    RequestValidationGate both = gate(Optional.empty(), false, PROD, DEV);

    assertThatThrownBy(() -> honour(both, only(1)))
        .isInstanceOf(HinderedException.class)
        .hasMessageContaining("stage prod");
    assertThat(api.writes()).isEmpty();
  }

  @Test
  void deploymentsAreFiveSecondsApart() {
    honour(only(1));
    pauses.clear();

    honour(only(2));

    assertThat(pauses).contains(Duration.ofSeconds(5));
  }

  @Test
  void whileSomebodyElseDeploysItWaitsForItsTurn() {
    int[] refusals = {4};
    api.instead =
        call ->
            call.method().equals("POST") && refusals[0]-- > 0
                ? new Reply(429, Map.of("x-amzn-ErrorType", "TooManyRequestsException"), "{}")
                : null;

    honour(only(1));

    assertThat(api.stages).containsEntry("prod", "d2");
    assertThat(pauses).contains(Duration.ofSeconds(5));

    refusals[0] = 1_000;
    assertThatThrownBy(() -> honour(only(2)))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("POST /restapis/" + API + "/deployments");
  }

  @Test
  void itsOwnOldDeploymentsGoAndNobodyElses() {
    api.deploy("origin-lock prod-eu g1", "dev");
    api.deploy("origin-lock prod g0", "dev");
    api.deploy("by hand", "dev");
    honour(only(1));
    honour(only(2));

    gate.tidy();

    assertThat(api.deployments).containsOnlyKeys("d1", "d2", "d3", "d4", "d6");
    assertThat(gate.lastId()).contains(new SecretId(2));
  }

  @Test
  void theNewestOfItsOwnStaysThoughAnotherIsServed() {
    honour(only(1));
    honour(only(2));
    api.deploy("by hand", "prod");

    gate.tidy();

    assertThat(api.deployments).containsOnlyKeys("d1", "d3", "d4");
  }

  @Test
  void aDeploymentThatIsGoneIsNoFailure() {
    honour(only(1));
    honour(only(2));
    api.instead =
        call ->
            call.method().equals("DELETE")
                ? new Reply(404, Map.of("x-amzn-ErrorType", "NotFoundException"), "{}")
                : null;

    gate.tidy();
  }

  @Test
  void aMethodWithoutAValidatorIsOpenWhateverItRequires() {
    api.method("GET /pets").validator = "";
    api.method("POST /pets").validator = "body";
    api.deploy("by hand", "prod");
    honour(only(1));

    Inspection inspection = gate.inspect();

    assertThat(inspection.openMethods()).containsExactly("prod: GET /pets", "prod: POST /pets");
    assertThat(inspection.methods()).isEqualTo(2);
    assertThat(inspection.warnings())
        .containsExactly(
            "No validator checks the parameters of GET /pets, POST /pets in the stage prod of REST"
                + " API abcdef1234, so what they require is not looked at.");
  }

  @Test
  void aLockOfTheSameGateOnTheSameApiIsRefused() {
    api.method("GET /pets").parameters.put(parameter(77), true);
    api.deploy("by hand", "prod");

    assertThatThrownBy(gate::check).hasMessageContaining("the header of a lock already");
  }

  @Test
  void aListedMethodThatDoesNotExistIsRefused() {
    assertThatThrownBy(gate(Optional.of(Set.of("GET /cats", "GET /pets")), false, PROD)::check)
        .hasMessageContaining("no method GET /cats");
  }

  @Test
  void anApiWithNothingToProtectIsRefused() {
    api.methods.clear();
    api.method("OPTIONS /pets");
    api.deploy("by hand", "prod");

    assertThatThrownBy(gate::check).hasMessageContaining("no method to protect");
  }

  @Test
  void theSurvivorOfALostStateIsWhatTheStageDemands() {
    assertThat(gate.survivors(List.of())).isEmpty();
    honour(only(2));
    assertThat(gate.survivors(List.of())).containsExactly(secret(2));

    // What somebody else deployed since names no id.
    api.deploy("by hand", "prod");
    assertThat(gate.survivors(List.of()))
        .containsExactly(new Secret(new SecretId(3), secret(2).value(), NOW));
  }

  @Test
  void noErrorNamesTheHeader() {
    api.instead =
        call ->
            call.method().equals("PATCH")
                ? new Reply(
                    400,
                    Map.of("x-amzn-ErrorType", "BadRequestException"),
                    "{\"message\":\"Invalid mapping expression " + parameter(1) + "\"}")
                : null;

    assertThatThrownBy(() -> honour(only(1)))
        .isInstanceOf(LockException.class)
        .hasMessageContaining("Method GET /pets")
        .hasMessageNotContaining("%032x".formatted(1))
        .satisfies(e -> assertThat(e.getCause()).isNull());
  }

  @Test
  void aStageOrApiThatIsMissingIsNamed() {
    assertThatThrownBy(() -> gate(Optional.empty(), false, new ApiStage(API, "gone")).check())
        .isInstanceOf(LockException.class)
        .hasMessageContaining("Stage gone");
    api.stages.put("prod", "");
    assertThatThrownBy(gate::check).hasMessageContaining("no deployment");
  }
}
