package io.originlock.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.fake.FakeSsm;
import io.originlock.fake.FakeSsm.Stored;
import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.LostRaceException;
import io.originlock.model.MalformedStateException;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SsmStateLogTest {
  private static final String FOLDER = "/origin-lock/petstore/state/";

  private final FakeSsm ssm = new FakeSsm();
  private final SsmStateLog log = new SsmStateLog(ssm.client(), "/origin-lock/petstore");

  @AfterEach
  void stop() {
    ssm.close();
  }

  @Test
  void anEmptyLogHasNoState() {
    assertThat(log.newest()).isEmpty();
    assertThat(log.lastSequence()).isZero();
    assertThat(log.history()).isEmpty();
    log.erase();
    log.prune();
    assertThat(ssm.operations()).containsOnly("GetParametersByPath");
  }

  @Test
  void aStateIsCreatedAsAnEncryptedParameterAndReadBack() {
    log.append(States.numbered(1));

    assertThat(ssm.parameters).containsOnlyKeys(FOLDER + "0000000001");
    assertThat(ssm.parameters.get(FOLDER + "0000000001").type()).isEqualTo("SecureString");
    assertThat(ssm.requests("PutParameter").get(0).path("Overwrite").booleanValue()).isFalse();
    assertThat(ssm.requests("PutParameter").get(0).has("KeyId")).isFalse();
    assertThat(log.newest()).contains(States.numbered(1));
  }

  @Test
  void aCustomerKeyIsNamedWithEachWrite() {
    new SsmStateLog(ssm.client(Optional.of("alias/locks")), "/origin-lock/petstore")
        .append(States.numbered(1));

    assertThat(ssm.parameters.get(FOLDER + "0000000001").key()).isEqualTo("alias/locks");
  }

  @Test
  void theNewestOfManyPagesIsTheState() {
    append(1, 25);

    assertThat(log.newest()).contains(States.numbered(25));
    assertThat(log.lastSequence()).isEqualTo(25);
    assertThat(log.history()).hasSize(25).first().isEqualTo(States.numbered(1));
  }

  @Test
  void listingNamesDecryptsNothing() {
    append(1, 3);
    log.newest();

    assertThat(ssm.requests("GetParametersByPath"))
        .allSatisfy(request -> assertThat(request.path("WithDecryption").booleanValue()).isFalse());
  }

  @Test
  void otherParametersInTheFolderAreNotStates() {
    append(1, 1);
    ssm.parameters.put(FOLDER + "notes", new Stored("String", "mine", ""));
    ssm.parameters.put(FOLDER + "00000000002", new Stored("String", "eleven digits", ""));

    assertThat(log.newest()).contains(States.numbered(1));
    log.erase();
    assertThat(ssm.parameters).containsOnlyKeys(FOLDER + "notes", FOLDER + "00000000002");
  }

  @Test
  void whoComesSecondLosesTheRaceAndOverwritesNothing() {
    log.append(States.numbered(4));
    LockState other = withReason(States.numbered(4), "somebody else's");

    assertThatThrownBy(() -> log.append(other))
        .isInstanceOf(LostRaceException.class)
        .hasMessageContaining(FOLDER + "0000000004");
    assertThat(log.newest()).contains(States.numbered(4));
  }

  @Test
  void aRepetitionOfAWriteWhoseAnswerWasLostIsNoLostRace() {
    ssm.loseAnswers(1);

    log.append(States.numbered(4));

    assertThat(log.newest()).contains(States.numbered(4));
    assertThat(ssm.requests("PutParameter")).hasSize(2);
  }

  @Test
  void aStateIsNewestAsLongAsItIsThereAndNoneFollows() {
    append(1, 2);

    assertThat(log.isNewest(States.numbered(1))).isFalse();
    assertThat(log.isNewest(States.numbered(2))).isTrue();
    assertThat(log.isNewest(withReason(States.numbered(2), "of an earlier log"))).isFalse();
    log.erase();
    assertThat(log.isNewest(States.numbered(2))).isFalse();
  }

  @Test
  void pruningWaitsForAFullBatchAndThenTakesTheOldestInOneCall() {
    append(1, 25);
    log.prune();
    assertThat(ssm.requests("DeleteParameters")).isEmpty();

    append(26, 26);
    log.prune();

    assertThat(ssm.requests("DeleteParameters")).hasSize(1);
    assertThat(log.history()).hasSize(16).first().isEqualTo(States.numbered(11));
  }

  @Test
  void erasingTakesTheNewestLastAndByItself() {
    append(1, 12);

    log.erase();

    assertThat(ssm.parameters).isEmpty();
    assertThat(ssm.requests("DeleteParameters"))
        .extracting(request -> request.path("Names").size())
        .containsExactly(10, 1, 1);
    assertThat(ssm.requests("DeleteParameters").get(2).path("Names").get(0).textValue())
        .isEqualTo(FOLDER + "0000000012");
  }

  @Test
  void aMalformedNewestStateIsRefusedAndKept() {
    append(1, 1);
    ssm.parameters.put(FOLDER + "0000000002", new Stored("SecureString", "{broken", ""));

    assertThatThrownBy(log::newest)
        .isInstanceOf(MalformedStateException.class)
        .hasMessageContaining(FOLDER + "0000000002");
    assertThat(log.lastSequence()).isEqualTo(2);
    assertThat(log.history()).containsExactly(States.numbered(1));
    assertThat(ssm.parameters.get(FOLDER + "0000000002").value()).isEqualTo("{broken");
  }

  @Test
  void aStateUnderAnotherNumberIsRefused() {
    append(1, 1);
    ssm.parameters.put(FOLDER + "0000000007", ssm.parameters.get(FOLDER + "0000000001"));

    assertThatThrownBy(log::newest)
        .isInstanceOf(MalformedStateException.class)
        .hasMessageContaining("sequence");
  }

  @Test
  void anErrorNamesParameterAndOperationAndNoSecretThatAwsQuotes() {
    ssm.fail(400, "ValidationException", "Value '" + States.VALUE + "' failed to satisfy");

    assertThatThrownBy(() -> log.append(States.numbered(1)))
        .isInstanceOf(LockException.class)
        .hasMessageContaining(FOLDER + "0000000001")
        .hasMessageContaining("ssm:PutParameter")
        .hasMessageContaining("ValidationException")
        .hasMessageNotContaining(States.VALUE)
        .hasNoCause();
  }

  @Test
  void aWriterThatSleptUntilItsNumberWasPrunedHasLostTheRace() {
    append(1, 26);
    log.prune();

    assertThatThrownBy(() -> log.append(States.numbered(7))).isInstanceOf(LostRaceException.class);

    assertThat(log.history()).extracting(LockState::sequence).startsWith(11L);
    assertThat(log.newest().orElseThrow().sequence()).isEqualTo(26);
  }

  @Test
  void aReadThatIsAMomentOldTakesNoStateOutOfTheLog() {
    append(1, 5);
    append(7, 8);
    ssm.missOnce(FOLDER + "0000000005");

    log.append(States.numbered(6));

    assertThat(log.history()).extracting(LockState::sequence).contains(6L);
  }

  @Test
  void aLogThatLostItsEndGoesOnFromAHigherNumber() {
    append(1, 2);

    log.append(States.numbered(9));

    assertThat(log.newest().orElseThrow().sequence()).isEqualTo(9);
  }

  private void append(long from, long to) {
    LongStream.rangeClosed(from, to).mapToObj(States::numbered).forEach(log::append);
  }

  private static LockState withReason(LockState from, String reason) {
    return new LockState(
        from.sequence(),
        from.stage(),
        from.since(),
        from.secrets(),
        from.times(),
        from.requests(),
        from.attempts(),
        reason);
  }
}
