package io.originlock.lab.model;

import java.time.Instant;
import java.util.Set;

/** Learns what becomes of a distribution's configurations, and of its viewers' requests. */
public interface EdgeListener {

  /** Why a function at an edge gave CloudFront nothing that it could use. */
  enum FunctionError {
    /** It failed, died or took too long. */
    EXECUTION,
    /** Its answer is none that CloudFront takes. */
    VALIDATION,
    /** There was no room for another invocation. */
    LIMIT_EXCEEDED
  }

  /**
   * CloudFront has accepted this version; edges begin to take it.
   *
   * @param presented the headers that it adds for its origins: secrets among them
   */
  void pushed(String distribution, String version, Set<Header> presented, Instant at);

  /** From now on this edge serves this version. */
  void took(int edge, String distribution, String version, Instant at);

  /** A viewer was answered. */
  default void answered(String distribution, int status, Instant at) {}

  /** A viewer's request met with a function that failed. */
  default void functionFailed(String distribution, FunctionError how, Instant at) {}
}
