package io.originlock.examine;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.survey.StageFacts.Canary;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CoverageTest {

  private static Coverage of(World world) {
    return Coverage.of(world.survey(), world.traits, world.lock().probePaths());
  }

  @Test
  void aPreflightThatDemandsTheSecretCountsAsWell() {
    World world = World.of(GateKind.API_KEY);
    world.prod().methods.clear();
    world.prod().methods.add(GateKind.open("GET", "/pets"));
    world.prod().methods.add(GateKind.open("OPTIONS", "/open"));
    world.prod().methods.add(GateKind.API_KEY.demanding("OPTIONS", "/pets"));
    world.prod().methods.add(GateKind.API_KEY.demanding("GET", "/origin-lock-probe"));

    assertThat(of(world).demanding())
        .map(Coverage.Behind::label)
        .containsExactly("prod: OPTIONS /pets");
    assertThat(of(world).open()).map(Coverage.Behind::label).containsExactly("prod: GET /pets");
    assertThat(of(world).openPreflights())
        .map(Coverage.Behind::label)
        .containsExactly("prod: OPTIONS /open");
    assertThat(of(world).whole()).isTrue();
  }

  @Test
  void whatACanaryDemandsCounts() {
    World world = World.of(GateKind.API_KEY);
    world.prod().methods.clear();
    world.stage(World.PROD).canary = Optional.of(new Canary(5, "d9"));
    World.Deployment canary = new World.Deployment();
    canary.methods.add(GateKind.API_KEY.demanding("GET", "/pets"));
    world.served.put("d9", canary);

    assertThat(of(world).demanding()).singleElement().matches(Coverage.Behind::canary);
    assertThat(of(world).whole()).isTrue();
  }

  @Test
  void whatIsNotSeenIsNotTheWhole() {
    World unseen = World.of(GateKind.API_KEY).with(w -> w.served.clear());
    World gone = World.of(GateKind.API_KEY).with(w -> w.stages.clear());
    World canary =
        World.of(GateKind.API_KEY)
            .with(w -> w.stage(World.PROD).canary = Optional.of(new Canary(5, "d9")));

    assertThat(of(unseen).whole()).isFalse();
    assertThat(of(gone).whole()).isFalse();
    assertThat(of(canary).whole()).isFalse();
  }

  /** A web ACL that could not be read may demand the secret, so a lock is not taken off. */
  @Test
  void whatIsNotKnownToBeOpenDemands() {
    World world = World.of(GateKind.WEB_ACL).with(w -> w.webAcls.clear());

    assertThat(of(world).open()).isEmpty();
    assertThat(of(world).demanding()).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(GateKind.class)
  void everyGateTellsWhatDemandsItsSecret(GateKind kind) {
    World world = World.of(kind);

    assertThat(of(world).demanding())
        .map(each -> each.method().label())
        .contains("GET /pets", "POST /pets");
    assertThat(of(world).open()).isEmpty();
  }
}
