package io.originlock.lab.conformance;

import static io.originlock.lab.conformance.Capability.PARAMETERS;
import static io.originlock.lab.conformance.Capability.PARAMETER_CREATED_ONCE;
import static io.originlock.lab.conformance.Capability.PARAMETER_OVERWRITTEN;
import static io.originlock.lab.conformance.Capability.PARAMETER_PAGES;
import static io.originlock.lab.conformance.Capability.PARAMETER_PATHS;
import static io.originlock.lab.conformance.Parameters.numbered;
import static io.originlock.lab.conformance.Parameters.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.model.LockException;
import io.originlock.model.LockState;
import io.originlock.model.LostRaceException;
import io.originlock.model.MalformedStateException;
import io.originlock.port.StateLog;
import io.originlock.state.SsmStateLog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** What the state log needs of Parameter Store. */
@Needs({PARAMETERS, PARAMETER_PATHS})
interface StateLogContract {
  /** The most characters of a standard parameter's value. */
  int LIMIT = 4096;

  private static StateLog log(Cloud cloud, Parameters parameters) {
    return new SsmStateLog(
        cloud.worker().parameters(Optional.empty(), Map.of()), parameters.path());
  }

  private static void append(StateLog log, long from, long to) {
    LongStream.rangeClosed(from, to).mapToObj(Parameters::numbered).forEach(log::append);
  }

  @Test
  default void anEmptyLogHasNoState(Cloud cloud) {
    try (Parameters parameters = new Parameters(cloud)) {
      StateLog log = log(cloud, parameters);

      assertThat(log.newest()).isEmpty();
      assertThat(log.lastSequence()).isZero();
      assertThat(log.history()).isEmpty();
      assertThat(log.isNewest(numbered(1))).isFalse();
      log.prune();
      log.erase();
    }
  }

  @Test
  default void aStateIsCreatedEncryptedAndReadBackAsItWas(Cloud cloud) {
    try (Parameters parameters = new Parameters(cloud)) {
      StateLog log = log(cloud, parameters);

      log.append(numbered(1));

      assertThat(parameters.names()).containsExactly(parameters.state(1));
      assertThat(parameters.read(parameters.state(1)).orElseThrow().type())
          .isEqualTo(ParameterType.SECURE_STRING);
      assertThat(log.newest()).contains(numbered(1));
    }
  }

  @Test
  @Needs(PARAMETER_CREATED_ONCE)
  default void whoComesSecondLosesTheRaceAndOverwritesNothing(Cloud cloud) {
    try (Parameters parameters = new Parameters(cloud)) {
      StateLog first = log(cloud, parameters);
      StateLog second = log(cloud, parameters);
      first.append(numbered(1));

      assertThatThrownBy(() -> second.append(with(1, List.of(), "the other one's")))
          .isInstanceOf(LostRaceException.class)
          .hasMessageContaining(parameters.state(1));

      assertThat(second.newest()).contains(numbered(1));
      assertThat(parameters.read(parameters.state(1)).orElseThrow().version()).isEqualTo(1);
    }
  }

  @Test
  @Needs(PARAMETER_CREATED_ONCE)
  default void aWriteThatIsRepeatedSinceItsAnswerWasLostIsNoLostRace(Cloud cloud) {
    try (Parameters parameters = new Parameters(cloud)) {
      StateLog log = log(cloud, parameters);
      log.append(numbered(1));

      log.append(numbered(1));

      assertThat(log.isNewest(numbered(1))).isTrue();
      assertThat(parameters.read(parameters.state(1)).orElseThrow().version()).isEqualTo(1);
    }
  }

  @Test
  @Needs({PARAMETER_OVERWRITTEN, PARAMETER_PAGES})
  default void theNewestOfSeveralPagesIsTheState(Cloud cloud) {
    try (Parameters parameters = new Parameters(cloud)) {
      StateLog log = log(cloud, parameters);
      append(log, 1, 12);
      parameters.put(parameters.path() + "/state/notes", ParameterType.STRING, "somebody's");

      assertThat(log.newest()).contains(numbered(12));
      assertThat(log.lastSequence()).isEqualTo(12);
      assertThat(log.history()).hasSize(12).first().isEqualTo(numbered(1));
    }
  }

  @Test
  default void aStateIsNewestAsLongAsItIsThereAndNoneFollows(Cloud cloud) {
    try (Parameters parameters = new Parameters(cloud)) {
      StateLog log = log(cloud, parameters);
      append(log, 1, 2);

      assertThat(log.isNewest(numbered(1))).isFalse();
      assertThat(log.isNewest(numbered(2))).isTrue();
      assertThat(log.isNewest(with(2, List.of(), "of an earlier log"))).isFalse();
    }
  }

  @Test
  @Needs(PARAMETER_PAGES)
  default void pruningLeavesTheHistoryAndErasingNothing(Cloud cloud) {
    try (Parameters parameters = new Parameters(cloud)) {
      StateLog log = log(cloud, parameters);
      append(log, 1, 26);

      log.prune();
      assertThat(log.history()).hasSize(16).first().isEqualTo(numbered(11));
      assertThat(log.newest()).contains(numbered(26));

      log.erase();
      assertThat(log.newest()).isEmpty();
      assertThat(parameters.names()).isEmpty();
    }
  }

  @Test
  @Needs({PARAMETER_CREATED_ONCE, PARAMETER_OVERWRITTEN})
  default void aMalformedStateIsRefused(Cloud cloud) {
    refuses(cloud, document -> "{\"schema\":", "");
  }

  @Test
  @Needs({PARAMETER_CREATED_ONCE, PARAMETER_OVERWRITTEN})
  default void aFutureStateIsRefused(Cloud cloud) {
    refuses(cloud, document -> document.replace("\"schema\":1", "\"schema\":3"), "newer");
  }

  @Test
  @Needs({PARAMETER_CREATED_ONCE, PARAMETER_OVERWRITTEN})
  default void anOlderStateIsRefused(Cloud cloud) {
    refuses(cloud, document -> document.replace("\"schema\":1", "\"schema\":0"), "older");
  }

  @Test
  @Needs({PARAMETER_CREATED_ONCE, PARAMETER_OVERWRITTEN})
  default void aStateUnderAnotherNumberIsRefused(Cloud cloud) {
    refuses(cloud, document -> document.replace("\"sequence\":2", "\"sequence\":1"), "sequence");
  }

  private static void refuses(Cloud cloud, UnaryOperator<String> spoil, String said) {
    try (Parameters parameters = new Parameters(cloud)) {
      StateLog log = log(cloud, parameters);
      append(log, 1, 2);
      String name = parameters.state(2);
      String good = parameters.read(name).orElseThrow().value();
      String bad = spoil.apply(good);
      assertThat(bad).isNotEqualTo(good);
      parameters.put(name, ParameterType.SECURE_STRING, bad);

      assertThatThrownBy(log::newest)
          .isInstanceOf(MalformedStateException.class)
          .hasMessageContaining(name)
          .hasMessageContaining(said);
      assertThatThrownBy(() -> log.append(numbered(2))).isInstanceOf(LostRaceException.class);

      assertThat(parameters.read(name).orElseThrow().value()).isEqualTo(bad);
      assertThat(log.lastSequence()).isEqualTo(2);
      assertThat(log.history()).containsExactly(numbered(1));
    }
  }

  @Test
  default void theNewestStateThatWasTakenAwayIsMissed(Cloud cloud) {
    try (Parameters parameters = new Parameters(cloud)) {
      StateLog log = log(cloud, parameters);
      append(log, 1, 2);
      cloud.ssm().deleteParameter(r -> r.name(parameters.state(2)));

      assertThat(log.isNewest(numbered(2))).isFalse();
      assertThat(log.lastSequence()).isEqualTo(1);
    }
  }

  @Test
  default void aStateMayBeAsLongAsAParameterAndNoLonger(Cloud cloud) {
    try (Parameters parameters = new Parameters(cloud)) {
      StateLog log = log(cloud, parameters);
      log.append(with(1, List.of(), "x"));
      int rest = LIMIT - parameters.read(parameters.state(1)).orElseThrow().value().length();
      LockState longest = with(2, List.of(), "x".repeat(1 + rest));
      LockState tooLong = with(3, List.of(), "x".repeat(2 + rest));

      log.append(longest);
      assertThat(parameters.read(parameters.state(2)).orElseThrow().value()).hasSize(LIMIT);
      assertThat(log.newest()).contains(longest);

      assertThatThrownBy(() -> log.append(tooLong))
          .isInstanceOf(LockException.class)
          .hasMessageContaining(parameters.state(3))
          .hasMessageContaining("4096");
      assertThat(log.newest()).contains(longest);
    }
  }
}
