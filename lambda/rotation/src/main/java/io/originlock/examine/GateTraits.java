package io.originlock.examine;

import io.originlock.survey.Method;
import io.originlock.survey.StageFacts;
import io.originlock.survey.Survey;
import java.util.List;
import java.util.Optional;

/** What judges must know of a kind of gate. Each gate's package has its own; none calls AWS. */
public interface GateTraits {

  /** The header that carries the secret, in lower case; empty where its name is the secret. */
  Optional<String> header();

  /** Whether a header of this name, in any case, carries the secret. */
  default boolean carries(String headerName) {
    return header().filter(headerName::equalsIgnoreCase).isPresent();
  }

  /** What carries the secret, for people. */
  default String carrier() {
    return header().map(name -> "the header " + name).orElse("the lock's header");
  }

  /** Whether a function at the edge takes the secret off, so that the API never gets it. */
  default boolean takenOffAtTheEdge() {
    return false;
  }

  /** Whether the secret is an API key: usage plans meter it, and the API must look for it. */
  default boolean isApiKey() {
    return false;
  }

  /** Whether a rotation deploys the API, and so puts into force what somebody left in a draft. */
  default boolean deploys() {
    return false;
  }

  /** The variables of API Gateway's access logs that hold the secret, without the dollar sign. */
  List<String> accessLogVariables();

  /** What of API Gateway's execution logs records the secret. */
  ExecutionLogs executionLogs();

  /** The HTTP statuses of its refusals. */
  List<Integer> refusals();

  /**
   * Why a method can be reached without the secret; empty if it demands it, or if that was not
   * read.
   *
   * @param stage which serves it, be it one of the lock's or not
   */
  Optional<Opening> opening(Survey survey, StageFacts stage, Method method);

  /** What this gate alone is judged by. */
  default List<Judge> judges() {
    return List.of();
  }
}
