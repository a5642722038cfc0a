package io.originlock.lab.model;

import java.time.Instant;
import java.util.Set;

/** Learns what becomes of a distribution's configurations. */
public interface EdgeListener {

  /**
   * CloudFront has accepted this version; edges begin to take it.
   *
   * @param presented the headers that it adds for its origins: secrets among them
   */
  void pushed(String distribution, String version, Set<Header> presented, Instant at);

  /** From now on this edge serves this version. */
  void took(int edge, String distribution, String version, Instant at);
}
