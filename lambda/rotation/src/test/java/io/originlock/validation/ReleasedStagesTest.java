package io.originlock.validation;

import static io.originlock.validation.DraftedApi.API;
import static io.originlock.validation.DraftedApi.OTHER;
import static io.originlock.validation.DraftedApi.PROD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.aws.ApiStage;
import io.originlock.model.SecretId;
import io.originlock.port.Checking;
import io.originlock.port.Demand;
import io.originlock.port.HinderedException;
import io.originlock.port.ObservedGate;
import io.originlock.port.OvertakenException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stages that the lock lets go of: until they are open they change with the others. */
class ReleasedStagesTest extends DraftedGate {
  private static final DraftedApi.Host HOST = new DraftedApi.Host();
  private static final Set<String> MEMBERS = Set.of(OTHER.member(), PROD.member());
  private static final ApiStage BETA = new ApiStage(API, "beta");

  private RequestValidationGate leaving;

  ReleasedStagesTest() {
    super(HOST);
  }

  @AfterAll
  static void stop() {
    HOST.close();
  }

  @BeforeEach
  void prodOfItsApiIsReleased() {
    api.deploy("by hand", OTHER.stage());
    honour(gate(Optional.empty(), false, OTHER, PROD), only(1));
    announced.clear();
    leaving = (RequestValidationGate) gate(Optional.empty(), false, OTHER).at(MEMBERS);
  }

  @Test
  void oneThatStillDemandsChangesWithTheOthers() {
    assertThat(honour(leaving, only(2))).isTrue();

    ObservedGate after = see();
    assertThat(after.honoured()).containsExactly(new SecretId(2));
    assertThat(after.alone()).isTrue();
    assertThat(leaving.checking(Set.of(PROD.member())))
        .containsExactly(
            Map.entry(PROD.member(), new Checking(true, "nothing: the lock opens it")));
  }

  @Test
  void anApiOfWhichNoStageStaysIsOpenedAndTheOthersStayClosed() {
    leaving.open(Set.of(PROD.member()), see(), announced::add);

    assertThat(leaving.checking(MEMBERS)).containsOnlyKeys(OTHER.member());
    ObservedGate after = see();
    assertThat(after.honoured()).containsExactly(new SecretId(1));
    assertThat(after.open()).isFalse();
    assertThat(after.alone()).isTrue();
    assertThat(announced)
        .last()
        .isEqualTo(after.demand())
        .extracting(Demand::header)
        .isEqualTo(Optional.of(header(1)));
    assertThat(after.demand().deployments()).extracting(Demand.Deployment::member).hasSize(2);
    assertThat(api.deployments.get(api.stages.get("prod")).description())
        .isEqualTo("origin-lock prod g1 open");
  }

  @Test
  void whatIsOpenIsNotClosedAgain() {
    leaving.open(Set.of(PROD.member()), see(), announced::add);
    String served = api.stages.get("prod");

    assertThat(honour(leaving, only(1))).isFalse();
    assertThat(honour(leaving, only(2))).isTrue();

    assertThat(api.stages.get("prod")).isEqualTo(served);
    assertThat(see().alone()).isTrue();
  }

  @Test
  void openingWhatIsOpenChangesNothing() {
    leaving.open(Set.of(PROD.member()), see(), announced::add);
    int writes = api.writes().size();

    leaving.open(Set.of(PROD.member()), see(), announced::add);

    assertThat(api.writes()).hasSize(writes);
  }

  @Test
  void somebodysUnfinishedDraftIsWaitedFor() {
    api.method("GET /new");

    assertThatThrownBy(() -> leaving.open(Set.of(PROD.member()), see(), announced::add))
        .isInstanceOf(HinderedException.class)
        .hasMessageContaining(API);
    assertThat(announced).isEmpty();
  }

  @Test
  void aStageThatWasGivenAnotherDeploymentIsLookedAtAgain() {
    ObservedGate before = see();
    api.deploy("by hand", "prod");

    assertThatThrownBy(() -> leaving.open(Set.of(PROD.member()), before, announced::add))
        .isInstanceOf(OvertakenException.class);
  }

  @Test
  void whereAnotherStageOfItsApiStaysItsOwnerOpensIt() {
    api.stages.put("beta", api.stages.get("prod"));
    RequestValidationGate beside = (RequestValidationGate) gate.at(members(PROD, BETA));

    assertThat(beside.checking(Set.of(BETA.member())).get(BETA.member()))
        .satisfies(how -> assertThat(how.opens()).isFalse())
        .extracting(Checking::remedy)
        .asString()
        .contains("delete the stage beta of REST API " + API)
        .contains("since stage prod stays");

    api.stages.put("beta", "d1");
    assertThat(beside.checking(Set.of(BETA.member()))).isEmpty();
    assertThat(beside.observe(List.of(secret(1))).alone()).isTrue();
  }

  @Test
  void aCanaryOfOneThatIsOpenCountsAsChecking() {
    leaving.open(Set.of(PROD.member()), see(), announced::add);
    api.canary = "prod";

    assertThat(leaving.checking(Set.of(PROD.member())).get(PROD.member()))
        .satisfies(how -> assertThat(how.opens()).isFalse())
        .extracting(Checking::remedy)
        .asString()
        .contains("canary");
  }

  @Test
  void oneThatIsGoneIsNotLookedAt() {
    api.stages.remove("prod");
    RequestValidationGate without =
        (RequestValidationGate) gate(Optional.empty(), false, OTHER).at(MEMBERS);

    assertThat(without.observe(List.of(secret(1))).demand().deployments()).hasSize(1);
    assertThat(without.checking(Set.of(PROD.member()))).isEmpty();
    assertThatThrownBy(() -> gate.at(MEMBERS).observe(List.of(secret(1))))
        .as("a listed one must be there")
        .hasMessageContaining("does not exist");
  }

  private ObservedGate see() {
    return leaving.observe(List.of(secret(1), secret(2)));
  }

  private static Set<String> members(ApiStage... stages) {
    return java.util.Arrays.stream(stages)
        .map(ApiStage::member)
        .collect(java.util.stream.Collectors.toSet());
  }
}
