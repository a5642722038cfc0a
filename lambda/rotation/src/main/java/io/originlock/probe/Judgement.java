package io.originlock.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.originlock.gate.Answer;
import io.originlock.gate.Refusal;
import io.originlock.port.Prober.Verdict;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an answer to a probe shows.
 *
 * @param refusal what counts as the gate's refusal
 * @param tolerance how far this clock may be off before the gate refuses the probe for its time
 *     alone; empty if it looks at no time
 */
record Judgement(Refusal refusal, Optional<Duration> tolerance, Clock clock) {
  private static final String MARKER_HEADER = "x-origin-lock-probe";
  private static final String MARKER_FIELD = "originLock";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param nonce the probe's own
   */
  Verdict of(Answer answer, String nonce) {
    if (answer.status() == 200 && hasMarker(answer, nonce)) {
      return Verdict.PASSED;
    }
    if (isOlder(answer) || refusal.isIn(answer) && clockIsOff(answer).isPresent()) {
      return Verdict.INCONCLUSIVE;
    }
    if (refusal.isIn(answer)) {
      return Verdict.REFUSED;
    }
    return isOfTheApi(answer) || answer.status() >= 500 ? Verdict.UNSERVED : Verdict.INTERCEPTED;
  }

  /** Only a cache adds its age: what it holds was answered to another question. */
  private static boolean isOlder(Answer answer) {
    return answer.header("age").isPresent();
  }

  /** API Gateway names the kind of its own refusals, and numbers all that it answers. */
  private static boolean isOfTheApi(Answer answer) {
    return answer.status() >= 400
        && Stream.of(ErrorType.HEADER, "x-amz-apigw-id")
            .anyMatch(name -> answer.header(name).isPresent());
  }

  /** By how much the answer's clock differs from this one, if by more than the gate takes. */
  private Optional<Duration> clockIsOff(Answer answer) {
    return answer
        .header("date")
        .flatMap(Judgement::instant)
        .map(theirs -> Duration.between(theirs, clock.instant()))
        .filter(off -> tolerance.filter(most -> off.abs().compareTo(most) > 0).isPresent());
  }

  private static Optional<Instant> instant(String date) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static boolean hasMarker(Answer answer, String nonce) {
    return answer.header(MARKER_HEADER).filter(nonce::equals).isPresent()
        || nonce.equals(markerInBody(answer.body()));
  }

  private static String markerInBody(String body) {
    try {
      JsonNode marker = JSON.readTree(body).path(MARKER_FIELD);
      return marker.isTextual() ? marker.textValue() : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** The same for people. */
  String told(Answer answer, Verdict verdict) {
    String seen =
        Stream.of("server", "x-cache", "age", ErrorType.HEADER)
            .flatMap(
                name -> answer.header(name).map(value -> name + " " + printable(value)).stream())
            .collect(Collectors.joining(", "));
    return "status "
        + answer.status()
        + (answer.status() == 200 && verdict != Verdict.PASSED ? " without the probe's marker" : "")
        + (seen.isEmpty() ? "" : " (" + seen + ")")
        + answer
            .header(ErrorType.HEADER)
            .flatMap(ErrorType::of)
            .map(type -> ", " + type.meaning())
            .orElse("")
        + (verdict == Verdict.INCONCLUSIVE
            ? clockIsOff(answer)
                .map(off -> "; this worker's clock is off by " + off.toSeconds() + " s")
                .orElse("")
            : "");
  }

  /** These headers are somebody else's text, on its way into a log. */
  private static String printable(String value) {
    String clean = value.replaceAll("[^\\x20-\\x7e]", "?");
    return clean.length() <= 80 ? clean : clean.substring(0, 80);
  }
}
