package io.originlock.examine;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.finding.Accepted;
import io.originlock.finding.Finding;
import io.originlock.finding.Findings;
import io.originlock.finding.Kind;
import io.originlock.finding.Place;
import io.originlock.survey.Forwarding;
import io.originlock.survey.Selection;
import io.originlock.survey.StageFacts.Level;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LockExaminerTest {

  @ParameterizedTest
  @EnumSource(GateKind.class)
  void nothingIsFoundWhereNothingIs(GateKind kind) {
    assertThat(World.of(kind).findings()).isEqualTo(Findings.NONE);
  }

  /** Before there is a lock nothing demands its secret, and that is as it should be. */
  @ParameterizedTest
  @EnumSource(GateKind.class)
  void anApiWithoutALockIsNoOpenDoor(GateKind kind) {
    World world = World.of(kind);
    world.closed = false;
    world.prod().methods.clear();
    world.prod().methods.add(GateKind.open("GET", "/pets"));
    world.webAcls.clear();
    world.stage(World.PROD).webAcl = Optional.empty();

    assertThat(world.found()).isEmpty();
  }

  @Test
  void findingsAreOrderedAndWhatWasFoundOtherwiseIsAmongThem() {
    World world = World.of(GateKind.WEB_ACL);
    world.stage(World.PROD).log(Level.INFO, true);
    world.edge().all().forwarding = Optional.of(new Forwarding(Selection.ALL, Selection.ALL));
    Finding more = new Finding(Kind.RULE_COUNTS, new Place("rule group lock"), "Seen.", "Do.");

    Findings findings =
        new LockExaminer(world.lock(), List.of()).examine(world.survey(), List.of(more, more));

    assertThat(findings.counted().stream().map(Finding::kind))
        .containsExactly(Kind.FORWARDED_HOST, Kind.RULE_COUNTS, Kind.LOGS_SECRET);
  }

  @Test
  void whatIsAcceptedStandsApart() {
    World world = World.of(GateKind.WEB_ACL);
    world.stage(World.PROD).log(Level.INFO, true);
    world.accepted.add(new Accepted(Kind.LOGS_SECRET, "stage prod of *", "Few can read it."));

    assertThat(world.findings().none()).isTrue();
    assertThat(world.findings().accepted()).hasSize(1);
  }
}
