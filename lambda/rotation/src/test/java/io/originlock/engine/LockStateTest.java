package io.originlock.engine;

import static io.originlock.engine.StillWorld.T0;
import static io.originlock.engine.StillWorld.id;
import static io.originlock.engine.StillWorld.secret;
import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.model.LockState;
import io.originlock.model.Requests;
import io.originlock.model.Retired;
import io.originlock.model.Stage;
import io.originlock.model.Times;
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
    LockState seen =
        state.change("").requests(all -> all.carriedOut("done")).pending("later").build();

    assertThat(seen.requests().hasSeen("done")).isTrue();
    assertThat(seen.requests().hasSeen("later")).isTrue();
    assertThat(seen.requests().hasSeen("other")).isFalse();
  }

  @Test
  void theLastRequestsAreKeptNewestFirst() {
    LockState.Change change = state.change("");
    for (int i = 1; i <= Requests.KEPT + 2; i++) {
      String id = "r" + i;
      change.requests(all -> all.carriedOut(id));
    }

    assertThat(change.build().requests().done())
        .hasSize(Requests.KEPT)
        .startsWith("r18")
        .endsWith("r3");
  }

  @Test
  void aRetiredSecretIsForgottenOnlyWhenItWasSeenRefused() {
    List<Retired> old = new ArrayList<>();
    for (int number = 20; number > 12; number--) {
      old.add(new Retired(secret(number), T0, false, number != 14));
    }

    LockState after =
        state.change("").secrets(all -> all.retired(old)).retire(secret(21), T0, false).build();

    assertThat(after.retired())
        .extracting(retired -> retired.secret().id().number())
        .containsExactly(21, 20, 19, 18, 17, 16, 14);
  }

  @Test
  void aChangeCountsTheSequenceOnAndKeepsTheRest() {
    LockState next = state.change("a word").requests(all -> all.paused(true)).build();

    assertThat(next.sequence()).isEqualTo(state.sequence() + 1);
    assertThat(next.reason()).isEqualTo("a word");
    assertThat(next.requests().paused()).isTrue();
    assertThat(next.known()).isEqualTo(state.known());
  }

  @Test
  void whatWasServedBeforeGoesOnBeingServed() {
    Times accepted = new Times(null, T0, null);
    Instant now = T0.plusSeconds(60);

    assertThat(accepted.honoured(now, true)).isEqualTo(new Times(now, T0, null));
    assertThat(accepted.honoured(now, false)).isEqualTo(new Times(now, now, null));
    assertThat(Times.NONE.honoured(now, true)).isEqualTo(new Times(now, now, null));
    assertThat(accepted.notHonoured(true).accepted()).isEqualTo(T0);
    assertThat(accepted.notHonoured(false).accepted()).isNull();
  }

  @Test
  void aLockThatIsOffHasNoEntryInTheLog() {
    assertThat(LockState.open(T0).sequence()).isZero();
    assertThat(LockState.open(T0).stage()).isEqualTo(Stage.OPEN);
    assertThat(LockState.open(T0).known()).isEmpty();
  }
}
