package io.originlock.lab.model;

import java.time.Instant;

/** Learns what becomes of changes of APIs, keys and usage plans. */
public interface GatewayListener {

  /** The control plane has made a change; hosts begin to learn of it. */
  void pushed(ApiCatalog catalog, Instant at);

  /** From now on this host acts on this catalog. */
  void learned(int host, ApiCatalog catalog, Instant at);
}
