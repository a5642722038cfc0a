package io.originlock.lab.alarms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.originlock.lab.alarms.Alarms.Change;
import io.originlock.lab.aws.AwsLab;
import io.originlock.lab.control.SharedLab;
import io.originlock.testing.MovingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Alarms as CloudWatch has them, over a time that a test moves. */
@ExtendWith(SharedLab.class)
class AlarmsTest {
  private final String name = "alarm-" + UUID.randomUUID();
  private final Metric metric = new Metric("Test", name, Map.of("Lock", "a"));
  private final MovingClock clock = new MovingClock(Instant.now().toString());
  private final MetricData data = new MetricData();
  private final List<Instant> measured = new ArrayList<>();
  private final AwsLab lab;
  private final Alarms alarms;

  AlarmsTest(AwsLab lab) {
    this.lab = lab;
    this.alarms = new Alarms(lab.moto(), data, measured::add, duration -> duration, clock);
  }

  @AfterEach
  void delete() {
    call("DeleteAlarms", "{'AlarmNames':['" + name + "']}");
  }

  private void call(String operation, String body) {
    assertThat(
            lab.moto()
                .target(
                    "monitoring",
                    "GraniteServiceVersion20100801." + operation,
                    body.replace('\'', '"'))
                .ok())
        .isTrue();
  }

  /** Rings after two of three periods of five minutes. */
  private void put(String more) {
    call(
        "PutMetricAlarm",
        "{'AlarmName':'%s','Namespace':'Test','MetricName':'%s','Dimensions':[{'Name':'Lock','Value':'a'}],'Period':300,'EvaluationPeriods':3,'DatapointsToAlarm':2,'Threshold':0,'ComparisonOperator':'GreaterThanThreshold'%s}"
            .formatted(name, name, more));
  }

  private void pass(int minutes) {
    clock.pass(Duration.ofMinutes(minutes));
  }

  private void count(double value) {
    data.put(metric, value, clock.instant());
  }

  private List<State> states() {
    return alarms.changes().stream()
        .filter(change -> change.alarm().equals(name))
        .map(Change::to)
        .toList();
  }

  @Test
  void itRingsAndIsOver() {
    put(",'Statistic':'Sum','TreatMissingData':'notBreaching'");
    pass(2);
    count(1);
    pass(5);
    assertThat(alarms.ringing()).doesNotContain(name);

    count(1);
    pass(1);
    assertThat(alarms.ringing()).contains(name);

    pass(30);
    assertThat(alarms.ringing()).doesNotContain(name);
    assertThat(states()).containsExactly(State.OK, State.ALARM, State.OK);
  }

  @Test
  void anAlarmBetweenTwoLooksIsNotMissed() {
    put(",'Statistic':'Sum','TreatMissingData':'notBreaching'");
    pass(2);
    count(1);
    pass(5);
    count(1);
    pass(60);

    assertThat(states()).containsExactly(State.OK, State.ALARM, State.OK);
  }

  @Test
  void otherDimensionsAreAnotherMetric() {
    put(",'Statistic':'Sum','TreatMissingData':'notBreaching'");
    for (int minute = 0; minute < 20; minute++) {
      data.put(new Metric("Test", name, Map.of("Lock", "b")), 1, clock.instant());
      data.put(new Metric("Test", name, Map.of()), 1, clock.instant());
      pass(1);
    }

    assertThat(states()).containsExactly(State.OK);
  }

  /** It begins without data, which nobody treats as anything but missing by default. */
  @Test
  void withoutDataNothingIsKnown() {
    put(",'Statistic':'Sum'");
    pass(60);

    assertThat(states()).isEmpty();
    assertThat(alarms.ringing()).doesNotContain(name);
  }

  @Test
  void whatNobodyReportsAnyMoreRingsIfThatBreaches() {
    put(",'Statistic':'Maximum','TreatMissingData':'breaching'");
    for (int minute = 0; minute < 20; minute++) {
      count(0);
      pass(1);
    }
    alarms.ringing();
    assertThat(states()).endsWith(State.OK);

    pass(25);
    assertThat(states()).endsWith(State.ALARM);
  }

  @Test
  void whatSomebodyDeletesRingsNoMore() {
    put(",'Statistic':'Sum','TreatMissingData':'breaching'");
    pass(30);
    assertThat(alarms.ringing()).contains(name);

    delete();
    pass(1);

    assertThat(alarms.ringing()).doesNotContain(name);
  }

  @Test
  void anAlarmThatTheLabCannotEvaluateIsAnErrorAndNotSilent() {
    put(",'ExtendedStatistic':'p99'");
    pass(1);

    assertThatThrownBy(alarms::ringing).hasMessageContaining("SampleCount, Average, Sum");
  }

  @Test
  void whatIsMeasuredByLookingIsMeasuredAtMostOnceAMinute() {
    alarms.ringing();
    assertThat(measured).isEmpty();

    pass(3);
    alarms.ringing();
    alarms.ringing();

    assertThat(measured).hasSize(1);
  }
}
