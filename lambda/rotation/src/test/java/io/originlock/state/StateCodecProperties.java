package io.originlock.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.originlock.engine.Effort;
import io.originlock.engine.LockState;
import io.originlock.engine.Retired;
import io.originlock.engine.Secret;
import io.originlock.engine.SecretId;
import io.originlock.engine.SecretValue;
import io.originlock.engine.Stage;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StateCodecProperties {

  @Property(tries = 300)
  void everyStateSurvivesTheWayThroughTheParameter(@ForAll("states") LockState state) {
    String document = StateCodec.encode(state, "/x");

    assertThat(document).doesNotContain("{{");
    assertThat(StateCodec.decode(document, "/x")).isEqualTo(state);
  }

  @Provide
  Arbitrary<LockState> states() {
    Arbitrary<Secret> secrets = Combinators.combine(ids(), values(), instants()).as(Secret::new);
    Arbitrary<List<Retired>> retired =
        Combinators.combine(secrets, instants(), flags(), flags())
            .as(Retired::new)
            .list()
            .ofMaxSize(4);
    Arbitrary<String> texts = Arbitraries.strings().ofMaxLength(20);
    return Combinators.combine(
            Arbitraries.longs().between(1, 9_999_999_999L),
            Combinators.combine(Arbitraries.of(Stage.class), instants()).as(Moment::new),
            Combinators.combine(secrets.injectNull(0.2), secrets.injectNull(0.5)).as(Pair::new),
            retired,
            ids().set().ofMaxSize(3),
            Combinators.combine(instants().injectNull(0.3), instants().injectNull(0.3))
                .as(Times::new),
            flags(),
            Combinators.combine(texts.injectNull(0.5), texts.list().ofMaxSize(6), texts)
                .as(Words::new))
        .as(
            (sequence, moment, pair, old, lingering, times, paused, words) ->
                new LockState(
                    sequence,
                    moment.stage(),
                    moment.since(),
                    pair.current(),
                    pair.incoming(),
                    old,
                    lingering,
                    times.honoured(),
                    times.settled(),
                    times.settled(),
                    paused,
                    words.pending(),
                    words.requests(),
                    effort(words.requests().size(), moment.since()),
                    effort(old.size(), moment.since()),
                    words.reason()));
  }

  private static Effort effort(int count, Instant last) {
    return count == 0 ? Effort.NONE : new Effort(count, last);
  }

  private record Moment(Stage stage, Instant since) {}

  private record Pair(Secret current, Secret incoming) {}

  private record Times(Instant honoured, Instant settled) {}

  private record Words(String pending, List<String> requests, String reason) {}

  private static Arbitrary<SecretId> ids() {
    return Arbitraries.integers().between(1, 999_999_999).map(SecretId::new);
  }

  private static Arbitrary<SecretValue> values() {
    return Arbitraries.strings()
        .withCharRange('!', '~')
        .ofMinLength(20)
        .ofMaxLength(128)
        .map(SecretValue::new);
  }

  private static Arbitrary<Instant> instants() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 4_102_444_800L),
            Arbitraries.longs().between(0, 999_999_999))
        .as(Instant::ofEpochSecond);
  }

  private static Arbitrary<Boolean> flags() {
    return Arbitraries.of(true, false);
  }
}
