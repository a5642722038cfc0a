package io.originlock.fake;

import io.originlock.port.Pause;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Time that passes only while somebody sleeps; in nanoseconds, from 0 on. */
public final class ElapsedTime implements Pause, LongSupplier {
  private final AtomicLong nanos = new AtomicLong();

  @Override
  public void sleep(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }

  @Override
  public long getAsLong() {
    return nanos.get();
  }

  public Duration elapsed() {
    return Duration.ofNanos(nanos.get());
  }
}
