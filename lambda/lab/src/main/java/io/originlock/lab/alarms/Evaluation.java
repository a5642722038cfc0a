package io.originlock.lab.alarms;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The state of an alarm by its data points.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html">Configuring
 *     how CloudWatch alarms treat missing data</a>
 */
final class Evaluation {
  /** AWS's tables show five data points for an alarm on three. */
  private static final int RANGE_BEYOND_PERIODS = 2;

  private Evaluation() {}

  /** How many data points are retrieved: more than are judged, for those that are missing. */
  static int range(Alarm alarm) {
    return alarm.periods() + RANGE_BEYOND_PERIODS;
  }

  /**
   * Judges an alarm.
   *
   * @param points of the evaluation range, the oldest first; an empty one is missing
   * @param before the state until now
   */
  static State of(Alarm alarm, List<OptionalDouble> points, State before) {
    List<Boolean> there = there(alarm, points);
    int lacking = alarm.periods() - there.size();
    if (lacking <= 0) {
      return byCount(alarm, breaching(there.subList(-lacking, there.size())));
    }
    return switch (alarm.missing()) {
      case BREACHING -> byCount(alarm, breaching(there) + lacking);
      case NOT_BREACHING -> byCount(alarm, breaching(there));
      case MISSING -> byWhatIsThere(alarm, points, State.INSUFFICIENT_DATA);
      case IGNORE -> byWhatIsThere(alarm, points, before);
    };
  }

  /** Whether each data point that there is breaches, the oldest first. */
  private static List<Boolean> there(Alarm alarm, List<OptionalDouble> points) {
    return points.stream()
        .filter(OptionalDouble::isPresent)
        .map(point -> alarm.breaches(point.getAsDouble()))
        .toList();
  }

  private static int breaching(List<Boolean> there) {
    return (int) there.stream().filter(each -> each).count();
  }

  private static State byCount(Alarm alarm, int breaching) {
    return breaching >= alarm.toAlarm() ? State.ALARM : State.OK;
  }

  /** Judges too few data points, none of which is made up. */
  private static State byWhatIsThere(Alarm alarm, List<OptionalDouble> points, State unknown) {
    List<Boolean> there = there(alarm, points);
    if (breaching(there) >= alarm.toAlarm()) {
      return State.ALARM;
    }
    if (there.contains(false)) {
      return State.OK;
    }
    return alarm.missing() == MissingData.MISSING && isOldEnough(alarm, points)
        ? State.ALARM
        : unknown;
  }

  /** Rings early where a breach is as old as the data points to alarm, and none is better since. */
  private static boolean isOldEnough(Alarm alarm, List<OptionalDouble> points) {
    return points.subList(0, points.size() - alarm.toAlarm() + 1).stream()
        .anyMatch(OptionalDouble::isPresent);
  }
}
