package io.originlock.lab.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.originlock.lab.LabException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
  private static final Instant ANCHOR = Instant.parse("2026-01-15T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "rate(1 minute), 2026-01-15T09:00:00Z, 2026-01-15T10:00:00Z",
    "rate(1 minute), 2026-01-15T10:00:00Z, 2026-01-15T10:01:00Z",
    "rate(14 days), 2026-01-16T00:00:00Z, 2026-01-29T10:00:00Z",
    "rate(2 hours), 2026-01-15T13:00:00Z, 2026-01-15T14:00:00Z",
    "cron(0 3 * * ? *), 2026-01-15T10:00:00Z, 2026-01-16T03:00:00Z",
    "cron(0 3 1 */2 ? *), 2026-01-15T10:00:00Z, 2026-03-01T03:00:00Z",
    "cron(30 4 ? * MON *), 2026-01-15T10:00:00Z, 2026-01-19T04:30:00Z",
    "cron(30 4 ? * 2 *), 2026-01-15T10:00:00Z, 2026-01-19T04:30:00Z",
    "cron(0/15 * * * ? *), 2026-01-15T10:01:00Z, 2026-01-15T10:15:00Z",
    "at(2026-02-01T00:00:00), 2026-01-15T10:01:00Z, 2026-02-01T00:00:00Z"
  })
  void firesNext(String expression, Instant last, Instant expected) {
    assertThat(Expression.parse(expression, "UTC", ANCHOR).after(last)).contains(expected);
  }

  @Test
  void timezonesCount() {
    assertThat(Expression.parse("cron(0 3 * * ? *)", "Europe/Berlin", ANCHOR).after(ANCHOR))
        .contains(Instant.parse("2026-01-16T02:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"daily", "rate(0 minutes)", "rate(5 weeks)", "cron(0 3 * * *)", "cron()"})
  void nonsenseIsRefused(String expression) {
    assertThatExceptionOfType(LabException.class)
        .isThrownBy(() -> Expression.parse(expression, "UTC", ANCHOR))
        .withMessageContaining(expression);
  }
}
