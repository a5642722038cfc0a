package io.originlock.baseline;

import io.originlock.model.Header;
import io.originlock.simulation.Aws;
import io.originlock.simulation.Cause;
import io.originlock.simulation.Fleet.Distribution;
import io.originlock.simulation.Mishap;
import io.originlock.simulation.Shape;
import io.originlock.simulation.Trace;
import io.originlock.simulation.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** One way in one model: two rotations, and what may go wrong with the first. */
final class Trial {
  /** Until a lock is engaged and its edges have settled. */
  private static final long START = Duration.ofHours(3).toMillis();

  /** A stale plan is applied so long after the first rotation began. */
  private static final long STALE = Duration.ofHours(3).toMillis();

  private static final long TAIL = Duration.ofHours(4).toMillis();

  private final Way way;
  private final long interval;
  private final Aws aws;
  private final Site site;
  private final Meter meter;
  private int calls;
  private int writes;
  private long doneAt = -1;
  private boolean died;

  private Trial(Way way, Shape shape, long seed, Executor spare) {
    VirtualTime time = new VirtualTime(spare);
    this.way = way;
    this.interval = way.assumptions().interval().toMillis();
    this.aws = new Aws(shape, seed, time, new Trace(false));
    this.site = new Site(aws);
    this.meter = new Meter(aws);
    aws.observer(meter);
  }

  /**
   * What a run showed.
   *
   * @param refused requests refused, at one a second
   * @param oldLifetime until the last host let the old secret go, ms; negative: not within the run
   * @param propagation of the first change of the distributions, ms
   * @param rotation until every edge has the new secret and the process is at rest, ms
   * @param calls made by then
   * @param writes among them that changed something
   * @param left secrets at the end beyond those that the way means to keep
   */
  record Result(
      double refused,
      long oldLifetime,
      long propagation,
      long rotation,
      int calls,
      int writes,
      int left,
      List<Meter.Moment> moments) {}

  /** Nothing goes wrong. */
  static Result undisturbed(Supplier<Way> way, Shape shape, long seed, Executor spare) {
    return new Trial(way.get(), shape, seed, spare).run(0, false);
  }

  /** The process dies at its n-th call. */
  static Result dying(Supplier<Way> way, Shape shape, long seed, Executor spare, int nth) {
    return new Trial(way.get(), shape, seed, spare).run(nth, false);
  }

  /** Somebody applies a plan from before the first rotation after it. */
  static Result stalePlan(Supplier<Way> way, Shape shape, long seed, Executor spare) {
    return new Trial(way.get(), shape, seed, spare).run(0, true);
  }

  private Result run(int dieAt, boolean stale) {
    way.begin(site);
    aws.time.at(START, () -> first(dieAt, stale));
    aws.time.at(START + interval, () -> site.run("second rotation", () -> way.rotate(site)));
    aws.time.at(START + interval + TAIL, aws.time::stop);
    aws.time.run();
    meter.end();
    return new Result(
        meter.refusedSeconds(),
        meter.oldLifetime(),
        meter.propagation(),
        Math.max(doneAt - START, meter.arrived()),
        calls,
        writes,
        Math.max(0, aws.gateway.keys().size() - way.keeps()),
        meter.moments());
  }

  private void first(int dieAt, boolean stale) {
    site.demand(true);
    meter.begin();
    List<Header> before = aws.fleet.members().get(0).headers;
    int atFirst = aws.calls.made();
    if (dieAt > 0) {
      aws.calls.arm(
          List.of(new Mishap(Mishap.Kind.DIES_BEFORE, null, dieAt, 0)), () -> died = true);
      aws.time.at(START + Duration.ofMinutes(30).toMillis(), aws.calls::disarm);
    }
    site.run(
        "first rotation",
        () -> {
          try {
            way.rotate(site);
          } finally {
            if (died && doneAt < 0) {
              aws.time.at(
                  aws.time.now() + Duration.ofMinutes(1).toMillis(),
                  () -> site.run("recovery", () -> way.recover(site)));
            }
          }
          doneAt = aws.time.now();
          calls = aws.calls.made() - atFirst;
          writes = meter.writes();
        });
    if (stale) {
      aws.time.at(
          START + STALE,
          () -> {
            for (Distribution member : aws.fleet.members()) {
              aws.fleet.configure(member, before, new Cause("a stale plan", true, aws.time.now()));
            }
          });
    }
  }
}
