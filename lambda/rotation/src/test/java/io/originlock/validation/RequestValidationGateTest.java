package io.originlock.validation;

import static io.originlock.validation.DraftedApi.API;
import static io.originlock.validation.DraftedApi.PROD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.aws.ApiStage;
import io.originlock.fake.FakeServer.Reply;
import io.originlock.model.Header;
import io.originlock.model.LockException;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import io.originlock.port.Acceptance;
import io.originlock.port.Demand;
import io.originlock.port.DesiredGate;
import io.originlock.port.HinderedException;
import io.originlock.port.ObservedGate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What the gate demands, of which methods, and what it says of an API. */
class RequestValidationGateTest extends DraftedGate {
  private static final DraftedApi.Host HOST = new DraftedApi.Host();
  private static final DesiredGate OPEN = new DesiredGate(true, List.of(secret(1)), Set.of());

  RequestValidationGateTest() {
    super(HOST);
  }

  @AfterAll
  static void stop() {
    HOST.close();
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
