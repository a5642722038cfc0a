package io.originlock.lab.edge;

import java.time.Instant;

/** Learns what becomes of a distribution's configurations. */
public interface EdgeListener {

  /** CloudFront has accepted this version; edges begin to take it. */
  void pushed(String distribution, String version, Instant at);

  /** From now on this edge serves this version. */
  void took(int edge, String distribution, String version, Instant at);
}
