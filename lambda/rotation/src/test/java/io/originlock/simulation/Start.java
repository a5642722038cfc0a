package io.originlock.simulation;

import io.originlock.model.Attempts;
import io.originlock.model.Effort;
import io.originlock.model.Header;
import io.originlock.model.LockState;
import io.originlock.model.Requests;
import io.originlock.model.Retired;
import io.originlock.model.Secret;
import io.originlock.model.SecretId;
import io.originlock.model.SecretValue;
import io.originlock.model.Secrets;
import io.originlock.model.Stage;
import io.originlock.model.Times;
import io.originlock.port.Acceptance;
import io.originlock.port.Published.Document;
import io.originlock.simulation.Fleet.Distribution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * A world in which a case begins, whatever became of it before: the state is at any stage, the gate
 * holds any of its secrets, each distribution sends any of them or something else, and edges lag
 * behind. Only the hosts are in step with the gate.
 */
final class Start {
  private static final long MINUTE = 60_000;
  private static final long SEQUENCE = 40;

  private final Aws aws;
  private final Books books;
  private final SplittableRandom random;
  private final Instant now;
  private final List<Secret> secrets = new ArrayList<>();
  private long inUse;

  Start(Aws aws, Books books, long seed) {
    this.aws = aws;
    this.books = books;
    this.random = new SplittableRandom(seed);
    this.now = aws.time.instant();
    for (int i = 1; i <= 4; i++) {
      String value = "v" + i + "-" + Long.toHexString(random.nextLong());
      secrets.add(new Secret(new SecretId(i), new SecretValue(value), now));
    }
  }

  private boolean anyOf() {
    return aws.shape.acceptance() == Acceptance.ANY_OF;
  }

  void build() {
    LockState state = state();
    Cause before = new Cause("before", true, aws.time.now());
    aws.ledger.append(SEQUENCE, state, before);
    List<Secret> held = some(state.known());
    if (!anyOf()) {
      held = held.isEmpty() ? List.of() : held.subList(0, 1);
    }
    aws.gateway.begin(held, aws.shape.rules() && random.nextInt(6) == 0);
    for (Distribution member : aws.fleet.members()) {
      aws.fleet.begin(member, headers());
      if (random.nextInt(3) == 0) {
        // Its edges get this later: until then they send what they sent before.
        aws.fleet.configure(member, headers(), before);
      }
    }
    aws.ledger.publish(new Document(random.nextLong(SEQUENCE + 1), headers()), before);
    // Values of a world that was there before: none of them can be told from one that was written.
    books.known(inUse);
  }

  private LockState state() {
    List<Stage> stages =
        anyOf()
            ? List.of(Stage.ADMIT, Stage.PRESENT, Stage.IDLE, Stage.RETREAT)
            : List.of(Stage.PRESENT, Stage.REQUIRE, Stage.IDLE, Stage.RETREAT);
    Stage stage = stages.get(random.nextInt(stages.size()));
    List<Retired> retired = new ArrayList<>();
    for (int i = random.nextInt(3) - 1; i >= 0; i--) {
      retired.add(new Retired(secrets.get(i), past(), false, random.nextBoolean()));
    }
    Set<SecretId> lingering =
        anyOf()
            ? retired.stream()
                .map(each -> each.secret().id())
                .filter(each -> random.nextInt(3) == 0)
                .collect(Collectors.toSet())
            : Set.of();
    Instant honouredAt = maybePast();
    return new LockState(
        SEQUENCE,
        stage,
        past(),
        new Secrets(
            secrets.get(2), stage == Stage.IDLE ? null : secrets.get(3), retired, lingering),
        new Times(
            honouredAt,
            honouredAt == null ? maybePast() : honouredAt.minusMillis(random.nextLong(10 * MINUTE)),
            maybePast()),
        new Requests(false, random.nextInt(4) == 0 ? "r0" : null, List.of()),
        new Attempts(Effort.NONE, Effort.NONE),
        "whatever became of it");
  }

  private Instant past() {
    return now.minusMillis(random.nextLong(30 * MINUTE));
  }

  private Instant maybePast() {
    return random.nextBoolean() ? past() : null;
  }

  private <T> List<T> some(List<T> all) {
    return all.stream().filter(each -> random.nextInt(3) > 0).toList();
  }

  private List<Header> headers() {
    List<SecretValue> values = new ArrayList<>();
    int most = anyOf() ? 1 : 2;
    while (values.size() < most && random.nextInt(5) > 0) {
      SecretValue value =
          random.nextInt(6) == 0
              ? new SecretValue("u" + random.nextInt(3) + "-unknown")
              : secrets.get(random.nextInt(secrets.size())).value();
      if (!values.contains(value)) {
        values.add(value);
      }
    }
    List<Header> headers =
        values.stream().map(aws.values::header).sorted(Comparator.comparing(Header::name)).toList();
    inUse |= aws.values.mask(headers);
    return headers;
  }
}
