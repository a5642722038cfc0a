package io.originlock.lab.alarms;

import static io.originlock.lab.alarms.State.ALARM;
import static io.originlock.lab.alarms.State.INSUFFICIENT_DATA;
import static io.originlock.lab.alarms.State.OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Data points are written as AWS does: X breaches, 0 does not, - is missing; the oldest first. */
class AlarmEvaluationTest {
  private static final Metric METRIC = new Metric("N", "M", Map.of());

  private static Alarm alarm(int toAlarm, int periods, MissingData missing) {
    return alarm(toAlarm, periods, missing, Comparison.GREATER);
  }

  private static Alarm alarm(int toAlarm, int periods, MissingData missing, Comparison comparison) {
    return new Alarm(
        "a",
        METRIC,
        Statistic.SUM,
        Duration.ofMinutes(5),
        periods,
        toAlarm,
        comparison,
        0,
        missing);
  }

  private static List<OptionalDouble> points(String text) {
    return Stream.of(text.split(" "))
        .map(
            each ->
                switch (each) {
                  case "X" -> OptionalDouble.of(1);
                  case "0" -> OptionalDouble.of(0);
                  default -> OptionalDouble.empty();
                })
        .toList();
  }

  private static State state(Alarm alarm, String points, State before) {
    return Evaluation.of(alarm, points(points), before);
  }

  /**
   * The tables of AWS's document, an older edition's rows too.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html">How
   *     alarm state is evaluated when data is missing</a>
   */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # to alarm, points,     missing,           ignore, breaching, notBreaching
          3,          0 - X - X,  OK,                OK,     OK,        OK
          3,          0 - - - -,  OK,                OK,     OK,        OK
          3,          - - - - 0,  OK,                OK,     OK,        OK
          3,          - - - - -,  INSUFFICIENT_DATA, ,       ALARM,     OK
          3,          0 X X - X,  ALARM,             ALARM,  ALARM,     ALARM
          3,          - - X - -,  ALARM,             ,       ALARM,     OK
          3,          X - - - -,  ALARM,             ,       ALARM,     OK
          3,          - - - - X,  INSUFFICIENT_DATA, ,       ALARM,     OK
          2,          0 - X - X,  ALARM,             ALARM,  ALARM,     ALARM
          2,          0 0 X 0 X,  ALARM,             ALARM,  ALARM,     ALARM
          2,          0 - X - -,  OK,                OK,     ALARM,     OK
          2,          - - - - 0,  OK,                OK,     ALARM,     OK
          2,          - - - X -,  ALARM,             ,       ALARM,     OK
          2,          - - - - X,  INSUFFICIENT_DATA, ,       ALARM,     OK
          2,          - - X - X,  ALARM,             ALARM,  ALARM,     ALARM
          """)
  void aRowOfTheTables(
      int toAlarm,
      String points,
      State missing,
      State ignore,
      State breaching,
      State notBreaching) {
    assertThat(state(alarm(toAlarm, 3, MissingData.MISSING), points, OK)).isEqualTo(missing);
    assertThat(state(alarm(toAlarm, 3, MissingData.BREACHING), points, OK)).isEqualTo(breaching);
    assertThat(state(alarm(toAlarm, 3, MissingData.NOT_BREACHING), points, ALARM))
        .isEqualTo(notBreaching);
    for (State before : State.values()) {
      assertThat(state(alarm(toAlarm, 3, MissingData.IGNORE), points, before))
          .isEqualTo(ignore == null ? before : ignore);
    }
  }

  /** With one period the newest data point of the range counts, however old. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          X - -, ALARM
          X 0 -, OK
          0 X -, ALARM
          - - X, ALARM
          - - 0, OK
          """)
  void oneOfOne(String points, State expected) {
    for (MissingData missing : MissingData.values()) {
      assertThat(state(alarm(1, 1, missing), points, INSUFFICIENT_DATA)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          GREATER,          -1, OK
          GREATER,           0, OK
          GREATER,           1, ALARM
          GREATER_OR_EQUAL, -1, OK
          GREATER_OR_EQUAL,  0, ALARM
          GREATER_OR_EQUAL,  1, ALARM
          LESS,             -1, ALARM
          LESS,              0, OK
          LESS,              1, OK
          LESS_OR_EQUAL,    -1, ALARM
          LESS_OR_EQUAL,     0, ALARM
          LESS_OR_EQUAL,     1, OK
          """)
  void anOperator(Comparison comparison, double point, State expected) {
    Alarm alarm = alarm(1, 1, MissingData.MISSING, comparison);

    assertThat(Evaluation.of(alarm, List.of(OptionalDouble.of(point)), OK)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          SAMPLE_COUNT, 3
          AVERAGE,      4
          SUM,          12
          MINIMUM,      1
          MAXIMUM,      9
          """)
  void aStatistic(Statistic statistic, double expected) {
    assertThat(statistic.of(List.of(2.0, 9.0, 1.0))).hasValue(expected);
    assertThat(statistic.of(List.of())).isEmpty();
  }

  @Test
  void anAlarmThatCouldNeverRingIsNone() {
    assertThatThrownBy(() -> alarm(4, 3, MissingData.MISSING))
        .hasMessage("a cannot ring: 4 of 3 data points.");
  }
}
