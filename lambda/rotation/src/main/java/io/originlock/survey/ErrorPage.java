package io.originlock.survey;

import java.util.Optional;

/**
 * A custom error response of a distribution.
 *
 * @param code the origin's HTTP status that it stands for
 * @param answeredCode what viewers get in its place; empty for the same
 * @param page the path of what they get; empty for the origin's own answer
 * @param minimumSeconds how long edges keep the error at least
 */
public record ErrorPage(
    int code, Optional<Integer> answeredCode, Optional<String> page, long minimumSeconds) {

  /** Whether viewers see something else than the origin's status. */
  public boolean hides() {
    return page.isPresent() || answeredCode.filter(answered -> answered != code).isPresent();
  }
}
