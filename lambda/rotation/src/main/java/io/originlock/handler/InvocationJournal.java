package io.originlock.handler;

import io.originlock.metrics.Metric;
import io.originlock.metrics.Metrics;
import io.originlock.port.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the engine's decisions to the function's log, and counts to its metrics. */
final class InvocationJournal implements Journal {
  private static final Logger LOG = LoggerFactory.getLogger("origin-lock");

  private final Metrics metrics;

  InvocationJournal(Metrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void decided(String rule, String what) {
    LOG.info("{} {}", rule, what);
  }

  @Override
  public void warned(String rule, String what) {
    LOG.warn("{} {}", rule, what);
  }

  @Override
  public void happened(Occurrence occurrence) {
    metrics.record(
        switch (occurrence) {
          case PROBE_INCONCLUSIVE -> Metric.PROBE_INCONCLUSIVE;
          case GUARD_ACTED -> Metric.GUARD_ACTED;
          case FIGHT -> Metric.FIGHTS;
          case SETBACK -> Metric.SETBACKS;
          case OVERDUE -> Metric.OVERDUE;
          case VIEWERS_REFUSED -> Metric.VIEWERS_REFUSED;
          case CLOCK -> Metric.CLOCK;
        },
        1);
  }
}
