package io.originlock.engine;

import static io.originlock.engine.StillWorld.T0;
import static io.originlock.engine.StillWorld.id;
import static io.originlock.engine.StillWorld.secret;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a state remembers, and what it may forget. */
class LockStateTest {
  private final LockState state = StillWorld.state(Stage.PRESENT);

  @Test
  void aNewSecretGetsANumberAboveAllThatWereSeen() {
    assertThat(state.nextId()).isEqualTo(id(3));
    assertThat(state.change("").retire(secret(7), T0, true).build().nextId()).isEqualTo(id(8));
    assertThat(LockState.open(T0).nextId()).isEqualTo(id(1));
  }

  @Test
  void aRequestWasSeenWhenItWasCarriedOutOrIsRemembered() {
    LockState seen = state.change("").carriedOut("done").pending("later").build();

    assertThat(seen.hasSeen("done")).isTrue();
    assertThat(seen.hasSeen("later")).isTrue();
    assertThat(seen.hasSeen("other")).isFalse();
  }

  @Test
  void theLastRequestsAreKeptNewestFirst() {
    LockState.Change change = state.change("");
    for (int i = 1; i <= LockState.REQUESTS_KEPT + 2; i++) {
      change.carriedOut("r" + i);
    }

    assertThat(change.build().requests())
        .hasSize(LockState.REQUESTS_KEPT)
        .startsWith("r18")
        .endsWith("r3");
  }

  @Test
  void aRetiredSecretIsForgottenOnlyWhenItWasSeenRefused() {
    List<Retired> old = new ArrayList<>();
    for (int number = 20; number > 12; number--) {
      old.add(new Retired(secret(number), T0, false, number != 14));
    }

    LockState after = state.change("").retired(old).retire(secret(21), T0, false).build();

    assertThat(after.retired())
        .extracting(retired -> retired.secret().id().number())
        .containsExactly(21, 20, 19, 18, 17, 16, 14);
  }

  @Test
  void aChangeCountsTheSequenceOnAndKeepsTheRest() {
    LockState next = state.change("a word").paused(true).build();

    assertThat(next.sequence()).isEqualTo(state.sequence() + 1);
    assertThat(next.reason()).isEqualTo("a word");
    assertThat(next.paused()).isTrue();
    assertThat(next.known()).isEqualTo(state.known());
  }

  @Test
  void whatWasServedBeforeGoesOnBeingServed() {
    LockState served = state.since(null, T0, null);
    LockState never = state.since(null, null, null);
    Instant now = T0.plusSeconds(60);

    assertThat(served.change("").honoured(now, true).build().servedAt()).isEqualTo(T0);
    assertThat(served.change("").honoured(now, false).build().servedAt()).isEqualTo(now);
    assertThat(never.change("").honoured(now, true).build().servedAt()).isEqualTo(now);
    assertThat(served.change("").notHonoured(true).build().servedAt()).isEqualTo(T0);
    assertThat(served.change("").notHonoured(false).build().servedAt()).isNull();
    assertThat(served.change("").honoured(now, true).build().honouredAt()).isEqualTo(now);
  }

  @Test
  void aLockThatIsOffHasNoEntryInTheLog() {
    assertThat(LockState.open(T0).sequence()).isZero();
    assertThat(LockState.open(T0).stage()).isEqualTo(Stage.OPEN);
    assertThat(LockState.open(T0).known()).isEmpty();
  }
}
