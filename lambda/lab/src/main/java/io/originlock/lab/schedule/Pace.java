package io.originlock.lab.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How fast AWS's own time runs in the lab: schedules, retries and ages of events. What functions
 * see is the real time.
 *
 * @param speed 12 makes a minute of a schedule five seconds
 */
public record Pace(Instant start, double speed, Clock clock) {

  public Pace {
    if (!(speed > 0)) {
      throw new IllegalArgumentException("speed must be more than 0: " + speed);
    }
  }

  /** How long a duration of AWS's takes in the lab. */
  public Duration real(Duration simulated) {
    return Duration.ofMillis(Math.round(simulated.toMillis() / speed));
  }

  /** What time it is for schedules. */
  public Instant now() {
    long elapsed = Duration.between(start, clock.instant()).toMillis();
    return start.plusMillis(Math.round(elapsed * speed));
  }
}
