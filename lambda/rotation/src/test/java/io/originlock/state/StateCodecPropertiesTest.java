package io.originlock.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.model.Attempts;
import io.originlock.model.Effort;
import io.originlock.model.LockState;
import io.originlock.model.Requests;
import io.originlock.model.Retired;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import io.originlock.model.Secrets;
import io.originlock.model.Stage;
import io.originlock.model.Times;
import io.originlock.testing.Draw;
import io.originlock.testing.Seeds;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StateCodecPropertiesTest {

  @Test
  void everyStateSurvivesTheWayThroughTheParameter() {
    Seeds.each(
        1000,
        seed -> {
          LockState state = state(new Draw(seed));
          String document = StateCodec.encode(state, "/x");

          assertThat(document).doesNotContain("{{");
          assertThat(StateCodec.decode(document, "/x")).isEqualTo(state);
        });
  }

  private static LockState state(Draw draw) {
    Instant since = instant(draw);
    Stage stage = draw.of(Stage.values());
    Set<SecretId> ids = new HashSet<>();
    List<Retired> retired = draw.list(0, 4, () -> retired(draw, ids));
    Instant settled = draw.oneIn(3) ? null : instant(draw);
    List<String> requests = draw.list(0, 6, () -> draw.anyText(20));
    return new LockState(
        draw.between(1, LockState.LAST_SEQUENCE),
        stage,
        since,
        new Secrets(
            stage == Stage.OPEN ? null : secret(draw, ids),
            stage.rotating() || stage.leaving() && draw.oneIn(2) ? secret(draw, ids) : null,
            retired,
            Set.copyOf(draw.list(0, 3, () -> id(draw)))),
        new Times(draw.oneIn(3) ? null : instant(draw), settled, settled),
        new Requests(draw.of(true, false), draw.oneIn(2) ? null : draw.anyText(20), requests),
        new Attempts(effort(requests.size(), since), effort(retired.size(), since)),
        draw.anyText(20));
  }

  private static Retired retired(Draw draw, Set<SecretId> ids) {
    return new Retired(
        secret(draw, ids), instant(draw), draw.of(true, false), draw.of(true, false));
  }

  private static Effort effort(int count, Instant last) {
    return count == 0 ? Effort.NONE : new Effort(count, last);
  }

  private static Secret secret(Draw draw, Set<SecretId> ids) {
    SecretId id = id(draw);
    while (!ids.add(id)) {
      id = id(draw);
    }
    return new Secret(id, value(draw), instant(draw));
  }

  private static SecretId id(Draw draw) {
    return new SecretId(draw.between(1, 999_999_998));
  }

  private static SecretValue value(Draw draw) {
    StringBuilder printable = new StringBuilder();
    for (char c = '!'; c <= '~'; c++) {
      printable.append(c);
    }
    return new SecretValue(draw.text(printable.toString(), 20, 128));
  }

  private static Instant instant(Draw draw) {
    return Instant.ofEpochSecond(
        draw.between(946_684_800L, 4_102_444_800L), draw.between(0, 999_999_999));
  }
}
