package io.originlock.audit;

import java.util.List;
import java.util.Optional;

/** How a gate demands its secret, as an audit sees it. */
public interface GateCheck {

  /** The header that carries the secret, in lower case; empty where its name is the secret. */
  Optional<String> header();

  /** Whether a header of this name, in any case, carries the secret. */
  default boolean carries(String headerName) {
    return header().filter(headerName::equalsIgnoreCase).isPresent();
  }

  /** Whether the secret comes as far as the API, its logs and its backends. */
  default boolean reachesTheApi() {
    return true;
  }

  /** The variables of API Gateway's access logs that hold the secret, without the dollar sign. */
  List<String> accessLogVariables();

  /** What of API Gateway's execution logs records the secret. */
  ExecutionLogs executionLogs();

  /** How far execution logs can be trusted with a secret. */
  enum ExecutionLogs {
    /** API Gateway redacts it. */
    HIDE_IT,
    /** It is among the headers, which data tracing records. */
    TRACE_IT,
    /** At any level: a refusal is recorded with the name of what was missing. */
    NAME_IT
  }

  /** What lets requests in without the lock's secret, whatever the stage. */
  List<OpenDoor> gate();

  /**
   * What lets requests reach a stage's methods without the secret: the methods, one by one, and
   * what leaves all of them open. It may be another stage than the lock's.
   */
  List<OpenDoor> stage(DeployedStage stage);
}
