package io.originlock.examine;

/** How far API Gateway's execution logs can be trusted with a gate's secret. */
public enum ExecutionLogs {
  /** API Gateway redacts it. */
  HIDE_IT,
  /** It is among the headers, which data tracing records. */
  TRACE_IT,
  /** At any level: a refusal is recorded with the name of what was missing. */
  NAME_IT
}
