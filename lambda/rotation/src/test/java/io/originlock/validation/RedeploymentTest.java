package io.originlock.validation;

import static io.originlock.validation.DraftedApi.API;
import static io.originlock.validation.DraftedApi.PROD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.aws.ApiStage;
import io.originlock.fake.FakeServer.Reply;
import io.originlock.model.LockException;
import io.originlock.model.LostRaceException;
import io.originlock.model.SecretId;
import io.originlock.port.Announcement;
import io.originlock.port.HinderedException;
import io.originlock.port.ObservedGate;
import io.originlock.port.OvertakenException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a change of the gate gets from the draft to what the stages serve. */
class RedeploymentTest extends DraftedGate {
  private static final DraftedApi.Host HOST = new DraftedApi.Host();
  private static final ApiStage DEV = new ApiStage(API, "dev");

  RedeploymentTest() {
    super(HOST);
  }

  @AfterAll
  static void stop() {
    HOST.close();
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
  }

  @Test
  void aCanaryWithoutTrafficIsNoneUntilItIsGivenSome() {
    api.canary = "prod";
    api.canaryTraffic = 0;
    api.canaryDeployment = "d1";

    gate.check();
    assertThat(honour(only(1))).isTrue();

    api.canaryTraffic = 0.5;
    assertThatThrownBy(() -> honour(only(2))).hasMessageContaining("canary");
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

  /** By a clock of its own: no step of the time of the day makes a revocation wait. */
  @ParameterizedTest
  @CsvSource({"0, 5000", "1, 4999", "4999, 1", "5000, 0", "60000, 0", "-1000, 5000"})
  void itWaitsForWhatIsLeftOfFiveSecondsAndNeverLonger(long passed, long waited) {
    honour(only(1));
    pauses.clear();
    nanos += Duration.ofMillis(passed).toNanos();

    honour(only(2));

    // The others are those between changes of methods.
    assertThat(pauses.stream().filter(pause -> !pause.equals(Duration.ofMillis(200))).toList())
        .isEqualTo(waited == 0 ? List.of() : List.of(Duration.ofMillis(waited)));
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
}
