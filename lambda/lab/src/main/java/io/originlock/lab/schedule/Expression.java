package io.originlock.lab.schedule;

import com.cronutils.model.definition.CronConstraintsFactory;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.originlock.lab.LabException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a schedule fires.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html">Schedule
 *     types</a>
 */
interface Expression {

  /** The first time after another; none when the schedule is over. */
  Optional<Instant> after(Instant last);

  /**
   * Parses an expression.
   *
   * @param anchor from when a rate counts
   */
  static Expression parse(String text, String timezone, Instant anchor) {
    Matcher matcher = Pattern.compile("(rate|cron|at)\\((.*)\\)").matcher(text.trim());
    if (!matcher.matches()) {
      throw new LabException(
          "schedule expression " + text, "parse it", "Write rate(…), cron(…) or at(…).");
    }
    ZoneId zone = ZoneId.of(timezone);
    return switch (matcher.group(1)) {
      case "rate" -> rate(text, matcher.group(2), anchor);
      case "cron" -> cron(text, matcher.group(2), zone);
      default -> {
        Instant at = LocalDateTime.parse(matcher.group(2)).atZone(zone).toInstant();
        yield last -> Optional.of(at).filter(time -> time.isAfter(last));
      }
    };
  }

  private static Expression rate(String text, String value, Instant anchor) {
    String[] parts = value.trim().split("\\s+");
    if (parts.length != 2 || !parts[0].matches("[1-9]\\d*")) {
      throw new LabException("schedule expression " + text, "parse it", "Write rate(5 minutes).");
    }
    Duration unit =
        switch (parts[1]) {
          case "minute", "minutes" -> Duration.ofMinutes(1);
          case "hour", "hours" -> Duration.ofHours(1);
          case "day", "days" -> Duration.ofDays(1);
          default ->
              throw new LabException(
                  "schedule expression " + text, "parse it", "Units are minutes, hours and days.");
        };
    long period = unit.multipliedBy(Long.parseLong(parts[0])).toMillis();
    return last -> {
      if (last.isBefore(anchor)) {
        return Optional.of(anchor);
      }
      long periods = Duration.between(anchor, last).toMillis() / period + 1;
      return Optional.of(anchor.plusMillis(periods * period));
    };
  }

  private static Expression cron(String text, String value, ZoneId zone) {
    try {
      ExecutionTime times = ExecutionTime.forCron(new CronParser(aws()).parse(value));
      return last -> times.nextExecution(last.atZone(zone)).map(ZonedDateTime::toInstant);
    } catch (IllegalArgumentException e) {
      throw new LabException("schedule expression " + text, "parse it", e.getMessage(), e);
    }
  }

  /** AWS's crontab: minutes, hours, day of month, month, day of week from Sunday = 1, year. */
  private static CronDefinition aws() {
    return CronDefinitionBuilder.defineCron()
        .withMinutes()
        .and()
        .withHours()
        .and()
        .withDayOfMonth()
        .supportsL()
        .supportsW()
        .supportsLW()
        .supportsQuestionMark()
        .and()
        .withMonth()
        .and()
        .withDayOfWeek()
        .withValidRange(1, 7)
        .withMondayDoWValue(2)
        .supportsHash()
        .supportsL()
        .supportsQuestionMark()
        .and()
        .withYear()
        .withValidRange(1970, 2199)
        .optional()
        .and()
        .withCronValidation(CronConstraintsFactory.ensureEitherDayOfWeekOrDayOfMonth())
        .instance();
  }
}
