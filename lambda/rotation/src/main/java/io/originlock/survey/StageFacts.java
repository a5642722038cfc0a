package io.originlock.survey;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A stage's settings.
 *
 * @param stage which one
 * @param deployment the id of what it serves, a key of {@link Survey#served()}; empty if it was
 *     never deployed to
 * @param cached whether it has a cache of answers
 * @param variables the names of its stage variables; no value is read
 * @param methods settings by method: {@code GET /pets}, or {@code * *} for all that has none of its
 *     own
 * @param accessLog its access log; empty for none
 * @param webAcl the ARN of the web ACL before it, of WAF or of WAF Classic; see {@link
 *     Survey#webAcl}
 * @param canary who gets a share of its requests; empty for none, and for one of 0 %
 */
public record StageFacts(
    Target.Stage stage,
    Optional<String> deployment,
    boolean cached,
    List<String> variables,
    Map<String, MethodSettings> methods,
    Optional<AccessLog> accessLog,
    Optional<String> webAcl,
    Optional<Canary> canary) {
  public StageFacts {
    variables = List.copyOf(variables);
    methods = Map.copyOf(methods);
  }

  /** How findings name it. */
  public String label() {
    return stage.label();
  }

  /**
   * Settings of one method, or of all.
   *
   * @param throttle shared by all who call it; empty if none is set
   * @param log how much of requests the execution log records
   * @param dataTrace whether the execution log has whole requests, headers included
   * @param cached whether its answers are kept, if the stage has a cache
   */
  public record MethodSettings(
      Optional<Throttle> throttle, Level log, boolean dataTrace, boolean cached) {}

  /** {@code loggingLevel}. */
  public enum Level {
    OFF,
    ERROR,
    INFO
  }

  /**
   * An access log.
   *
   * @param destination the ARN of a log group or a Firehose stream
   * @param format with variables such as {@code $context.requestId}
   */
  public record AccessLog(String destination, String format) {}

  /**
   * A canary that gets requests.
   *
   * @param percent of the requests, more than 0
   * @param deployment the id of what it serves, a key of {@link Survey#served()} if it could be
   *     read: an export is a stage's, and shows the stage's own deployment
   */
  public record Canary(double percent, String deployment) {}
}
